# book.mk: the chapters as web pages. Included by the Makefile.

#: make book           the chapters as web pages with what they print and draw,
#:                     in build/book (needs pandoc); with clang, lld and wasi-libc
#:                     they run there, too
#: make book FORMAT=epub   the same as one file to take away, build/book/downhill.epub
#: make slides CH=03   the chapter's figures, one a slide, as build/slides/ch03-….pptx;
#:                     LABELS=zh THEME=dark as for figures

PAGES = $(patsubst %,build/book/%.html,index reading articles glossary \
        $(CHAPTERS))
EPUB = reading $(sort $(CHAPTERS)) glossary articles
TOUCH = hill boundary digit
SCRIPTS = wasi.js page.js plot.js pictures.js live.js touch.js $(TOUCH:%=%.js)
BOOK_TOOLS = chapters/book/page.html chapters/book/links.awk chapters/book/book.sh build/woven/list

ifneq ($(filter book,$(MAKECMDGOALS)),)
$(call one_of,FORMAT,$(FORMAT:svg=html),html epub)
endif

.PHONY: book slides
.SECONDARY: $(CHAPTERS:%=build/woven/%.md) $(CHAPTERS:%=build/data/%.txt)
book:
	@sh chapters/book/book.sh tools
	@sh chapters/book/book.sh prepare '$(MAKE)' $(CHAPTERS)
ifeq ($(FORMAT),epub)
	@$(MAKE) -s --no-print-directory $(EPUB:%=build/woven/%.md)
	@sh chapters/book/book.sh epub build/book/downhill.epub $(EPUB)
	@echo "  build/book/downhill.epub"
else
	@$(MAKE) -s --no-print-directory LIVE=$$(sh chapters/book/book.sh live) pages
	@sh chapters/book/book.sh tidy $(CHAPTERS)
	@echo "$(call say,The book:,书：) build/book/index.html"
endif

SLIDES = build/slides/ch$(CH)-$(LABELS)-$(THEME).pptx
SHOWN = $(if $(CH),$(filter ch$(CH)_%,$(CHAPTERS)))
slides:
	@[ "$(SHOWN)" ] || { echo "$(call say,Slides of which chapter?,做哪一章的幻灯片？) \
	  make slides CH=03" >&2; exit 2; }
	@sh chapters/book/book.sh tools gnuplot unzip zip
	@$(MAKE) -s --no-print-directory figures FIG= FORMAT=png >/dev/null
	@sh chapters/book/book.sh slides $(SLIDES) chapters/$(if $(filter \
	  zh,$(LABELS)),$(if $(filter $(SHOWN),$(IN_CHINESE)),zh/))$(SHOWN).c $(DRAWN) $(THEME)
	@echo "  $(SLIDES)"

build/woven/ch%.md: chapters/ch%.c build/data/ch%.txt chapters/book/weave.awk \
    build/woven/figures
	@$(CLEANLY) awk -v ran=build/data/ch$*.txt -v figures=build/book/figures \
	  -f chapters/book/weave.awk $< >$(NEW) $(NAMED)

# These keep their date when nothing in them changes, and so do the pages.
build/woven/figures: FORCE
	@sh chapters/book/book.sh figures $@
build/woven/list: FORCE
	@sh chapters/book/book.sh list $@ $(sort $(CHAPTERS:%=chapters/%.c))
build/woven/live: FORCE
	@echo '$(LIVE)' | sh chapters/book/book.sh renew $@
build/woven/index.md: $(BOOK_TOOLS) build/woven/live
	@sh chapters/book/book.sh contents $@ build/woven/list \
	  $(if $(LIVE),$(TOUCH:%=chapters/book/%.md))
build/woven/reading.md: chapters/reading.md
	@$(CLEANLY) cat $< >$(NEW) $(NAMED)
build/woven/articles.md: chapters/articles.md
	@$(CLEANLY) sed 's/^- \*\*\([A-Z][0-9-]*\)\.\*\*/- [**\1.**]{#\1}/' $< \
	  >$(NEW) $(NAMED)
build/woven/glossary.md: $(BOOK_TOOLS) $(CHAPTERS:%=build/woven/%.md)
	@sh chapters/book/book.sh glossary $@ build/woven/list

# LIVE is set where the pages can have their programs.
.PHONY: pages
pages: $(PAGES) build/book/book.css $(if $(LIVE),$(SCRIPTS:%=build/book/%) \
  $(TOUCH:%=build/book/%.html))
$(if $(LIVE),$(foreach c,$(CHAPTERS),$(eval build/book/$(c).html: \
  build/wasm/chapters/$(c))))
build/book/%.html: build/woven/%.md $(BOOK_TOOLS)
	@sh chapters/book/book.sh page $@ $* build/woven/list $(filter \
	  build/wasm%,$^)
	@echo "  $@"
build/book/book.css $(SCRIPTS:%=build/book/%): build/book/%: chapters/book/%
	@$(CLEANLY) cat $< >$(NEW) $(NAMED)

# The pages to touch: a text, a script, and a program that is called by it. (The one
# that trains a network for seconds is the float build.)
define touch_rules
build/woven/$(1).md: chapters/book/$(1).md
	@$$(CLEANLY) cat $$< >$$(NEW) $$(NAMED)
$(call out,$(2))/touch/$(1): chapters/book/$(1).c $(call objects,$(2)) \
    $(call out,$(2))/flags
	$$(call link,$(2))
build/book/$(1).html: $(call out,$(2))/touch/$(1)
endef
$(foreach t,$(TOUCH),$(eval $(call touch_rules,$(t),$(if $(filter \
  digit,$(t)),wasm-float,wasm))))
