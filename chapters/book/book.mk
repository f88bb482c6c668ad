# book.mk: the chapters as web pages. Included by the Makefile.

#: make book           the chapters as web pages with what they print and draw,
#:                     in build/book (needs pandoc); with clang, lld and wasi-libc
#:                     they run there, too
#: make book FORMAT=epub   the same as one file, build/book/downhill.epub
#:                     (TEXT=zh: the book in Chinese, in build/book-zh)
#: make slides CH=03   the chapter's figures, one a slide, as a .pptx in
#:                     build/slides; LABELS=zh THEME=dark as for figures

# Which book: with TEXT=zh the Chinese one stands beside the English one, with the
# chapters that are there in Chinese, and what they print.
ZH = $(filter zh,$(TEXT))
WOVEN = build/woven$(ZH:%=-%)
BOOK = build/book$(ZH:%=-%)
SOURCES = chapters$(ZH:%=/%)
RAN = $(ZH:%=.%).txt
BOUND = $(if $(ZH),$(filter $(IN_CHINESE),$(CHAPTERS)),$(CHAPTERS))
PAGES = $(patsubst %,$(BOOK)/%.html,index reading articles glossary \
        exercises lib $(BOUND))
EPUB = reading $(sort $(BOUND)) exercises glossary lib articles
TOUCH = hill boundary digit
SCRIPTS = wasi.js page.js plot.js pictures.js live.js touch.js $(TOUCH:%=%.js)
BOOK_TOOLS = chapters/book/page.html chapters/book/links.awk chapters/book/book.sh \
  $(WOVEN)/list
# What a page's links lead to, by name.
LISTED = $(WOVEN)/exercises.md $(WOVEN)/lib.md

ifneq ($(filter book,$(MAKECMDGOALS)),)
$(call one_of,FORMAT,$(FORMAT:svg=html),html epub)
endif

.PHONY: book slides
.SECONDARY: $(BOUND:%=$(WOVEN)/%.md) $(BOUND:%=build/data/%$(RAN))
book:
	@sh chapters/book/book.sh tools $(if $(filter epub,$(FORMAT)),unzip zip)
	@sh chapters/book/book.sh prepare '$(MAKE)' $(BOUND)
ifeq ($(FORMAT),epub)
	@$(MAKE) -s --no-print-directory $(WOVEN)/list $(EPUB:%=$(WOVEN)/%.md)
	@sh chapters/book/book.sh epub $(BOOK)/downhill.epub $(WOVEN)/list $(EPUB)
	@echo "  $(BOOK)/downhill.epub"
else
	@$(MAKE) -s --no-print-directory LIVE=$$(sh chapters/book/book.sh live) pages
	@sh chapters/book/book.sh tidy $(BOUND)
	@echo "$(call say,The book:,书：) $(BOOK)/index.html"
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

$(WOVEN)/ch%.md: $(SOURCES)/ch%.c build/data/ch%$(RAN) chapters/book/weave.awk \
    $(WOVEN)/figures
	@$(CLEANLY) awk -v ran=build/data/ch$*$(RAN) -v figures=$(BOOK)/figures \
	  -f chapters/book/weave.awk $< >$(NEW) $(NAMED)

# What a chapter prints in Chinese. (Its data are the English run's.)
define told_rules
build/data/$(1).zh.txt: $$(foreach b,$$(call builds,$(1)),$$(call \
    out,$$(b))/chapters/zh/$(1)) $(call images,$(1))
	@sh chapters/run.sh text $(1) $(call little,$(1)) $$(filter %/$(1),$$^)
endef
$(if $(ZH),$(foreach c,$(BOUND),$(eval $(call told_rules,$(c)))))

# These keep their date when nothing in them changes, and so do the pages.
$(WOVEN)/figures: FORCE
	@sh chapters/book/book.sh figures $@
$(WOVEN)/list: FORCE
	@sh chapters/book/book.sh list $@ $(sort $(BOUND:%=$(SOURCES)/%.c))
$(WOVEN)/live: FORCE
	@echo '$(LIVE)' | sh chapters/book/book.sh renew $@
$(WOVEN)/index.md: FORCE $(BOOK_TOOLS) $(WOVEN)/live $(if $(LIVE),$(TOUCH:%=$(WOVEN)/%.md))
	@sh chapters/book/book.sh contents $@ $(WOVEN)/list \
	  $(if $(LIVE),$(TOUCH:%=$(WOVEN)/%.md))
$(WOVEN)/reading.md: $(SOURCES)/reading.md
	@$(CLEANLY) cat $< >$(NEW) $(NAMED)
$(WOVEN)/articles.md: $(SOURCES)/articles.md
	@$(CLEANLY) sed 's/^- \*\*\([A-Z][0-9-]*\)\.\*\*/- [**\1.**]{#\1}/' $< \
	  >$(NEW) $(NAMED)
$(WOVEN)/glossary.md: $(BOOK_TOOLS) $(BOUND:%=$(WOVEN)/%.md)
	@sh chapters/book/book.sh glossary $@ $(WOVEN)/list

# (The exercises' files are no prerequisites: `make ex01` would be one's rule.)
$(WOVEN)/exercises.md: FORCE chapters/book/book.sh $(WOVEN)/list
	@sh chapters/book/book.sh exercises $@ $(WOVEN)/list
$(WOVEN)/lib.md: chapters/book/book.sh lib/lib.md
	@sh chapters/book/book.sh library $@

# LIVE is set where the pages can have their programs.
.PHONY: pages
pages: $(PAGES) $(BOOK)/book.css $(if $(LIVE),$(SCRIPTS:%=$(BOOK)/%) \
  $(TOUCH:%=$(BOOK)/%.html))
$(if $(LIVE),$(foreach c,$(BOUND),$(eval $(BOOK)/$(c).html: \
  build/wasm/$(SOURCES)/$(c))))
$(BOOK)/%.html: $(WOVEN)/%.md $(BOOK_TOOLS) $(LISTED)
	@sh chapters/book/book.sh page $@ $* $(WOVEN)/list $(filter \
	  build/wasm%,$^)
	@echo "  $@"
$(BOOK)/book.css $(SCRIPTS:%=$(BOOK)/%): $(BOOK)/%: chapters/book/%
	@$(CLEANLY) cat $< >$(NEW) $(NAMED)

# The pages to touch: a text, a script, and a program that is called by it. (The one
# that trains a network for seconds is the float build.)
define touch_rules
$(WOVEN)/$(1).md: $(firstword $(if $(ZH),$(wildcard \
    chapters/zh/book/$(1).md)) chapters/book/$(1).md)
	@$$(CLEANLY) cat $$< >$$(NEW) $$(NAMED)
$(call out,$(2))/touch/$(1): chapters/book/$(1).c $(call objects,$(2)) \
    $(call out,$(2))/flags
	$$(call link,$(2))
$(BOOK)/$(1).html: $(call out,$(2))/touch/$(1)
endef
$(foreach t,$(TOUCH),$(eval $(call touch_rules,$(t),$(if $(filter \
  digit,$(t)),wasm-float,wasm))))
