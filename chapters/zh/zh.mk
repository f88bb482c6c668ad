# zh.mk: the Chinese edition. Included by the Makefile. Each chapter is a C file
# in chapters/zh/, read like the English one, which has the code; pair.c holds
# them together, by a ledger beside each.

#: make zh-todo        what the Chinese edition lacks, and what has changed in
#:                     the English since; CH=03, of one chapter
#: make zh-carry       a change of code, under the Chinese words; CH=04 of a
#:                     chapter that is not there begins it
#: make zh-done CH=03  write down that it says what the English says now
#:

PAIR = build/double/chapters/zh/pair
# $(1): what pair does. Each English file of the chapter, and its Chinese one.
pairs = status=0; for en in chapters/ch$(or $(CH),[0-9][0-9])_*.c \
  chapters/exercises/ex$(or $(CH),[0-9][0-9])*.c; do \
  zh=chapters/zh/$${en\#chapters/}; ledger=$${zh%.c}.ledger; \
  $(1); done; exit $$status

# The page of the articles, with the arrows that the English one has.
ARTICLES = LC_ALL=C awk -f chapters/zh/articles.awk chapters/ch*.c \
  chapters/zh/ch*.c chapters/articles.md chapters/zh/articles.md
NEW_ARTICLES = $(ARTICLES) >build/articles.md && mv build/articles.md chapters/zh/

.PHONY: zh-todo zh-check zh-carry zh-done
zh-todo: $(PAIR)
	@$(call pairs,if [ -f $$zh ]; then $(PAIR) check $$en $$zh $$ledger; else \
	  echo "$$zh: is not there; make zh-carry CH=$$(expr $$en : '.*/..\([0-9]*\)')"; fi)
zh-check: $(PAIR)
	@$(ARTICLES) | diff - chapters/zh/articles.md
	@$(call pairs,[ ! -f $$zh ] || $(PAIR) check $$en $$zh $$ledger || status=1)
zh-carry: $(PAIR)
	@mkdir -p chapters/zh/exercises
	@$(call pairs,[ -f $$zh ] || [ "$(CH)" ] || continue; [ -f $$zh ] || \
	  : >$$zh; [ -f $$ledger ] || : >$$ledger; \
	  $(PAIR) carry $$en $$zh $$ledger && $(PAIR) wrap $$zh >$$zh.new && \
	  mv $$zh.new $$zh && clang-format -i $$zh && echo "  $$zh" || status=1)
	@$(NEW_ARTICLES)
zh-done: $(PAIR)
	$(if $(CH),,$(error Which chapter is done? make zh-done CH=03))
	@$(call pairs,[ ! -f $$zh ] || { $(PAIR) done $$en $$zh $$ledger && \
	  $(PAIR) check $$en $$zh $$ledger; } || status=1)
	@$(NEW_ARTICLES)
