#!/bin/sh
# The exercises: every stub is refused and every solution accepted, and the
# mistakes that readers make each get a sentence that helps.
cd "$(dirname "$0")/../.." || exit 1
. tests/shell/check.sh
DOWNHILL_WORK=$dir/work EXERCISE_SECONDS=1
export DOWNHILL_WORK EXERCISE_SECONDS
make="make --no-print-directory DEBUG= SANITIZE= PRECISION=double"
wrong() { failed=$((failed + 1)); echo "$*"; sed 's/^/    /' "$dir/out"; }
run() { "$@" >"$dir/out" 2>&1 </dev/null; }
says() { # WHAT TEXT: which may be broken over lines
    if awk '{ sub(/^ +/, ""); printf "%s ", $0 } END { print "" }' "$dir/out" |
        grep -qF -- "$2"; then ok; else
        wrong "$1: does not say '$2'"; fi
    # Columns, not bytes. (Paths and what a compiler says may be longer.)
    if LC_ALL=C tr -d '\200-\277' <"$dir/out" |
        awk -v paths="$dir" 'index($0, paths) || !/^  [^ 0-9]/ { next }
            length($0) > 80 { wide = 1 } END { exit !wide }'; then
        wrong "$1: a line is wider than 80 columns"; fi
}

$make lib >/dev/null 2>&1
for source in chapters/exercises/ex*.c; do
    name=$(basename "$source" .c)
    label=$(echo "$name" | cut -c 3-5)
    if run $make "stub$label"; then wrong "$name: the stub passes"; else ok; fi
    if run $make "answer$label" && [ ! -s "$dir/out" ]; then ok; else
        wrong "$name: our solution fails"; fi
    if grep -qF "**$(echo "$label" | sed 's/^0//')**" chapters/ch"$(echo "$label" | cut -c 1-2)"_*.c; then
        ok; else wrong "$name: its chapter does not name it"; fi
done
for chapter in chapters/ch*.c; do
    n=$(basename "$chapter" | cut -c 3-4)
    if [ "$(ls chapters/exercises/ex"$n"*.c 2>/dev/null | wc -l)" -ge 2 ] &&
        grep -qF "make ex$n" "$chapter"; then ok; else
        wrong "$chapter: needs two exercises and 'make ex$n'"; fi
done

# A reader's afternoon.
run $make ex01a && says "the first time" "Edit it, then: make ex01"
run $make ex01a && says "the stub" "is the body still empty"
says "the stub" "Not solved yet"
run $make solution01 && says "solution before solving" "solve it first"
mine=$DOWNHILL_WORK/ex01a_central.c
answer() { # EXERCISE-FILE BODY: the reader writes this where the stub was
    $make "reset$(echo "$1" | cut -c 3-5)" >/dev/null 2>&1
    awk -v body="$2" '/your turn/ { print body; cut = 1; next }
        cut && /^    \*dy = 0/ { next } { print }' \
        "$DOWNHILL_WORK/$1.c" >"$dir/new" && cp "$dir/new" "$DOWNHILL_WORK/$1.c"
    run $make "$(echo "$1" | cut -c 1-5)" || wrong "$1: make fails on a wrong answer"
}
answer ex01a_central "return (f(x + h) - f(x - h)) / h;"
says "a forgotten factor" "A factor of 2 is too many"
answer ex01a_central "return (f(x - h) - f(x + h)) / (2 * h);"
says "a wrong sign" "The sign is the wrong way round"
answer ex01a_central "return (f(x + h) - f(x)) / h;"
says "the forward difference" "That is the forward difference"
answer ex01a_central "return 2 * x;"
says "an answer for one curve only" "What was checked before this is right"
answer ex01a_central "exit(0);"
says "the end of the program" "ended the whole program"
answer ex01a_central "double y[2]; y[1] = f(x + h); y[2] = f(x - h); return (y[1] - y[2]) / (2 * h);"
says "an index outside an array" "an index outside an array"
answer ex01a_central ""
says "a deleted body" "A function ends there without a return"
says "a deleted body" "does not compile yet"
if grep -q '~~' "$dir/out"; then wrong "a warning is shown among the errors"; else ok; fi
answer ex01a_central "return f(x + h;"
says "a syntax error" "ex01a_central.c:13:"
answer ex01a_central "for (;;) x += h;"
says "an endless loop" "a loop that never ends?"
answer ex01a_central "volatile int *p = 0; return *p;"
says "a crash" "It crashed"
begins() { # WHAT TEXT: a line of its own
    if grep -q "^  $2" "$dir/out"; then ok; else wrong "$1: '$2' is in a line"; fi
}
answer ex01a_central 'printf("h is %g", h); return 2 * x;'
says "a printf without an end of line" "h is 0.2"
begins "a printf without an end of line" "5 - 3x at 2"
answer ex01a_central 'printf("h is %g", h); volatile int *p = 0; return *p;'
says "a printf before a crash" "h is 0.2"
begins "a printf before a crash" "It crashed"
answer ex01a_central 'printf("*"); return (f(x + h) - f(x - h)) / (2 * h);'
begins "a printf in the right answer" "Solved."
answer ex01a_central "return (f(x + h) - f(x - h)) / (0 * h);"
says "a division by zero" "It is infinite"
run $make hint01 && says "a hint" "How far apart"
answer ex01a_central "return (f(x + h) - f(x - h)) / (2 * h);"
says "the right answer" "Solved."
run $make ex1a && says "a zero left out" "Exercise 1a"
run $make solution01 && says "solution after solving" "return (f(x + h) - f(x - h)) / (2 * h);"
run $make hint01 && says "the hint of the next one" "A hint for The slope of the slope"
run $make progress && says "progress" "chapter 01:  01a solved  01b not begun"
run $make reset01a && says "reset" "yours is now ex01a_central.c.old"
run $make reset01a # twice
if grep -q 'return (f(x + h)' "$mine.old"; then ok; else wrong "reset loses the reader's file"; fi
both_parts() { # WHAT THE BEST STEP IS: the formula is right
    answer ex01b_second_slope "return (f(x + h) - 2 * f(x) + f(x - h)) / (h * h);"
    sed "s|return 0;  // and here|return $1;|" "$DOWNHILL_WORK/ex01b_second_slope.c" >"$dir/new"
    cp "$dir/new" "$DOWNHILL_WORK/ex01b_second_slope.c"
    run $make ex01b
}
answer ex01b_second_slope "return (f(x + h) - 2 * f(x) + f(x - h)) / h * h;"
says "a / b * c" "divides by b only"
answer ex01b_second_slope "return (f(x + h) - 2 * f(x) + f(x - h)) / h;"
says "only the change of the slope" "divide it by the way between"
both_parts "m_pow(gap, 1.0 / 3)" && says "the h of the chapter" "divided by h twice"
both_parts 1e-9 && says "too small a step" "and ten times more only by"
both_parts 0.5 && says "too large a step" "and ten times less only by"
both_parts 1e-4 && says "a step that is always the same" "needs a longer h"
both_parts "m_pow(gap, 0.25)" && says "the fourth root" "Solved."
answer ex02a_descend "for (int k = 0; k < steps; k++) w += rate * slope(w); return w;"
says "uphill" "go against the slope"
answer ex02b_careful "for (; tries > 0; tries--) { double old = w; w -= rate * slope(w); if (cost(w) > cost(old)) rate /= 2; } return w;"
says "a walker that does not go back" "C has risen, and you are there"
answer ex02b_careful "for (; tries > 0; tries--) { double next; while (next = w - rate * slope(w), cost(next) > cost(w)) rate /= 2; w = next; } return w;"
says "tries that do not count" "a try whose C has risen counts"
answer ex02b_careful "for (; tries > 0; tries--) { double next = w - rate * slope(w); if (cost(next) <= cost(w)) w = next; } return w;"
says "a rate that is kept" "is the rate halved"
answer ex02b_careful "for (; tries > 0; tries--) { double next = w - rate * slope(w); if (cost(next) <= cost(w)) w = next; rate /= 2; } return w;"
says "a rate that is always halved" "the rate is kept"
answer ex03a_partials "*dx = 2 * x * y;"
says "an output never set" "yours is not a number"
says "an output never set" "Was it ever set?"
answer ex03b_road "double g = sqrt(dx * dx + dy * dy); *a = climb * dx / (g * g); *b = climb * dy / (g * g); return true;"
says "an arrow not of length 1" "does climb by that, but it is 0.8 long"
answer ex03b_road "double g = sqrt(dx * dx + dy * dy); *a = dx / g; *b = dy / g; return true;"
says "the gradient itself" "you take the steepest direction"
answer ex03b_road "double g = sqrt(dx * dx + dy * dy), c = climb / g, s = 1 - c * c; *a = (c * dx - s * dy) / g; *b = (c * dy + s * dx) / g; return true;"
says "a forgotten root" "but it is 0.8773 long"
answer ex04b_forward "for (int i = 0; i < used; i++) { rows[i].dot = i == x; for (int k = 0; k < 2; k++) if (rows[i].operand[k] >= 0) rows[i].dot = rows[i].partial[k] * rows[rows[i].operand[k]].dot; }"
says "= for +=" "with = the last one wins"
answer ex04b_forward "for (int i = 0; i < used; i++) rows[i].dot = i == x; for (int i = used - 1; i >= 0; i--) for (int k = 0; k < 2; k++) if (rows[i].operand[k] >= 0) rows[i].dot += rows[i].partial[k] * rows[rows[i].operand[k]].dot;"
says "from the end" "so from the first to the last"
answer ex04b_forward "rows[x].dot = 1; for (int i = 0; i < used; i++) for (int k = 0; k < 2; k++) if (rows[i].operand[k] >= 0) rows[i].dot += rows[i].partial[k] * rows[rows[i].operand[k]].dot;"
says "never cleared" "Called twice, the dots grow"
both='return z >= 0 ? 1 / (1 + m_exp(-z)) : m_exp(z) / (1 + m_exp(z));'
answer ex05a_safe_sigmoid "$both"
says "a slope not yet written" "σ′(0): yours is 0"
answer ex05b_loop "{ double y = k / 28 - 13.5, x = k % 28 - 13.5, far = sqrt(y * y + x * x); w[k] = far > 4.5 && far < 7.5; } return -73;"
says "a region without a border" "The middle must count against it"
rows='for (int k = 0; k < in; k++) { double w = w1[i * in + k]; w1[i * in + k] = w1[j * in + k]; w1[j * in + k] = w; }'
answer ex06a_exchange "$rows"
says "biases that stay" "a neuron takes its bias along"
answer ex06a_exchange "$rows double b = b1[i]; b1[i] = b1[j]; b1[j] = b;"
says "outputs that listen to the old place" "they still listen to the old places"
answer ex06b_budget "int h = 0; while (inputs * h + h * h + h * outputs <= budget) h++; return h - 1;"
says "no biases" "Are all the biases counted"
answer ex07a_constant "for (int j = 0; j < 10; j++) a[j] = 0.5; return 2.5;"
says "the middle for everything" "should it stand in the middle?"
answer ex07b_running_mean "return (mean + cost) / 2;"
says "the mean of two" "weighs as much as they do"
answer ex07b_running_mean "return mean + (cost - mean) / n;"
says "divided by n" "there are n + 1"
answer ex09a_hidden_error "for (int k = 0; k < in; k++) { below[k] = 0; for (int j = 0; j < out; j++) below[k] += w[j * in + k] * delta[j]; }"
says "no σ′" "it is times σ′, which is ¼ here"
answer ex09b_shortcut "for (int i = 0; i < in; i++) { below[i] = 0; for (int j = 0; j < mid; j++) below[i] += w[j * in + i] * middle[j]; below[i] *= a[i] * (1 - a[i]); for (int j = 0; j < out; j++) dv[j * in + i] = output[j] * a[i]; }"
says "the shortcut left out" "what the middle layer alone hands back"
answer ex09b_shortcut "for (int i = 0; i < in; i++) { below[i] = 0; for (int j = 0; j < mid; j++) below[i] += w[j * in + i] * middle[j]; below[i] *= a[i] * (1 - a[i]); for (int j = 0; j < out; j++) { below[i] += v[j * in + i] * output[j]; dv[j * in + i] = output[j] * a[i]; } }"
says "σ′ on one way only" "σ′ is a factor of the neuron"
answer ex12a_dear "double s = 0; for (int k = 0; k < n; k++) s += slope[k] * slope[k] / price[k]; for (int k = 0; k < n; k++) step[k] = s > 0 ? -slope[k] / price[k] / s : 0;"
says "a step not at its price" "it may cost 1"
answer ex12a_dear "double s = 0; for (int k = 0; k < n; k++) s += price[k] * slope[k] * slope[k]; for (int k = 0; k < n; k++) step[k] = s > 0 ? -slope[k] / sqrt(s) : 0;"
says "all knobs alike" "as if all knobs were equally dear"
answer ex12a_dear "double s = 0; for (int k = 0; k < n; k++) s += slope[k] * slope[k]; for (int k = 0; k < n; k++) step[k] = s > 0 ? -slope[k] / sqrt(price[k] * s) : 0;"
says "the root of the price" "half as far is best, or a quarter"
answer ex12b_worse "int n = 0; for (int i = 0; i < images; i++) { double s = 0; for (int k = 0; k < knobs; k++) for (int j = 0; j < images; j++) s += g[i * knobs + k] * g[j * knobs + k]; n += s > 0; } return n;"
says "those that get better" "the step goes against the mean"
answer ex08a_last_neuron "double out = m_sigmoid(w * a + b); *db = (out - y) * out * (1 - out); *da = *db * w;"
says "the code of article 4" "A factor of 2 is missing"
answer ex08b_shared "double by_a = 2 * (a[n] - y); *dw = *db = 0; for (int k = n; k >= 1; k--) { double by_z = by_a * a[k] * (1 - a[k]); *dw += by_z * a[k - 1]; *db += by_z; by_a = by_z; }"
says "a weight left out on the way back" "Its ∂C/∂z, times the weight"
answer ex08b_shared "double by_a = 2 * (a[n] - y); *dw = *db = 0; for (int k = n; k >= 1; k--) { double by_z = by_a * a[k] * (1 - a[k]); *dw = by_z * a[k - 1]; *db += by_z; by_a = by_z * w; }"
says "= for += over paths" "the share of the first neuron alone"
answer ex10a_xor "hidden[0][0] = hidden[0][1] = hidden[1][0] = hidden[1][1] = 20; hidden[0][2] = -10; hidden[1][2] = -30; for (int j = 0; j < 3; j++) hidden[2][j] = 0; out[0] = 20; out[1] = -20; out[2] = 0; out[3] = -10; return 3;"
says "one neuron too many" "fewer hidden neurons are enough"
answer ex10b_scale "for (int i = 0; i < m; i++) for (int j = 0; j < n; j++) { da[i * n + j] += dy[i * n + j] * s[j]; ds[j] = dy[i * n + j] * a[i * n + j]; } return m * n;"
says "only the last row" "only the last one counts for s"
answer ex10b_scale "for (int j = 0; j < n; j++) { ds[j] = 0; for (int i = 0; i < m; i++) { da[i * n + j] = dy[i * n + j] * s[j]; ds[j] += dy[i * n + j] * a[i * n + j]; } } return m * n;"
says "a gradient that does not add" "yours put = for +="
answer ex10b_scale "for (int i = 0; i < m; i++) for (int j = 0; j < n; j++) { da[i * n + j] += dy[i * n + j] * s[j]; ds[j] += dy[i * n + j] * a[i * n + j]; } return m * n * m * n;"
says "the whole table" "36 entries is the whole table"
answer ex13a_evaluate "int right = 0; for (int i = 0; i < n; i++) right += a[10 * i + label[i]] > 0.5;"
says "a threshold instead of the largest" "the answer is the largest output, however small"
answer ex13b_doubtful "int best = n; double border = 2; for (;;) { double next = -1; for (int i = 0; i < n; i++) if (score[i] < border && score[i] > next) next = score[i]; if (next < 0) return best; int all = 0, good = 0; for (int i = 0; i < n; i++) if (score[i] >= next) { all++; good += right[i]; } if (100.0 * good < wanted * all) return best; best = n - all; border = next; }"
says "an early stop" "Did you stop at the first border"
answer ex14a_luck "double x[12], own = 0; for (int i = 0; i < n + m; i++) { x[i] = i < n ? a[i] : b[i - n]; own += i < n ? x[i] / n : -x[i] / m; } int far = 0; for (int c = 0; c < 1 << (n + m); c++) { int k = 0; double d = 0; for (int i = 0; i < n + m; i++) { k += c >> i & 1; d += c >> i & 1 ? x[i] / n : -x[i] / m; } far += k == n && d >= own - 1e-9; } return (double)far / (1 << (n + m));"
says "all subsets counted" "with another count are no way"
answer ex15a_tanh_cost "double a = m_tanh(z); return (a - y) * (a - y) / 2;"
says "squares behind tanh" "that of half the squared error"
answer ex15a_tanh_cost "return -m_log(1 + y * m_tanh(z));"
says "a cost that is not 0 at its best" "yours has ln 2 taken from it"
answer ex15a_tanh_cost "return m_log(1 + m_exp(-2 * y * z));"
says "an infinite exponential" "an e to 1600"
answer ex15b_squares_softmax "for (int j = 0; j < n; j++) delta[j] = a[j] - y[j];"
says "the slope of another cost" "Squares have another"
answer ex15b_squares_softmax "for (int j = 0; j < n; j++) delta[j] = (a[j] - y[j]) * a[j] * (1 - a[j]);"
says "its own output alone" "they share one sum"
answer ex16a_early_stopping "int best = 0; for (int e = 1; e < epochs; e++) if (cost[e] < cost[best]) best = e; *stopped = epochs - 1; return best;"
says "no patience" "the last epoch: yours is 6, it should be 5. It is off by one."
answer ex16b_leak "int good = 0; for (int i = 0; i < m; i++) good += right[i]; return 100.0 * good / m;"
says "a leak left in" "the images that were learned from still judge"
answer ex16b_leak "int good = 0; for (int i = 0; i < m; i++) { bool seen = false; for (int k = 0; k < n; k++) seen |= memcmp(learned + k * pixels, validation + i * pixels, pixels) == 0; good += right[i] && !seen; } return 100.0 * good / m;"
says "a leak counted as mistakes" "leave them out above and below"
# Diagnoses that would be wrong.
not() { # WHAT TEXT
    if awk '{ sub(/^ +/, ""); printf "%s ", $0 }' "$dir/out" | grep -qF -- "$2"; then
        wrong "$1: says '$2'"; else ok; fi
}
answer ex05a_safe_sigmoid "return 1 / (1 + m_exp(-z));"
says "the definition" "σ(-720) came out as 0"
answer ex05a_safe_sigmoid "$both"
sed '/^double safe_slope/,$s/return 0;/return safe_sigmoid(z) * (1 - safe_sigmoid(z));/' \
    "$DOWNHILL_WORK/ex05a_safe_sigmoid.c" >"$dir/new"
cp "$dir/new" "$DOWNHILL_WORK/ex05a_safe_sigmoid.c"
run $make ex05a
says "s(1 - s)" "1 - σ loses it"
not "s(1 - s)" "body still empty"
answer ex05a_safe_sigmoid "z = z < -30 ? -30 : z; $both"
says "a z that is held" "where z is held at a border"
answer ex05b_loop "{ double y = k / 28 - 13.5, x = k % 28 - 13.5, far = sqrt(y * y + x * x); w[k] = far > 4.5 && far < 7.5 ? 1 : -1; } return -10;"
says "too weak a bias" "the bias asks for too little"
answer ex05b_loop "{ double y = k / 28 - 13.5, x = k % 28 - 13.5, far = sqrt(y * y + x * x); w[k] = far > 4.5 && far < 7.5 ? 1 : -1; } return 0;"
says "no bias" "The empty page has the sum 0"
answer ex07a_constant "for (int j = 0; j < 10; j++) a[j] = share[j]; return share[3] * (1 - share[3]);"
says "one output alone" "add up all ten"
answer ex08a_last_neuron "double out = m_sigmoid(w * a + b); *db = 2 * (out - y) * a * (1 - a); *da = *db * w;"
says "the σ′ of another neuron" "that of the one before"
answer ex11a_fair "int at[3] = {0}; for (int i = 0; i < 9000; i++) { int o[3] = {0, 1, 2}; shuffle(o, 3); at[o[0]]++; } return abs(at[0] - 3000) < 300 && abs(at[1] - 3000) < 300;"
says "only the first place" "look at whole orders"
answer ex11a_fair "int at[9] = {0}; for (int i = 0; i < 9000; i++) { int o[3] = {0, 1, 2}; shuffle(o, 3); for (int k = 0; k < 3; k++) at[3 * k + o[k]]++; } for (int k = 0; k < 9; k++) if (abs(at[k] - 3000) > 300) return false; return true;"
says "places, not orders" "look at whole orders"
answer ex11b_ahead "*w -= rate * *v; *v = mu * *v + slope(*w);"
says "the old velocity" "it moves with the new velocity"
answer ex11b_ahead "*v = mu * *v + slope(*w); *w -= rate * *v;"
says "the slope of the place itself" "where it is going to be"
answer ex12b_worse "int n = 0; for (int i = 0; i < images; i++) { double s = 0; for (int k = 0; k < knobs; k++) s += g[i * knobs + k]; n += s < 0; } return n;"
not "slopes below 0 counted" "That is how many get better"
says "slopes below 0 counted" "by the turn of its knob first"
answer ex13a_evaluate "int right = 0; for (int i = 0; i < n; i++) { int best = -1; double most = 0; for (int j = 0; j < 10; j++) if (a[10 * i + j] > most) { most = a[10 * i + j]; best = j; } right += best == label[i]; }"
says "a maximum that starts at 0" "begin with the first output, not with 0"
answer ex16a_early_stopping "int best = 0; *stopped = epochs - 1; for (int e = 0; e < epochs; e++) { if (cost[e] < cost[best]) best = e; if (e - best >= patience) *stopped = e < *stopped ? e : *stopped; } return best;"
says "the lowest of all" "comes after training has stopped"
not "the lowest of all" "A factor"

# What a beginner types.
answer ex01a_central "return (f(x + h) - f(x - h)) / 2h;"
says "2h" "a product needs its *: 2 * h, not 2h"
not "2h" "without a return"
answer ex01a_central "return (f(x + h) - f(x - h)) / 2(h);"
says "2(h)" "a product needs its *"
answer ex01a_central "return f(x^2);"
says "a ^" "x * x is x²"
answer ex01a_central "return (f(x + h) - f(x - h)) / (2 * h)；"
says "a Chinese semicolon" "a ； or （ ） of a Chinese keyboard"
answer ex01a_central "return (f(x + h) - f(x - h)) / (2 * h); } int main(void) { return 0;"
says "a main" "Your file needs no main"
answer ex01a_central "return (f(x + h) - f(x - h)) / (2 * h); } double square(double x) { return x * x;"
says "a name that the checks have" 'The checks have a "square" of their own'
answer ex01a_central "return (f(x + h) - f(x - h)) / (2 * h);"
{ printf '\357\273\277'; cat "$mine"; } >"$dir/new" && cp "$dir/new" "$mine"
run $make ex01a && says "a byte-order mark" "Solved."
printf '\377\376/\000/\000' >"$mine"
run $make ex01a && says "UTF-16" "save it as UTF-8"
sed 's/$/\r/' "$dir/new" >"$mine" # CR LF
run $make ex01a && says "lines that end in CR LF" "Solved."

# Nothing hangs the check, and only the last check can say "solved".
solved_by() { # WHAT BODY
    answer ex01a_central "$2"
    if grep -q "Solved" "$dir/out"; then wrong "$1: counts as solved"; else ok; fi
}
for end in '_Exit(0)' 'exit(0)' '_Exit(77)' 'exit(77)' 'raise(9)' 'fclose(stdout), exit(0)'; do
    solved_by "$end" "#include <signal.h>
$end; return h;"
done
for name in expect_close expect_not expect_within expect; do
    solved_by "a macro $name" "return x; } 
#define $name(...) (void)0
int another(void) { return 1;"
done
solved_by "macros of the language" "return x; } 
#define fabs(x) 0
#define isinf(x) 0
#define if(x) if (0)
int another(void) { return 1;"
solved_by "a constructor" "return x; } __attribute__((constructor)) static void first(void) { _Exit(0);"
says "a constructor" "ended the whole program"
mine_ends() { # WHAT BODY SENTENCE: within a few seconds
    solved_by "$1" "#include <signal.h>
#include <unistd.h>
$2"
    says "$1" "$3"
}
mine_ends "an alarm that is ignored" "signal(SIGALRM, SIG_IGN); for (;;) x += h;" "a loop that never ends?"
mine_ends "all signals ignored" "for (int s = 1; s < 32; s++) signal(s, SIG_IGN); for (;;) x += h;" "a loop that never ends?"
mine_ends "a stop" "kill(getpid(), SIGSTOP); return x;" "stopped the whole program"
mine_ends "a child that holds the pipe" "if (fork() == 0) { sleep(60); _exit(0); } return 2 * x;" "What was checked before this is right"
mine_ends "a child in a session of its own" "if (fork() == 0) { setsid(); signal(SIGHUP, SIG_IGN); sleep(3); _exit(0); } return 2 * x;" "What was checked before this is right"
EXERCISE_MEGABYTES=100
export EXERCISE_MEGABYTES
mine_ends "memory without end" "for (;;) { char *p = malloc(1 << 24); for (int i = 0; i < 1 << 24; i += 4096) p[i] = 1; }" "too much memory?"
mine_ends "a call without end" "volatile double y[1000]; y[0] = central_slope(f, x, h); return y[0];" "It crashed"
answer ex01a_central 'for (;;) puts("and so on");'
says "printing without end" "letters more, which are left out"
if [ "$(wc -c <"$dir/out")" -lt 22000 ]; then ok; else wrong "printing without end is shown whole"; fi
answer ex01a_central 'int c = getchar(); return c == EOF ? (f(x + h) - f(x - h)) / (2 * h) : 0;'
says "what asks for input" "Solved."

# The reader's files.
status() { # WANTED WHAT WORDS…: of the script, which make takes for no error
    wanted=$1 what=$2
    shift 2
    run $make "$@" STRICT=1
    [ $? -eq "$wanted" ] && ok || wrong "$what: its exit status is not $wanted"
}
status 0 "a solved exercise under STRICT" ex01a
answer ex01a_central "return 7;"
status 2 "an unsolved exercise under STRICT" ex01a
code=$(make --no-print-directory -n ex01a DEBUG= SANITIZE= PRECISION=double | grep exercise.sh | sed 's/ || .*//')
sh -c "$code" >/dev/null 2>&1
[ $? -eq 3 ] && ok || wrong "an unsolved exercise: the script's status is not 3"
run $make 'ex01;touch x'
[ ! -e x ] && ok || { wrong "a goal runs as a command"; rm -f x; }
rm "$mine".old?*
echo one >"$mine" && run $make reset01a && echo two >"$mine" && run $make reset01a
[ "$(cat "$mine.old2")$(cat "$mine.old3")" = onetwo ] && ok || wrong "a second reset loses a file"
grep -q 'return' "$mine.old" && ok || wrong "the first .old is gone"
rm "$mine" && mkfifo "$mine"
run $make ex01a
says "a pipe in a file's place" "is not a file; move it away"
rm "$mine" && : >"$mine"
run $make ex01a
says "an empty task" "The task is in"
if [ -c /dev/full ]; then
    answer ex02a_descend "for (int k = 0; k < steps; k++) w -= rate * slope(w); return w;"
    says "before the disk is full" "Solved."
    cp "$DOWNHILL_WORK/solved" "$dir/solved"
    # (A file that may not grow is a disk that is full, for what is written.)
    rm -f "$DOWNHILL_WORK/ex03a_partials.c"
    (trap '' XFSZ; ulimit -f 0; exec $make ex03a) 2>&1 | cat >"$dir/out"
    says "a full disk" "is the disk full?"
    [ ! -e "$DOWNHILL_WORK/ex03a_partials.c" ] && ok || wrong "a full disk leaves a task"
    (trap '' XFSZ; ulimit -f 0; exec $make reset02a) 2>&1 | cat >"$dir/out"
    cmp -s "$dir/solved" "$DOWNHILL_WORK/solved" && ok || wrong "a full disk changes work/solved"
    says "a full disk, reset" "is the disk full?"
    [ -z "$(ls -A "$DOWNHILL_WORK" | grep '^\.')" ] && ok || wrong "parts stay in work/"
fi
run $make ex99 && wrong "an exercise that is not there is accepted"
says "an exercise that is not there" "There is no exercise '99'; there are: 01a"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
