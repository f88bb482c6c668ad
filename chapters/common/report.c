/* report.c: the gradient report, spreads, and claims. */
#include "report.h"

#include "text.h"

#include <math.h>
#include <stdio.h>

/* ---- The gradient report -------------------------------------------------- */

void report_begin(Chapter *c) {
    chapter_section(c, tr("The check: by hand = by tape = numeric",
                          "检验：手算 = 计算带 = 数值"));
    fputs("  ", stdout);
    text_padded(tr("quantity", "量"), -24);
    text_padded(tr("by hand", "手算"), 13);
    text_padded(tr("by tape", "计算带"), 13);
    text_padded(tr("numeric", "数值"), 13);
    text_padded(tr("differ", "相差"), 8);
    fputs("\n  ", stdout);
    text_rule("─", 73 + text_width(tr("ok", "一致")));
    fputs("\n", stdout);
}

static void verdict(Chapter *c, bool good) {
    fputs("  ", stdout);
    chapter_verdict(c, good, good ? tr("ok", "一致") : tr("WRONG", "不对"));
    fputs("\n", stdout);
    c->rows++;
    c->agree += good;
}

// In 24 columns; one that is longer takes a line of its own.
static void print_quantity(const char *quantity) {
    fputs("  ", stdout);
    if (text_width(quantity) < 24)
        text_padded(quantity, -24);
    else
        printf("%s\n  %24s", quantity, "");
}

void report_row(Chapter *c, const char *quantity, double by_hand,
                double by_tape, double numeric) {
    bool has_hand = by_hand == by_hand;
    double close = sizeof(real) == 4 ? 1e-5 : 1e-12;
    double size = fabs(by_tape) > 1 ? fabs(by_tape) : 1;
    bool good = gradients_agree((real)by_tape, (real)numeric) &&
                (!has_hand || fabs(by_hand - by_tape) <= close * size);
    char hand[32] = "–";
    if (has_hand)
        snprintf(hand, sizeof hand, "%.8f", by_hand);
    print_quantity(quantity);
    text_padded(hand, 13);
    printf("%13.8f%13.8f%8.0e", by_tape, numeric, fabs(by_tape - numeric));
    verdict(c, good);
}

void report_knob(Chapter *c, const char *quantity, double by_hand, real by_tape,
                 Function f, void *context, real *knob) {
    real h = difference_step(*knob);
    report_row(c, quantity, by_hand, (double)by_tape,
               (double)central_difference(f, context, knob, h));
}

void report_many(Chapter *c, const char *quantity, size_t n, size_t agree,
                 double largest) {
    char counted[64];
    snprintf(counted, sizeof counted,
             tr("%zu of %zu derivatives agree", "%zu 个一致，共 %zu 个导数"),
             agree, n);
    print_quantity(quantity);
    text_padded(counted, 39);
    printf("%8.0e", largest);
    verdict(c, agree == n && n > 0);
}

void report_lists(Chapter *c, const char *quantity, size_t n,
                  const double *mine, const double *other, double within) {
    size_t agree = 0;
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        double apart = fabs(mine[i] - other[i]);
        agree += within > 0 ? apart <= within
                            : gradients_agree((real)mine[i], (real)other[i]);
        largest = apart > largest ? apart : largest;
    }
    report_many(c, quantity, n, agree, largest);
}

size_t report_params(Chapter *c, const Graph *g, Function f, void *context,
                     size_t most) {
    // (Counted here: so a chapter that has no graph is built without the engine.)
    size_t numbers = 0, moving = 0;
    for (Tensor *p = g->first_param; p; p = p->next)
        numbers += t_count(p);
    size_t stride = (numbers + most - 1) / most;
    for (Tensor *p = g->first_param; p; p = p->next) {
        size_t all = t_count(p), n = 0, agree = 0;
        double largest = 0;
        char name[64];
        for (size_t i = 0; i < all; i++)
            moving += p->grad[i] < 0 || p->grad[i] > 0;
        for (size_t i = 0; i < all; i += stride, n++) {
            real *knob = &p->data[i];
            real h = difference_step(*knob);
            real numeric = central_difference(f, context, knob, h);
            double off = fabs((double)(p->grad[i] - numeric));
            agree += gradients_agree(p->grad[i], numeric);
            largest = off <= largest ? largest : off;
        }
        snprintf(name, sizeof name,
                 stride > 1 ? tr("%s, 1 in %zu", "%s，取 1/%zu") : "%s",
                 p->name, stride);
        report_many(c, name, n, agree, largest);
    }
    return moving;
}

void report_end(Chapter *c) {
    bool good = c->agree == c->rows && c->rows > 0;
    char counted[64];
    snprintf(counted, sizeof counted,
             tr("%d of %d agree.", "%d 项一致，共 %d 项。"), c->agree, c->rows);
    fputs("\n  ", stdout);
    chapter_verdict(c, good, counted);
    fputs("\n", stdout);
    if (!good) {
        Error e;
        error_set(&e, "%s",
                  tr("a derivative is wrong; see the table above",
                     "有导数不对，见上面的表"));
        chapter_trouble(c, &e);
    }
}

/* ---- Several seeds -------------------------------------------------------- */

Spread spread_of(double *x, int n) {
    Spread s = {0};
    for (int k = 0; k < n; k++) {  // sorted as they come
        double one = x[k];
        int at = k;
        for (; at > 0 && x[at - 1] > one; at--)
            x[at] = x[at - 1];
        x[at] = one;
        s.mean += one / n;
    }
    for (int k = 0; k < n; k++)
        s.deviation += (x[k] - s.mean) * (x[k] - s.mean) / n;
    s.deviation = sqrt(s.deviation);
    s.low = x[0], s.median = x[n / 2], s.high = x[n - 1];
    return s;
}

const char *range_of(double *x, int n, const char *format) {
    Spread s = spread_of(x, n);
    char low[24], high[24];
    snprintf(low, sizeof low, format, s.low);
    snprintf(high, sizeof high, format, s.high);
    return text_format(tr("%s to %s", "%s 到 %s"), low, high);
}

/* ---- Claims ---------------------------------------------------------------- */

enum { MOST_CLAIMS = 32 };
typedef struct Claim {
    const char *quantity;
    double value, low, high;
    const char *format;
} Claim;
static Claim made[MOST_CLAIMS];
static int claims;

void claim(const char *quantity, double value, double low, double high,
           const char *format) {
    if (claims == MOST_CLAIMS)
        fatal("claim: more than %d of them", MOST_CLAIMS);
    made[claims++] = (Claim){quantity, value, low, high, format};
}

static void begin_claims(Chapter *c, bool asked) {
    c->claims = asked && c->mnist && !c->quick && !*c->turned;
    c->off = 0;
    chapter_section(c, tr("The numbers of the text", "正文里的数"));
    if (!c->claims)
        printf(
            "%s\n\n",
            tr("(The text speaks of the full run on MNIST. This is another one, "
               "and is not\nheld to it.)",
               "（正文说的是在 MNIST 上完整地跑一遍。这一次不是，\n所以不拿正文的数来要求它。）"));
    fputs("  ", stdout);
    text_padded(tr("quantity", "量"), -41);
    text_padded(tr("this run", "这一次"), 9);
    printf("%s\n  ", c->claims ? tr("  the text", "  正文") : "");
    text_rule("─", c->claims ? 75 : 50);
    fputs("\n", stdout);
}

static void claim_row(Chapter *c, const Claim *one) {
    char number[3][32];
    const double x[3] = {one->value, one->low, one->high};
    for (int k = 0; k < 3; k++)
        snprintf(number[k], sizeof number[k], one->format, x[k]);
    fputs("  ", stdout);
    text_padded(one->quantity, -40);
    printf(" %9s", number[0]);
    if (!c->claims) {
        fputs("\n", stdout);
        return;
    }
    bool good = one->value >= one->low && one->value <= one->high;
    printf(tr("  %s to %s  ", "  %s 到 %s  "), number[1], number[2]);
    chapter_verdict(c, good, good ? tr("ok", "符合") : tr("OFF", "不符"));
    fputs("\n", stdout);
    c->off += !good;
}

void claims_check(Chapter *c, bool asked) {
    begin_claims(c, asked);
    for (int k = 0; k < claims; k++)
        claim_row(c, &made[k]);
    claims = 0;
    fputs("\n", stdout);
    if (c->off == 0)
        return;
    Error e;
    error_set(&e,
              tr(c->off == 1
                     ? "%d of the numbers above is not where the text says"
                     : "%d of the numbers above are not where the text says",
                 "上面有 %d 个数不在正文说的范围里"),
              c->off);
    chapter_trouble(c, &e);
}
