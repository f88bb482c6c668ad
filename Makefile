# Downhill: learn neural networks in C, from the slope of a curve to reading
# handwriting. `make` alone prints what there is.
#
#   V=1           show the commands        CC=clang       another compiler
#   DEBUG=1       stamp and check operands PRECISION=float one build: this one
#   CFLAGS=-O0    your flags; the ones that keep the numbers the same are added
#   TEXT=zh       all of it in Chinese, as far as it is there

# Words of the reader's, passed on as they are: never to make, which would
# expand a $, nor as a command's text to the shell, but by the environment. (They
# stand before all else: make 4.4 has them in the environment of $(shell), too.)
override ARGS := $(value ARGS)
override FROM := $(value FROM)
override PALETTE := $(value PALETTE)
override IMAGE := $(value IMAGE)
override MODEL := $(value MODEL)
override ACTIVATION := $(value ACTIVATION)
export ARGS FROM PALETTE SIZE IMAGE MODEL ACTIVATION

# Whose words: TEXT says, or a Chinese locale.
TEXT ?= $(if $(filter zh%,$(or $(LC_ALL),$(LC_MESSAGES),$(LANG))),zh,en)
$(if $(filter-out en zh,$(TEXT)),$(error TEXT=$(TEXT) is not there: TEXT is one \
  of en zh))
export TEXT
say = $(if $(filter zh,$(TEXT)),$(2),$(1))

CFLAGS ?= -O3
# Some systems have a gcc or a clang, but nothing called cc.
ifeq ($(origin CC),default)
CC := $(or $(shell for c in cc gcc clang; do command -v $$c && break; \
  done >/dev/null && echo $$c),$(if $(filter-out \
  help deps clean,$(MAKECMDGOALS)),$(error $(call say,A C compiler \
  is needed: gcc or clang,要有 C 编译器：gcc 或 clang))))
endif
$(if $(filter-out double float,$(PRECISION)),$(error PRECISION=$(PRECISION) \
  $(call say,is not there: PRECISION is one of double float,不行：PRECISION 可以是 \
  double 或 float)))
# The build of everything that does not ask for both.
REAL = $(or $(PRECISION),double)

# What every build has, whatever CFLAGS says: without these two, a compiler
# may fuse a product and a sum, and the digits of the book would move.
BASE_FLAGS = -std=c11 -D_POSIX_C_SOURCE=200809L -pthread \
             -ffp-contract=off -fno-trapping-math -fno-math-errno
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion
# (An enumeration is how C says a constant whole number; newer clangs mind.)
CLANG := $(findstring clang,$(shell $(CC) --version 2>/dev/null))
CONFIG_FLAGS = $(if $(DEBUG),-DDOWNHILL_DEBUG -g) \
               $(if $(SANITIZE),-fsanitize=$(SANITIZE) -g \
                 -fno-omit-frame-pointer -fno-sanitize-recover=all) \
               $(if $(COVERAGE),--coverage)
# $(call compile,double), $(call compile,float); and for the book's pages, wasm and
# wasm-float, which are the same C for another machine.
compile = $(if $(filter wasm%,$(1)),$(WASM_CC) $(filter-out -pthread, \
          $(BASE_FLAGS)),$(CC) $(BASE_FLAGS)) $(WARNINGS) $(if $(filter wasm%, \
          $(1))$(CLANG),-Wno-enum-float-conversion) $(if $(filter %float, \
          $(1)),-Wdouble-promotion -DDOWNHILL_FLOAT) $(WERROR) $(if $(filter \
          wasm%,$(1)),-O3,$(CONFIG_FLAGS) $(CFLAGS))
WASM_CC = clang --target=wasm32-wasi --sysroot=/usr -msimd128 \
          -D_WASI_EMULATED_SIGNAL
wasm_link = $(if $(filter wasm%,$(1)),-lwasi-emulated-signal -s \
            -z stack-size=1048576)
COMPILE = $(call compile,$(REAL))

# One folder for each way of building, so that none has to be cleaned for
# another; a change of compiler or flags rebuilds what is in it.
comma = ,
out = build/$(1)$(if $(DEBUG),-debug)$(if \
      $(SANITIZE),-$(subst $(comma),-,$(SANITIZE)))$(if $(COVERAGE),-coverage)
OUT = $(call out,$(REAL))
Q = $(if $(V),,@)

# What is made gets its name when it is whole, so that two makes can work at
# once and one that is stopped leaves nothing behind: `$(CLEANLY) … $(NAMED)`.
NEW = $@.$$$$
CLEANLY = trap 'rm -f $(NEW) $(NEW).d' EXIT; trap 'exit 130' HUP INT TERM;
DEPEND = -MMD -MP -MT $@ -MF $(NEW).d
NAMED = && mv -f $(NEW) $@

# What is compiled is said, on one line of a terminal that goes when a program is
# there, or a line each.
SAY = if [ -t 2 ]; then printf '\r\033[K  $(call say,building,正在编译) %s ' $<; \
      else echo "  $(call say,building,正在编译) $<"; fi >&2
SAID = [ ! -t 2 ] || printf '\r\033[K' >&2

# As many at once as there are processors, if nobody says otherwise and one thing
# is asked for.
ifeq ($(MAKELEVEL)$(words $(MAKECMDGOALS))$(findstring j,$(MAKEFLAGS)),01)
MAKEFLAGS += -j$(or $(shell getconf _NPROCESSORS_ONLN 2>/dev/null),1)
endif

# A word of the shell's, whatever is in it.
quoted = '$(subst ','\'',$(1))'

# What other tools read from the environment would change what ours print.
unexport CDPATH ENV BASH_ENV IFS GREP_OPTIONS GZIP POSIXLY_CORRECT \
         QUOTING_STYLE CLICOLOR_FORCE

LIB = base elementary random scalar parallel matmul tensor optim nn gradcheck
COMMON = $(basename $(notdir $(wildcard chapters/common/*.c)))
lib_objects = $(LIB:%=$(call out,$(1))/lib/%.o)
objects = $(call lib_objects,$(1)) $(COMMON:%=$(call out,$(1))/common/%.o)
# A chapter that works on numbers alone is built from these: the engine of
# matrices, which takes two thirds of the time, can wait.
FEW = $(addprefix lib/,base elementary random scalar gradcheck) \
      $(addprefix common/,figure files options report story text)
few_objects = $(FEW:%=$(call out,$(1))/%.o)
WITH_FEW := $(patsubst chapters/%.c,%,$(shell grep -LE '#include ".*/(digits|$\
  images|learner|matmul|model_file|nn|optim|parallel|picture|plane|points|$\
  safetensors|sets|tensor|trainer|trials)[.]h"' chapters/ch*.c chapters/zh/*.c))

.PHONY: help test unit mutants memcheck threadcheck bench format-check deps \
        clean FORCE
.SUFFIXES:
.DELETE_ON_ERROR:

help:
	@$(if $(filter zh,$(TEXT)),cat chapters/zh/help.txt,sed -n 's/^#: //p' \
	  Makefile chapters/book/book.mk chapters/zh/zh.mk tests/tests.mk)

FORCE:
.DEFAULT:
	@echo "$(call say,There is no '$@' here: 'make' alone lists what there \
	  is.,这里没有“$@”：直接输入 make 会列出所有命令。)" >&2; exit 2

#: Downhill: learn neural networks in C.
#:

define build_rules
$(call out,$(1))/flags: FORCE
	@mkdir -p $$(@D)
	@echo $$(call quoted,$$(call compile,$(1))) | cmp -s - $$@ || { $$(CLEANLY) \
	  echo $$(call quoted,$$(call compile,$(1))) >$$(NEW) && mv -f $$(NEW) $$@; }

$(call out,$(1))/lib/%.o: lib/%.c $(call out,$(1))/flags
	@mkdir -p $$(@D)
	@$$(SAY)
	$$(Q)$$(CLEANLY) $$(call compile,$(1)) $$(DEPEND) -c -o $$(NEW) $$< && \
	  mv -f $$(NEW).d $$(@:.o=.d) $$(NAMED)

$(call out,$(1))/common/%.o: chapters/common/%.c $(call out,$(1))/flags
	@mkdir -p $$(@D)
	@$$(SAY)
	$$(Q)$$(CLEANLY) $$(call compile,$(1)) $$(DEPEND) -c -o $$(NEW) $$< && \
	  mv -f $$(NEW).d $$(@:.o=.d) $$(NAMED)

$(WITH_FEW:%=$(call out,$(1))/chapters/%): $(call out,$(1))/chapters/%: \
    chapters/%.c $(call few_objects,$(1)) $(call out,$(1))/flags
	$$(call link,$(1))
$(call out,$(1))/chapters/%: chapters/%.c $(call objects,$(1)) \
    $(call out,$(1))/flags
	$$(call link,$(1))
endef
define link
@mkdir -p $(@D)
@$(SAY)
$(Q)$(CLEANLY) $(call compile,$(1)) $(if $(findstring /zh/,$<),-iquote \
  chapters) $(if $(findstring /book/,$<),-mexec-model=reactor) -o $(NEW) $< \
  $(filter %.o,$^) -lm $(wasm_link) $(NAMED)
@$(SAID)
endef
BUILDS = double float wasm wasm-float
$(foreach p,$(BUILDS),$(eval $(call build_rules,$(p))))
.SECONDARY: $(foreach p,$(BUILDS),$(call objects,$(p)))

.PHONY: objects
objects: $(call objects,$(REAL))

# ---- Chapters and figures --------------------------------------------------

#: make ch01           build a chapter, run it, draw its figures (ch02, …)
#:                     STEP=1 waits at each question; ARGS="--help" for more
#: make all            every chapter and every figure
#: make figures        [CH=03 | FIG=3.1 | FIG=ch03_directions] [THEME=light|dark]
#:                     [LABELS=en|zh] [FORMAT=svg|png|pdf|gif|mp4] [SIZE=3840, of
#:                     a PNG] [PALETTE=my.gp, your colours]; what is drawn is
#:                     shown in build/figures/index.html

CHAPTERS = $(basename $(notdir $(wildcard chapters/ch[0-9][0-9]_*.c)))
FIGURES = $(basename $(notdir $(wildcard plots/ch*.gp)))
THEME ?= light
LABELS ?= $(TEXT)
FORMAT ?= svg
# (A size and a palette of one's own have their own folders, too.)
own = $(if $(1),-$(shell printf %s $(call quoted,$(1)) | \
  sed 's/.*\///; s/\..*//; s/[^A-Za-z0-9_-]/_/g'))
DRAWN := build/figures/$(THEME)-$(LABELS)$(call own,$(SIZE))$(call own,$(PALETTE))
# The figures asked for: by name or number, by chapter, or all that have the
# format.
NUMBERED := $(if $(FIG),$(shell sh plots/numbers.sh))
named = $(or $(patsubst $(1)=%,%,$(filter $(1)=%,$(NUMBERED))),$(1))
ASKED = $(if $(FIG),$(foreach f,$(FIG),$(call named,$(f))),$(filter \
  $(if $(CH),ch$(CH)_%,%),$(basename $(notdir $(shell grep -l \
  '^. formats:.*$(FORMAT)' plots/ch*.gp)))))
STEM = $(filter $*_%,$(CHAPTERS))

# What is asked for must be there: $(call one_of,NAME,VALUE,VALUES)
one_of = $(if $(filter $(3),$(2)),,$(error $(1)=$(2) $(call say,is not there: \
  $(1) is one of $(3),不行：$(1) 可以是 $(3))))
ifneq ($(filter figures slides,$(MAKECMDGOALS)),)
$(call one_of,THEME,$(subst $() ,_,$(THEME)),light dark)
$(call one_of,LABELS,$(subst $() ,_,$(LABELS)),en zh)
$(call one_of,FORMAT,$(subst $() ,_,$(FORMAT)),svg png pdf gif mp4)
$(if $(CH),$(call one_of,CH,$(subst $() ,_,$(CH)),$(sort $(patsubst \
  ch%,%,$(foreach f,$(FIGURES),$(firstword $(subst _, ,$(f))))))))
$(foreach f,$(FIG),$(if $(filter $(FIGURES),$(call named,$(f))),,$(call \
  one_of,FIG,$(f),$(or $(filter \
  $(firstword $(subst _, ,$(f)))_%,$(FIGURES)),$(foreach n,$(filter \
  $(basename $(f)).%,$(NUMBERED)),$(firstword $(subst =, ,$(n)))),$(call say,the \
  names in plots/ (ch03_directions and so on) or the numbers of the \
  book (3.1),plots/ 里的名字（例如 ch03_directions）或书里的编号（例如 3.1）)))))
$(if $(SIZE),$(if $(filter png,$(FORMAT)),,$(error $(call say,SIZE is the \
  width of a PNG: add FORMAT=png. SVG and PDF have any size,SIZE 是 PNG 的宽度：请加上 \
  FORMAT=png。SVG 和 PDF 可以任意放大))))
endif

.PHONY: all figures $(foreach c,$(CHAPTERS),$(firstword $(subst _, ,$(c))))

# A chapter that trains for long is built twice, if PRECISION does not say once:
# the double program checks the gradients and prints the title, the float one
# goes on from there.
TWICE := $(basename $(notdir $(shell grep -l chapter_that_trains chapters/ch*.c)))
# (The others are written for double: their programs say so in any other build.)
builds = $(if $(filter $(notdir $(1)),$(TWICE)),$(or $(PRECISION),double float),double)
ifeq ($(PRECISION),float)
$(foreach c,$(filter-out $(TWICE),$(CHAPTERS)),$(if $(filter \
  $(firstword $(subst _, ,$(c))),$(MAKECMDGOALS)),$(error $(c) $(call say,is \
  written for double numbers: leave PRECISION=float out,是为 double 写的：请去掉 \
  PRECISION=float))))
endif
programs = $(foreach b,$(builds),$(call out,$(b))/chapters/$(1))
# What a reader runs: the same in Chinese, if it is there. (The figures are made
# from the data of the English ones, which must not be newer than the data.)
IN_CHINESE := $(basename $(notdir $(wildcard chapters/zh/ch*.c)))
told = $(foreach b,$(builds),$(call out,$(b))/chapters/$(if $(filter \
  $(1),$(if $(filter zh,$(TEXT)),$(IN_CHINESE))),zh/)$(1))
# (QUICK=1 is the tests': what takes long is done on little data.)
little = $(if $(filter $(1),$(TWICE)),$(if $(QUICK),-w --quick))

# The chapters that show images are run again when there are others.
ON_IMAGES := $(basename $(notdir $(shell grep -lE \
  'CHAPTER_DATA|chapter_that_trains' chapters/ch*.c)))
images = $(if $(filter $(1),$(ON_IMAGES)),build/data/images)

build/data/images: FORCE
	@mkdir -p $(@D)
	@sh chapters/fingerprint.sh | cmp -s - $@ || { $(CLEANLY) \
	  sh chapters/fingerprint.sh >$(NEW) && mv -f $(NEW) $@; }

build/data/%.txt: build/data/%.ran ;

define chapter_rules
$(firstword $(subst _, ,$(1))): $$(call told,$(1)) $$(call programs,$(1)) \
    $(call images,$(1))
	@sh chapters/run.sh tell $(1) '$$(MAKE)' $$(call told,$(1))
build/data/$(1).ran: $$(call programs,$(1)) $(call images,$(1))
	@sh chapters/run.sh keep $(1) $$(call little,$(1)) $$(call programs,$(1))
$(patsubst %,$$(DRAWN)/%.$$(FORMAT),$(filter $(firstword $(subst _, \
  ,$(1)))_%,$(FIGURES))): build/data/$(1).ran
endef
$(foreach c,$(CHAPTERS),$(eval $(call chapter_rules,$(c))))

$(DRAWN)/%.$(FORMAT): plots/%.gp plots/style.gp plots/field.gp \
    plots/classes.gp plots/tape.gp plots/render.sh $(if $(PALETTE),FORCE)
	@sh plots/render.sh $* $(THEME) $(LABELS) $(FORMAT) build/data $@
	@echo "  $@"

figures: $(ASKED:%=$(DRAWN)/%.$(FORMAT))
	$(if $(ASKED),,@echo "$(call say,No figure of chapter $(CH) is drawn \
	  as $(FORMAT).,第 $(CH) 章没有能画成 $(FORMAT) 的图。)" >&2)
	@sh plots/sheet.sh && echo "  build/figures/index.html"

.PHONY: chapters
chapters: $(foreach c,$(CHAPTERS) $(IN_CHINESE:%=zh/%),$(call programs,$(c)))

# All are told in order. Those that do not train for long use one processor: where
# there are two, they run two at a time, and what one says is kept for its turn.
KEPT_BACK = $(if $(STEP),,$(filter-out $(TWICE),$(CHAPTERS)))
define turn_rules
build/told/$(1): $$(call told,$(1)) $$(call programs,$(1)) $$(call images,$(1)) FORCE
	@[ ! -t 1 ] || export CLICOLOR_FORCE=1; TOLD=$$@ sh chapters/run.sh tell \
	  $(1) '$$(MAKE)' $$(call told,$(1)) || { cat $$@; exit 1; }
.PHONY: turn-$(1)
turn-$(1): $(2) $(if $(filter $(1),$(KEPT_BACK)),build/told/$(1),$$(call \
    told,$(1)) $$(call programs,$(1)) $$(call images,$(1)))
	@$(if $(filter $(1),$(KEPT_BACK)),cat build/told/$(1),sh chapters/run.sh \
	  tell $(1) '$$(MAKE)' $$(call told,$(1)))
all: turn-$(1)
endef
before =
$(foreach c,$(sort $(CHAPTERS)),$(eval $(call \
  turn_rules,$(c),$(before)))$(eval before := turn-$(c)))

#: make predict        what does a network read? IMAGE=my3.pgm, a picture of one
#:                     digit or some (PNG and JPEG with ImageMagick's help);
#:                     MODEL=net.safetensors, or it trains one first

# In float, as the chapters train, if PRECISION does not say otherwise.
fast = $(call out,$(or $(PRECISION),float))/chapters
KEPT = build/predict.safetensors
export KEPT

.PHONY: predict
predict: $(fast)/predict $(if $(MODEL),,$(fast)/ch16_honest build/data/images)
	@sh chapters/predict.sh $(fast) build/data/images $(if $(QUICK),--quick)

# ---- Data ------------------------------------------------------------------

#: make mnist          fetch MNIST into data/ (the only target that uses the
#:                     network), or take it from a folder: FROM=DIR
#:

.PHONY: mnist
mnist:
	@sh data/fetch_mnist.sh "$$FROM"

# ---- Exercises -------------------------------------------------------------

#: make ex01           chapter 1's exercises: the first time writes your copies
#:                     to work/, after that checks them (ex01a: only that one;
#:                     STRICT=1 ends with an error while one is not solved)
#: make hint01         a hint      make reset01     start again
#: make solution01     ours, once yours is solved
#: make progress       which are solved

EXERCISE = COMPILE=$(call quoted,$(COMPILE)) LIBS='$(call lib_objects,$(REAL))' \
           sh chapters/exercises/exercise.sh

# An exercise that is not solved yet (status 3) is no error, but to STRICT=1.
# (stub and answer are the tests': what the exercise starts and ends with.)
ex% hint% reset% solution% stub% answer%: $(call lib_objects,$(REAL))
	@$(EXERCISE) $(call quoted,$@)$(if $(filter ex%,$@),$(if $(STRICT),, || \
	  [ $$? = 3 ]))

.PHONY: progress
progress:
	@$(EXERCISE) progress

# ---- The library, to be taken home -----------------------------------------

#: make lib            build/double/libdownhill.a, to be used with -I lib
#:                     (PRECISION=float: build/float/libdownhill.a)
#: make single         build/downhill.h, the library as one header
#:

.PHONY: lib single
lib: $(OUT)/libdownhill.a
	@echo "  $<"
$(OUT)/libdownhill.a: $(call lib_objects,$(REAL))
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

single:
	@mkdir -p build
	@sh lib/single.sh $(LIB) >build/downhill.h
	@echo "  build/downhill.h"

include chapters/book/book.mk
include chapters/zh/zh.mk
include tests/tests.mk

# ---- The rest --------------------------------------------------------------

#: make deps           install the optional tools (Debian, Ubuntu: apt-get)
#: make clean          remove build/

PACKAGES = gnuplot-nox check pkg-config pandoc fonts-noto-cjk clang-format \
           curl ca-certificates clang lld wasi-libc zip unzip
# And what clang needs to make programs for a page, named after its version.
CLANG_WASM = $$(apt-cache depends clang | \
  sed -n 's/.*Depends: clang-\([0-9]*\)$$/libclang-rt-\1-dev-wasm32/p')

deps:
	@command -v apt-get >/dev/null || { echo "$(call say,No apt-get here. \
	  Install these with your package manager:,这里没有 \
	  apt-get。请用这台机器的软件包管理器安装：) $(PACKAGES)" >&2; exit 1; }
	@[ "$$(id -u)" = 0 ] || command -v sudo >/dev/null || { echo "$(call say,make \
	  deps installs packages$(comma) which needs root: run it as root$(comma) or ask \
	  whoever looks after this machine to install,make deps 要装软件包，需要 root：请用 \
	  root 运行，或者请管理这台机器的人安装) $(PACKAGES)" >&2; exit 1; }
	@echo "$(call say,This fetches about 180 MB and takes about 700 MB of \
	  disk.,要下载大约 180 MB，占大约 700 MB 磁盘。)"
	@sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; set -x; \
	  $$sudo apt-get update && \
	  $$sudo apt-get install -y --no-install-recommends $(PACKAGES) $(CLANG_WASM)

clean:
	rm -rf build

-include $(wildcard $(foreach p,$(BUILDS),$(call out,$(p))/lib/*.d \
  $(call out,$(p))/common/*.d) \
  $(OUT)/tests/unit/*.d)
