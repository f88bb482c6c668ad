# book.mk: the chapters as web pages. Included by the Makefile.

#: make book           the chapters as web pages with what they print and draw,
#:                     in build/book (needs pandoc)

PAGES = $(patsubst %,build/book/%.html,index reading glossary $(CHAPTERS))
BOOK_TOOLS = chapters/book/page.html chapters/book/book.sh build/woven/list

.PHONY: book
.SECONDARY: $(CHAPTERS:%=build/woven/%.md) $(CHAPTERS:%=build/data/%.txt)
book:
	@sh chapters/book/book.sh tools
	@sh chapters/book/book.sh prepare '$(MAKE)' $(CHAPTERS)
	@$(MAKE) -s --no-print-directory $(PAGES) build/book/book.css
	@sh chapters/book/book.sh tidy $(CHAPTERS)
	@echo "The book: build/book/index.html"

build/woven/ch%.md: chapters/ch%.c build/data/ch%.txt chapters/book/weave.awk \
    build/woven/figures
	@$(CLEANLY) awk -v ran=build/data/ch$*.txt -v figures=build/book/figures \
	  -f chapters/book/weave.awk $< >$(NEW) $(NAMED)

# These keep their date when nothing in them changes, and so do the pages.
build/woven/figures: FORCE
	@sh chapters/book/book.sh figures $@
build/woven/list: FORCE
	@sh chapters/book/book.sh list $@ $(sort $(CHAPTERS:%=chapters/%.c))
build/woven/index.md: $(BOOK_TOOLS)
	@sh chapters/book/book.sh contents $@ build/woven/list
build/woven/reading.md: chapters/reading.md
	@$(CLEANLY) cat $< >$(NEW) $(NAMED)
build/woven/glossary.md: $(BOOK_TOOLS) $(CHAPTERS:%=build/woven/%.md)
	@sh chapters/book/book.sh glossary $@ build/woven/list

build/book/%.html: build/woven/%.md $(BOOK_TOOLS)
	@sh chapters/book/book.sh page $@ $* build/woven/list
	@echo "  $@"
build/book/book.css: chapters/book/book.css
	@$(CLEANLY) cat $< >$(NEW) $(NAMED)
