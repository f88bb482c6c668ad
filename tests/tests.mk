# tests.mk: what proves that all of it is right. Included by the Makefile.

#: make test           every test: unit tests in double and float, then the rest
#: make unit           the unit tests of one build; SUITE=tensor: one of them
#: make story          how much of each chapter is story, how much workbench
#: make mutants        break the library on purpose; the tests must notice
#: make memcheck       the unit tests, and each chapter on little data, under the
#:                     address, leak and undefined behaviour sanitizers
#: make threadcheck    the same under the thread sanitizer

# Tests name a header of lib/ and of chapters/common/ by its name alone.
QUOTES = -iquote lib -iquote chapters/common -iquote tests

CHECK_FLAGS = $(shell pkg-config --cflags check 2>/dev/null)
CHECK_LIBS = $(shell pkg-config --libs check 2>/dev/null || echo -lcheck)
WRAP = -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=fsync

TEST_OBJECTS = $(patsubst tests/unit/%.c,$(OUT)/tests/unit/%.o, \
               $(wildcard tests/unit/*.c))

$(OUT)/tests/unit/%.o: tests/unit/%.c $(OUT)/flags | have-check
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -Wno-double-promotion $(CHECK_FLAGS) $(QUOTES) \
	  -MMD -MP -c -o $@ $<

$(OUT)/unit: $(call objects,$(REAL)) $(TEST_OBJECTS)
	$(Q)$(COMPILE) $(WRAP) -o $@ $^ $(CHECK_LIBS) -lm

.PHONY: have-check
have-check:
	@echo '#include <check.h>' | $(CC) $(CHECK_FLAGS) -E - >/dev/null 2>&1 || \
	  { echo "The unit tests need Check: run 'make deps'." >&2; exit 1; }

# One build's unit tests, or those of the suites named.
unit: $(OUT)/unit
	@$(OUT)/unit $(SUITE)

#: make coverage       how many lines of each file the unit tests reach (gcc)

.PHONY: coverage count-lines
coverage:
	@command -v gcov >/dev/null || { echo "coverage needs gcov." >&2; exit 1; }
	@$(MAKE) --no-print-directory COVERAGE=1 CFLAGS=-O0 count-lines

count-lines: $(OUT)/unit
	@find $(OUT) -name '*.gcda' -exec rm {} +
	@$(OUT)/unit $(SUITE) >$(OUT)/unit.txt || { cat $(OUT)/unit.txt; exit 1; }
	@find $(OUT) -name '*.gcda' -exec gcov -n {} + 2>/dev/null | awk -F "[':% ]" \
	  '$$1 == "File" { name = $$3 } \
	  $$1 == "Lines" && name ~ /^(lib|chapters\/common)\// { \
	    if ($$3 >= reached[name]) reached[name] = $$3; lines[name] = $$NF } \
	  $$1 == "Lines" { name = "" } \
	  END { for (f in lines) printf "%6.1f%% of %4d lines of %s\n", \
	    reached[f], lines[f], f }' | sort -k 6 | grep .

# (The tests read English, in any locale.)
test unit coverage mutants memcheck threadcheck: export TEXT = en
test: export DEBUG = 1
test:
	@$(MAKE) --no-print-directory PRECISION=double build/double-debug/unit
	@$(MAKE) --no-print-directory PRECISION=float build/float-debug/unit
	@sh tests/shell/run.sh build/double-debug/unit build/float-debug/unit \
	  $(patsubst %,'sh %',$(wildcard tests/shell/test_*.sh))

.PHONY: story
story:
	@awk -v table=1 -f tests/shell/form.awk chapters/ch*.c

mutants:
	@sh tests/shell/mutants.sh

memcheck:
	@$(MAKE) --no-print-directory DEBUG=1 SANITIZE=address,undefined \
	  quick-chapters unit
	@sh tests/shell/test_sets.sh build/$(REAL)-debug-address-undefined/chapters

threadcheck:
	@$(MAKE) --no-print-directory DEBUG=1 SANITIZE=thread quick-chapters unit

# Every chapter in one build, on little data; only what goes wrong is heard.
.PHONY: quick-chapters $(CHAPTERS:%=quick-%)
quick-chapters: $(CHAPTERS:%=quick-%)
$(CHAPTERS:%=quick-%): quick-%: $(OUT)/chapters/%
	@mkdir -p $(OUT)/quick/$*
	@$< --quick --out $(OUT)/quick/$* </dev/null >$(OUT)/quick/$*.txt \
	  2>$(OUT)/quick/$*.log || { cat $(OUT)/quick/$*.log >&2; exit 1; }

#: make fuzz           the readers of files, fed with damaged ones (clang);
#:                     SECONDS=60 for each

# A harness is tests/fuzz/fuzz_NAME.c; its corpus is tests/fuzz/corpus/NAME, to
# which a crash is added by hand. What is found on the way stays in build/.
FUZZ = $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_CC = clang -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all
IN_MEMORY = -Wl,--wrap=file_open,--wrap=file_begin,--wrap=file_finish
SECONDS = 60

.PHONY: fuzz $(FUZZ:%=fuzz-%) have-fuzzer
have-fuzzer:
	@mkdir -p build
	@echo 'int LLVMFuzzerTestOneInput(const char *b, unsigned long n); \
	  int LLVMFuzzerTestOneInput(const char *b, unsigned long n) \
	  { return b && n ? 0 : 0; }' >build/fuzzer.c
	@$(FUZZ_CC) -o build/fuzzer build/fuzzer.c >/dev/null 2>&1 || { echo \
	  "make fuzz needs clang with libFuzzer (Debian: clang," \
	  "libclang-rt-14-dev)." >&2; exit 1; }

fuzz: $(FUZZ:%=fuzz-%)

$(FUZZ:%=fuzz-%): fuzz-%: | have-fuzzer
	@mkdir -p build/fuzz/$*
	$(Q)$(FUZZ_CC) $(BASE_FLAGS) $(WARNINGS) -DDOWNHILL_DEBUG -g -O1 \
	  $(if $(shell grep -l '"input.h"' tests/fuzz/fuzz_$*.c),$(IN_MEMORY)) \
	  $(QUOTES) -o build/fuzz/fuzz_$* tests/fuzz/fuzz_$*.c \
	  $(LIB:%=lib/%.c) $(COMMON:%=chapters/common/%.c) -lm
	$(Q)build/fuzz/fuzz_$* -max_total_time=$(SECONDS) -timeout=10 \
	  -rss_limit_mb=1024 -artifact_prefix=build/fuzz/$*- build/fuzz/$* \
	  tests/fuzz/corpus/$* >build/fuzz/$*.log 2>&1 || \
	  { tail -n 60 build/fuzz/$*.log >&2; exit 1; }
	@echo "fuzz $*: $(SECONDS) seconds, nothing found"

#: make format-check   is every C file laid out as .clang-format says?

format-check:
	@command -v clang-format >/dev/null || \
	  { echo "format-check needs clang-format: run 'make deps'." >&2; exit 1; }
	@clang-format --dry-run -Werror $(wildcard lib/*.[ch] tests/*/*.[ch] \
	  chapters/*.c chapters/*/*.[ch] chapters/zh/*/*.c)

#: make bench          how fast, beside every peer found on this machine

bench:
	@set -f; CC=$(call quoted,$(CC)) sh tests/bench/bench.sh $$ARGS
