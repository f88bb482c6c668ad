/* report.c: the gradient report, spreads, and claims. */
#include "report.h"

#include "text.h"

#include <math.h>
#include <stdio.h>

/* ---- The gradient report -------------------------------------------------- */

void report_begin(Chapter *c) {
    chapter_section(c, "The check: by hand = by tape = numeric");
    printf("  %-24s%13s%13s%13s%8s\n", "quantity", "by hand", "by tape",
           "numeric", "differ");
    fputs("  ", stdout);
    text_rule("─", 75);
    fputs("\n", stdout);
}

static void verdict(Chapter *c, bool good) {
    fputs("  ", stdout);
    chapter_verdict(c, good, good ? "ok" : "WRONG");
    fputs("\n", stdout);
    c->rows++;
    c->agree += good;
}

// In 24 columns; one that is longer takes a line of its own.
static void print_quantity(const char *quantity) {
    int pad = 24 - text_width(quantity);
    if (pad > 0)
        printf("  %s%*s", quantity, pad, "");
    else
        printf("  %s\n  %24s", quantity, "");
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
    printf("%*s%s%13.8f%13.8f%8.0e", 13 - text_width(hand), "", hand, by_tape,
           numeric, fabs(by_tape - numeric));
    verdict(c, good);
}

void report_many(Chapter *c, const char *quantity, size_t n, size_t agree,
                 double largest) {
    char counted[64];
    snprintf(counted, sizeof counted, "%zu of %zu derivatives agree", agree, n);
    print_quantity(quantity);
    printf("%39s%8.0e", counted, largest);
    verdict(c, agree == n && n > 0);
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
        snprintf(name, sizeof name, stride > 1 ? "%s, 1 in %zu" : "%s", p->name,
                 stride);
        report_many(c, name, n, agree, largest);
    }
    return moving;
}

void report_end(Chapter *c) {
    bool good = c->agree == c->rows && c->rows > 0;
    char counted[64];
    snprintf(counted, sizeof counted, "%d of %d agree.", c->agree, c->rows);
    fputs("\n  ", stdout);
    chapter_verdict(c, good, counted);
    fputs("\n", stdout);
    if (!good) {
        Error e;
        error_set(&e, "a derivative is wrong; see the table above");
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

/* ---- Claims ---------------------------------------------------------------- */

void claims_begin(Chapter *c, bool asked) {
    c->claims = asked && c->mnist && !c->quick && !*c->turned;
    c->off = 0;
    chapter_section(c, "The numbers of the text");
    if (!c->claims)
        printf(
            "(The text speaks of the full run on MNIST. This is another one, "
            "and is not\nheld to it.)\n\n");
    printf("  %-40s %9s%s\n  ", "quantity", "this run",
           c->claims ? "  the text" : "");
    text_rule("─", c->claims ? 75 : 50);
    fputs("\n", stdout);
}

void claim_row(Chapter *c, const char *quantity, double value, double low,
               double high, const char *format) {
    char number[3][32];
    const double x[3] = {value, low, high};
    for (int k = 0; k < 3; k++)
        snprintf(number[k], sizeof number[k], format, x[k]);
    printf("  %s%*s %9s", quantity, 40 - text_width(quantity), "", number[0]);
    if (!c->claims) {
        fputs("\n", stdout);
        return;
    }
    bool good = value >= low && value <= high;
    printf("  %s to %s  ", number[1], number[2]);
    chapter_verdict(c, good, good ? "ok" : "OFF");
    fputs("\n", stdout);
    c->off += !good;
}

void claims_end(Chapter *c) {
    fputs("\n", stdout);
    if (c->off == 0)
        return;
    Error e;
    error_set(&e, "%d of the numbers above %s not where the text says", c->off,
              c->off == 1 ? "is" : "are");
    chapter_trouble(c, &e);
}
