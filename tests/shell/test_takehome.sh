#!/bin/sh
# The library in a project of one's own: its headers give no warning in any
# standard of C and C++, its files compile in any from C11 on, it works as a
# static library and as one header, and a program that was built otherwise than
# the library does not link with it.
cd "$(dirname "$0")/../.." || exit 1
. tests/shell/check.sh
here=$PWD

wrong() { failed=$((failed + 1)); echo "$*"; [ ! -s "$dir/errors" ] || head -n 20 "$dir/errors"; }
# $1 is what must happen, the rest a command that must succeed and say nothing.
quiet() {
    what=$1
    shift
    if "$@" >"$dir/errors" 2>&1 && [ ! -s "$dir/errors" ]; then ok; else wrong "$what"; fi
}
knows() { # COMPILER STANDARD
    command -v "$1" >/dev/null && "$1" -std="$2" -fsyntax-only "$dir/empty.${3:-c}" 2>/dev/null
}
: >"$dir/empty.c"
: >"$dir/empty.cc"

# ---- Headers ----------------------------------------------------------------

public=$(ls lib/*.h | grep -v -e _kernel -e rounding)
warnings="-Werror -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
 -Wcast-qual -Wcast-align -Wwrite-strings -Wundef -Wredundant-decls -Wformat=2
 -Wdouble-promotion"
c_only="-Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition"
for header in $public; do # each by itself, and all together
    echo "#include \"${header#lib/}\"" | tee -a "$dir/all.c" >"$dir/$(basename "$header").c"
done
cp "$dir/all.c" "$dir/all.cc"
for header in $public; do
    quiet "$header does not stand alone" \
        "${CC:-cc}" -std=c11 -fsyntax-only -I lib "$dir/$(basename "$header").c"
done
for build in "" -DDOWNHILL_FLOAT -DDOWNHILL_DEBUG; do
    for std in c99 gnu99 c11 gnu11 c17 gnu17 c2x gnu2x c23 gnu23; do
        for cc in gcc clang; do
            knows $cc $std || continue
            quiet "$cc -std=$std $build: the headers" \
                $cc -std=$std $build $warnings $c_only -fsyntax-only -I lib "$dir/all.c"
        done
    done
    for std in c++11 c++14 c++17 c++20 gnu++20 c++23; do
        for cc in g++ clang++; do
            knows $cc $std cc || continue
            quiet "$cc -std=$std $build: the headers" \
                $cc -std=$std $build $warnings -fsyntax-only -I lib "$dir/all.cc"
        done
    done
done

for cc in gcc clang g++ clang++; do
    command -v $cc >/dev/null || { skipped=$((skipped + 1)); echo "no $cc here"; }
done

# ---- Sources, in any standard that has them, with and without POSIX's names ----

for cc in gcc clang; do
    for std in c11 c17 gnu17 c2x; do
        knows $cc $std || continue
        for posix in "" -D_POSIX_C_SOURCE=200809L; do
            quiet "$cc -std=$std $posix lib/*.c" $cc -std=$std $posix -Werror \
                -Wall -Wextra -Wpedantic -fsyntax-only lib/*.c
        done
    done
done

# ---- A program, far away from here ------------------------------------------

cat >"$dir/my.c" <<'END'
#include "nn.h"
#include "optim.h"
#include "scalar.h"
double slope_of_a_cube(double x);  // in the other file
int main(void) {
    Graph *g = graph_new(2);
    Rng r = rng_new(1);
    int sizes[] = {2, 3, 1};
    real x[] = {1, 2}, y[] = {1};
    Mlp net = mlp_new(g, sizes, 3, TANH, INIT_LECUN, &r);
    Adam adam = adam_new(g, (real)0.1);
    GraphMark mark = graph_mark(g);
    real cost = 0;
    for (int step = 0; step < 100; step++) {
        Tensor *z = mlp_forward(&net, t_const(g, 1, 2, x));
        Tensor *c = t_squared_error(z, t_const(g, 1, 1, y));
        cost = t_item(c);
        t_backward(c);
        graph_rewind(g, mark);
        adam_step(&adam, g);
    }
    printf("%d %g\n", cost < (real)1e-3, slope_of_a_cube(2));
    adam_free(&adam);
    graph_free(g);
    return 0;
}
END
cat >"$dir/other.c" <<'END'
#include "scalar.h"
double slope_of_a_cube(double x);
double slope_of_a_cube(double x) {
    Tape *t = tape_new();
    Value a = v_var(t, (real)x);
    v_backward(v_mul(v_mul(a, a), a));
    double slope = (double)v_grad(a);
    tape_free(t);
    return slope;
}
END
says() { # WHAT PROGRAM
    if [ "$("$2" 2>&1)" = "1 12" ]; then ok; else wrong "$1: does not say 1 12"; fi
}
make --no-print-directory DEBUG= SANITIZE= PRECISION=double lib >/dev/null &&
    make --no-print-directory DEBUG= SANITIZE= PRECISION=float lib >/dev/null &&
    make --no-print-directory single >/dev/null || wrong "make lib single"
cc=${CC:-cc}
cd "$dir" || exit 1
quiet "-I lib and libdownhill.a" $cc -I "$here/lib" -o one my.c other.c \
    "$here/build/double/libdownhill.a" -lm -pthread
says "libdownhill.a" ./one
quiet "-I lib and the float libdownhill.a" $cc -DDOWNHILL_FLOAT -I "$here/lib" -o two \
    my.c other.c "$here/build/float/libdownhill.a" -lm -pthread
says "libdownhill.a in float" ./two

# ---- Built otherwise --------------------------------------------------------

for build in "float:-DDOWNHILL_FLOAT:double" "double::float" \
    "double_and_debug:-DDOWNHILL_DEBUG:double"; do
    want=${build%%:*} library=${build##*:} flag=${build#*:} flag=${flag%:*}
    if $cc $flag -I "$here/lib" -o three my.c other.c "$here/build/$library/libdownhill.a" \
        -lm -pthread >errors 2>&1; then
        wrong "a program for $want links with the library for $library"
    elif grep -q "downhill_was_built_for_$want[^_]" errors; then ok; else
        wrong "the linker does not say that the library is for $library"
    fi
done
: >errors

# ---- One header -------------------------------------------------------------

cp "$here/build/downhill.h" .
sed -i.old 's/^#include "[a-z]*\.h"/#include "downhill.h"/' my.c other.c
printf '#define DOWNHILL_IMPLEMENTATION\n#include "downhill.h"\n' >library.c
cp my.c my.cc
for cc in gcc clang; do
    command -v $cc >/dev/null || continue
    for flags in "-std=c11" "-std=gnu17 -O3 -march=native" "-DDOWNHILL_FLOAT" "-DDOWNHILL_DEBUG"; do
        quiet "$cc $flags: downhill.h" $cc $flags -Wall -Wextra -o four my.c \
            other.c library.c -lm -pthread
        says "$cc $flags: downhill.h" ./four
    done
done
for cc in g++ clang++; do
    command -v $cc >/dev/null && command -v gcc >/dev/null || continue
    sed 's/^double slope_of_a_cube.*/extern "C" &/' my.c >my.cc
    gcc -c other.c library.c && $cc -std=c++11 -Wall -Wextra -Wpedantic -o five my.cc \
        other.o library.o -lm -pthread >errors 2>&1
    [ ! -s errors ] && ok || wrong "$cc: downhill.h"
    says "$cc: downhill.h" ./five
done
# Included twice, and its own implementation in the program's only file.
{ echo '#define DOWNHILL_IMPLEMENTATION'; cat my.c other.c; } >all_in_one.c
quiet "one file" ${CC:-cc} -o six all_in_one.c -lm -pthread
says "one file" ./six

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
