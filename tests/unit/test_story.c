/* test_story.c: what the chapters share, as it appears on the terminal. */
#include "report.h"
#include "story.h"
#include "suites.h"
#include "support.h"
#include "text.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// What a statement prints on a stream (1 or 2) is caught in `caught`; what it
// prints on the other one is lost.
static char caught[8192];
static int saved[3];
static FILE *file;

static void catch_begin(int stream) {
    fflush(NULL);
    file = tmpfile();
    FILE *lost = fopen("/dev/null", "w");
    ck_assert(file && lost);
    for (int k = 1; k <= 2; k++) {
        saved[k] = dup(k);
        dup2(fileno(k == stream ? file : lost), k);
    }
    fclose(lost);
}

static void catch_end(void) {
    fflush(NULL);
    for (int k = 1; k <= 2; k++) {
        dup2(saved[k], k);
        close(saved[k]);
    }
    rewind(file);
    size_t n = fread(caught, 1, sizeof caught - 1, file);
    caught[n] = 0;
    fclose(file);
}

#define CATCH(stream, statement)                                               \
    do {                                                                       \
        catch_begin(stream);                                                   \
        statement;                                                             \
        catch_end();                                                           \
    } while (0)

START_TEST(widths_are_what_is_seen) {
    ck_assert_int_eq(text_width(""), 0);
    ck_assert_int_eq(text_width("abc"), 3);
    ck_assert_int_eq(text_width("∂C/∂w"), 5);
    ck_assert_int_eq(text_width("权重 w"), 6);
    ck_assert_int_eq(text_width("e\xcc\x81"), 1);  // e and a combining accent
    ck_assert_int_eq(text_width("\xff\xe2"), 2);   // not UTF-8: bytes
    ck_assert_int_eq(text_width("█▓▒░"), 4);
}
END_TEST

START_TEST(tables_line_up) {
    catch_begin(1);
    Table t = table_begin("name | η | 权重", "%-6s | %5.2f | %d");
    table_row(&t, "first", 0.5, 7);
    table_row(&t, "∂C", -1.5, 1234);
    table_end(&t);
    catch_end();
    ck_assert_str_eq(caught, "  name        η  权重\n"
                             "  ───────────────────\n"
                             "  first    0.50     7\n"
                             "  ∂C      -1.50  1234\n\n");
    ck_fatal("table: 'a' and '%d | %d' do not match",
             table_begin("a", "%d | %d"));
}
END_TEST

START_TEST(cells_are_what_they_are) {
    char x[] = "x";
    catch_begin(1);
    Table t = table_begin("a | b | c | d | e | f",
                          "%d | %.2f | %g | %.1f | %-5s | %.0f");
    table_row(&t, 2.5f, 3, (size_t)7, 1L, x, 'A');
    table_end(&t);
    catch_end();
    ck_assert_ptr_nonnull(strstr(caught, "\n  2  3.00  7  1.0  x      65\n"));
    CATCH(1, t = table_begin("a | b", "%.1f | %s"));
    ck_fatal("table_row: 1 cells for the 2 columns '%.1f | %s'",
             table_row(&t, 1.0));
    ck_fatal("table_row: cell 1 does not fit its format %.1f",
             table_row(&t, "one", "two"));
}
END_TEST

START_TEST(images_are_shades) {
    uint8_t a[4 * 3] = {0,   255, 0, 0, 255, 0,  // two rows make one line
                        128, 0,   0, 0, 0,   255};
    const uint8_t *two[2] = {a, a};
    CATCH(1, text_images(2, two, 4, 3));
    ck_assert_str_eq(caught, "   █    █\n  ░ ▒  ░ ▒\n\n");
    uint8_t odd[3] = {255, 255, 255};
    const uint8_t *one[1] = {odd};
    CATCH(1, text_images(1, one, 3, 1));
    ck_assert_str_eq(caught, "  █\n  ▒\n\n");
    static uint8_t wide[2 * 38];  // two fit into 80 columns, three do not
    memset(wide, 255, sizeof wide);
    const uint8_t *three[3] = {wide, wide, wide};
    CATCH(1, text_images(3, three, 2, 37));
    char *second = strchr(caught, '\n');
    ck_assert_int_eq(text_width((*second = 0, caught)), 78);
    ck_assert_ptr_nonnull(strstr(second + 1, "  ██"));
}
END_TEST

START_TEST(questions_are_wrapped) {
    CATCH(1, text_wrapped("a bc  def ∂∂∂ ghi", 6, "  "));
    ck_assert_str_eq(caught, "a bc\n  def\n  ∂∂∂\n  ghi\n");
    CATCH(1, text_wrapped("toolongword x", 4, ""));
    ck_assert_str_eq(caught, "toolongword\nx\n");
    CATCH(1, text_wrapped("one two", 7, "  "));
    ck_assert_str_eq(caught, "one two\n");
    CATCH(1, text_wrapped("`a b` c", 4, ""));
    ck_assert_str_eq(caught, "`a b`\nc\n");
}
END_TEST

START_TEST(sixteen_texts_live_at_once) {
    const char *first = text_format("%d + %s", 1, "y"), *last = first;
    for (int k = 0; k < 15; k++)
        last = text_format("%d", k);
    ck_assert_str_eq(first, "1 + y");
    ck_assert_str_eq(last, "14");
    ck_assert_uint_eq(strlen(text_format("%200d", 1)), 95);
}
END_TEST

START_TEST(chinese_breaks_between_characters) {
    CATCH(1, text_wrapped("斜率是 2，很陡", 8, ""));
    ck_assert_str_eq(caught, "斜率是\n2，很陡\n");
    CATCH(1, text_wrapped("曲线很陡，对", 8, "  "));
    ck_assert_str_eq(caught, "曲线很\n  陡，对\n");
    CATCH(1, text_wrapped("曲线（陡）", 6, ""));
    ck_assert_str_eq(caught, "曲线\n（陡）\n");
    CATCH(1,
          (text_padded("权", 4), text_padded("重", -3), text_padded("abc", 2)));
    ck_assert_str_eq(caught, "  权重 abc");
}
END_TEST

START_TEST(the_environment_chooses_the_words) {
    setenv("TEXT", "zh", 1);
    ck_assert_str_eq(tr("slope", "斜率"), "斜率");
    setenv("TEXT", "en", 1);
    ck_assert_str_eq(tr("slope", "斜率"), "slope");
    unsetenv("TEXT");
    ck_assert_str_eq(tr("slope", "斜率"), "slope");
}
END_TEST

START_TEST(a_line_is_a_line) {
    const double x[] = {0, 1}, y[] = {0, 1};
    const double *const xs[] = {x}, *const ys[] = {y};
    const int n[] = {2};
    CATCH(1, text_curves(4, 2, 1, n, xs, ys, 0, 0));
    ck_assert_str_eq(caught, "         1 │⠀⠀⡠⠊\n"
                             "         0 │⡠⠊⠁\n"
                             "           └────\n"
                             "            0  1\n\n");
    ck_fatal("text_curves: 1x2 characters",
             text_curves(1, 2, 1, n, xs, ys, 0, 0));
}
END_TEST

typedef struct Asked {
    double rate;
    int epochs;
    bool flag;
    const char *text;
    Sizes hidden;
} Asked;

static bool begin(Chapter *c, Asked *a, int n, char **words) {
    const Option extra[] = {
        {"--rate", OPTION_NUMBER, &a->rate, 0, 1e9, "X  learning rate",
         "X  学习率"},
        {"--epochs", OPTION_WHOLE, &a->epochs, 1, 1000, "N  epochs", ""},
        {"--flag", OPTION_FLAG, &a->flag, 0, 0, "  a flag", ""},
        {"--text", OPTION_TEXT, &a->text, 0, 0, "T  a text", ""},
        {"--hidden", OPTION_SIZES, &a->hidden, 1, 500, "N  sizes", ""},
        CHAPTER_TWO_BUILDS(c),
        {0}};
    return chapter_begin(c, n, words, "ch00_test", "Test", extra);
}

START_TEST(options_are_read) {
    Chapter c;
    Asked a = {0};
    char *words[] = {"ch00",   "--rate", "0.25",   "--epochs",
                     "12",     "--flag", "--text", "x y",
                     "--seed", "7",      "--out",  "here"};
    bool good = false;
    CATCH(1, good = begin(&c, &a, 12, words));
    ck_assert(good && c.status == 0 && c.seed == 7 && !c.quick);
    ck_assert(a.rate == 0.25 && a.epochs == 12 && a.flag);
    ck_assert_str_eq(a.text, "x y");
    ck_assert_str_eq(c.out, "here");
    ck_assert_str_eq(caught, "Chapter 0: Test\n════════════════\n\n");
}
END_TEST

START_TEST(sizes_are_a_list) {
    Chapter c;
    Asked a = {0};
    char *words[] = {"ch00", "--hidden", "30", "--hidden", "16,500,1"};
    bool good = false;
    CATCH(1, good = begin(&c, &a, 3, words));
    ck_assert(good && a.hidden.n == 1 && a.hidden.size[0] == 30);
    CATCH(1, good = begin(&c, &a, 5, words));  // the last one counts
    ck_assert(good && a.hidden.n == 3 && a.hidden.size[0] == 16 &&
              a.hidden.size[1] == 500 && a.hidden.size[2] == 1);
    const char *const wrong[] = {
        "",    "0",    "501",   "99999999", "99999999999999999999",
        "1,",  ",1",   "1,,2",  "1.5",      "-1",
        "1e2", "0x10", "1 , 2", "+1",       "1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7",
        "nan", "16;16"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char line[256];
        words[2] = (char *)wrong[i];
        CATCH(2, good = begin(&c, &a, 3, words));
        ck_assert(!good && c.status == 2);
        snprintf(line, sizeof line,
                 "ch00_test: --hidden: '%s' is not a list of at most 15 whole "
                 "numbers from 1 to 500, such as 30 or 16,16\n",
                 wrong[i]);
        ck_assert_msg(strncmp(caught, line, strlen(line)) == 0, "%s", caught);
    }
    ck_assert_int_eq(a.hidden.n, 3);  // and left as it was
}
END_TEST

START_TEST(two_builds_have_one_title) {
    Chapter c;
    Asked a = {0};
    char *words[] = {"ch00", "--check-only", "--help"};
    bool good = false;
    CATCH(1, good = begin(&c, &a, 2, words));
    ck_assert(good && c.check_only && !c.checked);
    ck_assert_str_eq(caught, "Chapter 0: Test\n════════════════\n\n");
    CATCH(1, good = begin(&c, &a, 3, words));
    ck_assert(!good && c.status == 0 && strncmp(caught, "usage:", 6) == 0);
    words[1] = "--checked";
    CATCH(1, good = begin(&c, &a, 2, words));
    ck_assert(good && !c.check_only && c.checked);
    ck_assert_str_eq(caught, "");
    CATCH(1, good = begin(&c, &a, 3, words));
    ck_assert(!good && c.status == 0 && *caught == 0);
}
END_TEST

// A claim about this value from 2 to 3, in the run that is asked for or not.
static int held(double value, bool asked, bool mnist, bool quick) {
    Chapter c = {.stem = "ch00_test", .mnist = mnist, .quick = quick};
    claim("first", 2.5, 2, 3, "%.2f");
    claim("second", value, 2, 3, "%.2f");
    catch_begin(2);
    claims_check(&c, asked);
    catch_end();
    return c.status;
}

START_TEST(claims_are_held_to) {
    ck_assert_int_eq(held(2, true, true, false), 0);
    ck_assert_int_eq(held(3, true, true, false), 0);
    ck_assert_str_eq(caught, "");
    const double outside[] = {1.99, 3.01, NAN, INFINITY};
    for (int i = 0; i < 4; i++) {
        ck_assert_int_eq(held(outside[i], true, true, false), 1);
        ck_assert_str_eq(caught, "ch00_test: 1 of the numbers above is not "
                                 "where the text says\n");
        ck_assert_int_eq(held(outside[i], false, true, false), 0);
        ck_assert_int_eq(held(outside[i], true, false, false), 0);
        ck_assert_int_eq(held(outside[i], true, true, true), 0);
        ck_assert_str_eq(caught, "");
    }
    Chapter c = {.stem = "ch00_test", .mnist = true};
    claim("right, of 100", 95, 94.5, 95.5, "%.1f");
    CATCH(1, claims_check(&c, true));
    ck_assert_ptr_nonnull(
        strstr(caught, "  right, of 100                                 95.0  "
                       "94.5 to 95.5  ok\n"));
    CATCH(1, claims_check(&c, true));  // (they are used up)
    ck_assert_ptr_null(strstr(caught, "right"));
    for (int i = 0; i < 32; i++)
        claim("one of many", i, 0, 40, "%.0f");
    ck_fatal("claim: more than 32 of them", claim("", 0, 0, 0, "%.0f"));
    CATCH(1, claims_check(&c, true));
    ck_assert_ptr_nonnull(strstr(caught, " 31  0 to 40  ok\n"));
}
END_TEST

START_TEST(wrong_options_are_named) {
    const char *const wrong[][3] = {
        {"--rate", "abc", "--rate: 'abc' is not a number > 0"},
        {"--rate", "nan", "--rate: 'nan' is not a number > 0"},
        {"--rate", "-1", "--rate: '-1' is not a number > 0"},
        {"--rate", "0", "--rate: '0' is not a number > 0"},
        {"--rate", "1e999", "--rate: '1e999' is not a number > 0"},
        {"--rate", "", "--rate: '' is not a number > 0"},
        {"--epochs", "1.5",
         "--epochs: '1.5' is not a whole number from 1 to 1000"},
        {"--epochs", "0", "--epochs: '0' is not a whole number from 1 to 1000"},
        {"--epochs", "1001",
         "--epochs: '1001' is not a whole number from 1 to 1000"},
        {"--rat", "1", "there is no option --rat"},
        {"--flag", "--rate", "--rate needs a value"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Chapter c;
        Asked a = {0};
        char *words[] = {"ch00", (char *)wrong[i][0], (char *)wrong[i][1]};
        bool good = true;
        CATCH(2, good = begin(&c, &a, 3, words));
        ck_assert(!good && c.status == 2);
        ck_assert_msg(
            strncmp(caught, "ch00_test: ", 11) == 0 &&
                strncmp(caught + 11, wrong[i][2], strlen(wrong[i][2])) == 0,
            "%s %s: %s", wrong[i][0], wrong[i][1], caught);
        ck_assert_ptr_nonnull(strstr(caught, "usage: ch00_test"));
    }
}
END_TEST

// A chapter with knobs that stand at 0.01, 10 and 30,16.
static int turn(int n, char **words, Chapter *c, double *rate, Sizes *layers) {
    int batch = 10;
    *rate = 0.01;
    *layers = (Sizes){2, {30, 16}};
    const Option knobs[] = {
        {"--rate", KNOB_NUMBER, rate, 0.001, 0.5, "η of the walk", "学习率 η"},
        {"--batch", KNOB_WHOLE, &batch, 1, 100, "points a step", "一步几个点"},
        {"--hidden", KNOB_SIZES, layers, 1, 50, "hidden layers", "隐藏层"},
        CHAPTER_TWO_BUILDS(c),
        {0}};
    return chapter_begin(c, n, words, "ch00_test", "Test", knobs);
}

START_TEST(knobs_are_turned_and_said) {
    Chapter c;
    double rate;
    Sizes layers;
    char *plain[] = {"ch00"};
    CATCH(1, turn(1, plain, &c, &rate, &layers));
    ck_assert_str_eq(c.turned, "");
    ck_assert_ptr_null(strstr(caught, "Turned"));

    char *some[] = {"ch00", "--rate", "0.5", "--hidden", "8", "--batch", "10"};
    CATCH(1, turn(7, some, &c, &rate, &layers));
    ck_assert_str_eq(c.turned, "--rate 0.5 (0.01), --hidden 8 (30,16)");
    ck_assert_ptr_nonnull(strstr(caught, "Turned, so the text may say something"
                                         " else: --rate 0.5 (0.01), "));
    ck_assert(rate > 0.49 && layers.n == 1 && layers.size[0] == 8);
    c.mnist = true;  // a turned run is held to no claim
    CATCH(1, claims_check(&c, true));
    ck_assert(!c.claims);

    char *wrong[] = {"ch00", "--batch", "7", "--rate", "0.51"};
    CATCH(2, turn(5, wrong, &c, &rate, &layers));
    ck_assert_int_eq(c.status, 2);
    ck_assert_ptr_nonnull(
        strstr(caught, "--rate: '0.51' is not a number from 0.001 to 0.5\n"));
    ck_assert_ptr_nonnull(strstr(caught, "  --rate X  η of the walk (0.01; "
                                         "0.001 to 0.5)\n"));
    ck_assert_ptr_nonnull(strstr(caught, "(10; 1 to 100)"));
    char *least[] = {"ch00", "--rate", "0.001"};
    CATCH(1, turn(3, least, &c, &rate, &layers));
    ck_assert_int_eq(c.status, 0);

    char *list[] = {"ch00", "--knobs"};
    CATCH(1, turn(2, list, &c, &rate, &layers));
    ck_assert_str_eq(caught,
                     "rate\tnumber\t0.01\t0.001\t0.5\tη of the walk\t学习率 η\n"
                     "batch\twhole\t10\t1\t100\tpoints a step\t一步几个点\n"
                     "hidden\tsizes\t30,16\t1\t50\thidden layers\t隐藏层\n");
}
END_TEST

START_TEST(a_wrong_derivative_fails_the_chapter) {
    const double rows[][3] = {
        {3, 3, 3}, {NAN, 3, 3}, {-3, 3, 3},    {3, 3, 3.1},
        {3, 6, 3}, {3, NAN, 3}, {NAN, 3, NAN}, {3, INFINITY, INFINITY}};
    for (int i = 0; i < 8; i++) {
        Chapter c = {.stem = "ch00_test"};
        catch_begin(2);
        report_begin(&c);
        report_row(&c, "q", rows[i][0], rows[i][1], rows[i][2]);
        report_end(&c);
        catch_end();
        ck_assert_int_eq(c.status, i < 2 ? 0 : 1);
        ck_assert_int_eq(strstr(caught, "a derivative is wrong") != NULL,
                         i >= 2);
    }
    Chapter none = {.stem = "ch00_test"};
    CATCH(2, report_end(&none));  // a check of nothing is no check
    ck_assert_int_eq(none.status, 1);
}
END_TEST

START_TEST(two_lists_are_compared) {
    const double mine[] = {1, 2, 3}, same[] = {1, 2 + 1e-9, 3},
                 other[] = {1, 2, NAN};
    Chapter c = {.stem = "ch00_test"};
    CATCH(1, report_lists(&c, "q", 3, mine, same, 0));
    ck_assert_ptr_nonnull(strstr(caught, " 3 of 3 "));
    ck_assert_ptr_nonnull(strstr(caught, "1e-09"));
    CATCH(1, report_lists(&c, "q", 3, mine, same, 1e-10));
    ck_assert_ptr_nonnull(strstr(caught, " 2 of 3 "));
    CATCH(1, report_lists(&c, "q", 3, mine, other, 1));
    ck_assert_ptr_nonnull(strstr(caught, " 2 of 3 "));
    ck_assert(c.rows == 3 && c.agree == 1);
}
END_TEST

// w² + b² over a graph of 3x2 and 1x3 knobs.
static real squares(void *graph) {
    Graph *g = graph;
    GraphMark mark = graph_mark(g);
    Tensor *w = g->first_param, *b = w->next;
    Tensor *cost = t_add(t_sum(t_mul(w, w)), t_sum(t_mul(b, b)));
    real value = t_item(cost);
    if (!b->grad || !(b->grad[0] > 0))
        t_backward(cost);
    graph_rewind(g, mark);
    return value;
}

START_TEST(every_parameter_is_reported) {
    Graph *g = graph_new(1);
    Tensor *w = t_param(g, "w", 3, 2), *b = t_param(g, "b", 1, 3);
    for (int i = 0; i < 6; i++)
        w->data[i] = (real)(i - 2) / 2;  // one is 0
    for (int i = 0; i < 3; i++)
        b->data[i] = 1;
    squares(g);
    for (int broken = 0; broken < 2; broken++) {
        Chapter c = {.stem = "ch00_test"};
        size_t moving = 0;
        w->grad[4] *= broken ? (real)1.5 : 1;
        CATCH(1, moving = report_params(&c, g, squares, g, 100));
        ck_assert(moving == 8 && c.rows == 2 && c.agree == 2 - broken);
        ck_assert_ptr_nonnull(strstr(caught, broken ? " 5 of 6 " : " 6 of 6 "));
        ck_assert_ptr_nonnull(strstr(caught, " 3 of 3 "));
        CATCH(1, report_params(&c, g, squares, g, 3));  // 0, 3 and 0
        ck_assert_ptr_nonnull(strstr(caught, "w, 1 in 3 "));
        ck_assert_ptr_nonnull(strstr(caught, " 2 of 2 "));
        ck_assert_ptr_nonnull(strstr(caught, " 1 of 1 "));
    }
    graph_free(g);
}
END_TEST

START_TEST(a_spread_is_of_sorted_numbers) {
    double x[] = {4, 1, 3, 8};
    Spread s = spread_of(x, 4);
    ck_close(s.low, 1, 0);
    ck_close(s.median, 4, 0);  // the upper one of 3 and 4
    ck_close(s.high, 8, 0);
    ck_close(s.mean, 4, 1e-15);
    ck_close(s.deviation, sqrt(26 / 4.0), 1e-15);
    ck_assert(x[0] < x[1] && x[1] < x[2] && x[2] < x[3]);
    s = spread_of(x + 1, 1);
    ck_close(s.low + s.median + s.high + s.mean, 4 * 3.0, 0);
    ck_close(s.deviation, 0, 0);
    const char *all = range_of(x, 4, "%.1f"), *one = range_of(x, 1, "%.0f");
    ck_assert_str_eq(all, "1.0 to 8.0");
    ck_assert_str_eq(one, "1 to 1");
}
END_TEST

START_TEST(progress_is_plain_lines_in_a_pipe) {
    Chapter c = {.stem = "ch00_test"};
    catch_begin(2);
    for (int i = 0; i <= 2; i++)
        chapter_progress(&c, i, 2, "epoch %d of 2", i);
    catch_end();
    ck_assert_str_eq(caught, "  epoch 0 of 2\n  epoch 1 of 2  0 s left\n"
                             "  epoch 2 of 2\n");
    c.quick = true;
    CATCH(2, chapter_progress(&c, 0, 2, "epoch 0 of 2"));
    ck_assert_str_eq(caught, "");
}
END_TEST

START_TEST(the_first_interrupt_is_a_flag) {
    Chapter c = {.stem = "ch00_test"};
    chapter_catch_interrupt();
    ck_assert(!chapter_interrupted());
    ck_assert_int_eq(chapter_end(&c), 0);
    raise(SIGINT);
    ck_assert(chapter_interrupted());
    ck_assert_int_eq(chapter_end(&c), 130);
    // The second one is the system's again.
    ck_assert(signal(SIGINT, SIG_DFL) == SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    chapter_catch_interrupt();  // forgets the flag
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
}
END_TEST

SUITE(story) {
    TCase *c = tcase_create("chapter");
    tcase_add_test(c, widths_are_what_is_seen);
    tcase_add_test(c, tables_line_up);
    tcase_add_test(c, cells_are_what_they_are);
    tcase_add_test(c, images_are_shades);
    tcase_add_test(c, questions_are_wrapped);
    tcase_add_test(c, sixteen_texts_live_at_once);
    tcase_add_test(c, chinese_breaks_between_characters);
    tcase_add_test(c, the_environment_chooses_the_words);
    tcase_add_test(c, a_line_is_a_line);
    tcase_add_test(c, options_are_read);
    tcase_add_test(c, sizes_are_a_list);
    tcase_add_test(c, two_builds_have_one_title);
    tcase_add_test(c, wrong_options_are_named);
    tcase_add_test(c, knobs_are_turned_and_said);
    tcase_add_test(c, claims_are_held_to);
    tcase_add_test(c, a_wrong_derivative_fails_the_chapter);
    tcase_add_test(c, two_lists_are_compared);
    tcase_add_test(c, every_parameter_is_reported);
    tcase_add_test(c, a_spread_is_of_sorted_numbers);
    tcase_add_test(c, progress_is_plain_lines_in_a_pipe);
    tcase_add_test(c, the_first_interrupt_is_a_flag);
    suite_add_tcase(s, c);
}
