/* paper.c: the paper's shade under each pixel, and what is darker than it. */
#include "paper.h"

#include <stdlib.h>
#include <string.h>

static int larger(int a, int b) { return a > b ? a : b; }
static int smaller(int a, int b) { return a < b ? a : b; }

bool sheet_is_border(const Sheet *s, int i) {
    int row = i / s->cols, col = i % s->cols;
    return row == 0 || col == 0 || row == s->rows - 1 || col == s->cols - 1;
}

/* ---- Numbers, counted ----------------------------------------------------- */

void histogram_add(Histogram *h, double x) {
    double inside = x > 0 ? (x < 1 ? (double)x : 1) : 0;
    h->count[(int)(inside * HISTOGRAM_BINS + 0.5)]++;
    h->n++;
}

double histogram_quantile(const Histogram *h, double share) {
    int k = 0;
    for (double below = h->count[0];
         k < HISTOGRAM_BINS && below <= share * h->n;)
        below += h->count[++k];
    return (double)k / HISTOGRAM_BINS;
}

// Otsu's threshold: the two halves differ most where their means are far apart
// and neither is small. (Each counts as n1·n2·(mean1 - mean2)².) *apart is how
// much of all that differs lies between the halves: from 0 to 1, two shades.
static double split(const Histogram *h, double *apart) {
    double sum = 0, squares = 0, low = 0, low_sum = 0, best = 0, at = 0;
    for (int k = 0; k <= HISTOGRAM_BINS; k++) {
        sum += (double)k * h->count[k];
        squares += (double)k * k * h->count[k];
    }
    for (int k = 0; k < HISTOGRAM_BINS; k++) {
        low += h->count[k];
        low_sum += (double)k * h->count[k];
        double high = h->n - low;
        if (!(low > 0) || !(high > 0))
            continue;
        double gap = low_sum / low - (sum - low_sum) / high;
        if (low * high * gap * gap > best) {
            best = low * high * gap * gap;
            at = (k + 0.5) / HISTOGRAM_BINS;
        }
    }
    *apart = best > 0 ? best / (h->n * squares - sum * sum) : 0;
    return at;
}

/* ---- Dark or light -------------------------------------------------------- */

// At most so many pixels a side, each the mean of a square.
enum { COARSE = 48 };
typedef struct Coarse {
    int rows, cols;
    double at[COARSE * COARSE];
} Coarse;

static Coarse coarse_of(const Sheet *s, const double *shade) {
    int k = (larger(s->rows, s->cols) + COARSE - 1) / COARSE;
    Coarse c = {(s->rows + k - 1) / k, (s->cols + k - 1) / k, {0}};
    for (int row = 0; row < c.rows; row++)
        for (int col = 0; col < c.cols; col++) {
            int n = 0, bottom = smaller((row + 1) * k, s->rows),
                right = smaller((col + 1) * k, s->cols);
            double sum = 0;
            for (int y = row * k; y < bottom; y++)
                for (int x = col * k; x < right; x++, n++)
                    sum += shade[y * s->cols + x];
            c.at[row * c.cols + col] = sum / n;
        }
    return c;
}

static double local_median(const Coarse *c, int row, int col, int reach) {
    Histogram h = {0};
    int bottom = smaller(row + reach + 1, c->rows),
        right = smaller(col + reach + 1, c->cols);
    for (int y = larger(row - reach, 0); y < bottom; y++)
        for (int x = larger(col - reach, 0); x < right; x++)
            histogram_add(&h, c->at[y * c->cols + x]);
    return histogram_quantile(&h, 0.5);
}

/* Ink is what there is less of: are pixels that differ from the median of their
 * neighbourhood darker or lighter? (To the third power, so that strong ones
 * count most. The edge of a shadow moves no median.)
 */
static bool less_is_dark(const Sheet *s, const double *shade) {
    Coarse c = coarse_of(s, shade);
    double sum = 0;
    for (int row = 0; row < c.rows; row++)
        for (int col = 0; col < c.cols; col++) {
            double x = c.at[row * c.cols + col] -
                       local_median(&c, row, col, larger(c.rows, c.cols) / 8);
            sum += x * x * x;
        }
    return sum < 0;
}

// What light from one side makes is taken off: level [rows, cols] is shade
// without its slope (by least squares), about 0.5.
static void make_level(const Sheet *s, const double *shade, double *level) {
    double mean = 0, down = 0, right = 0, downs = 0, rights = 0,
           middle_y = (s->rows - 1) / 2.0, middle_x = (s->cols - 1) / 2.0;
    for (int row = 0, i = 0; row < s->rows; row++)
        for (int col = 0; col < s->cols; col++, i++) {
            double y = row - middle_y, x = col - middle_x;
            mean += shade[i];
            down += y * shade[i], downs += y * y;
            right += x * shade[i], rights += x * x;
        }
    mean /= s->rows * s->cols;
    down /= downs > 0 ? downs : 1;
    right /= rights > 0 ? rights : 1;
    for (int row = 0, i = 0; row < s->rows; row++)
        for (int col = 0; col < s->cols; col++, i++)
            level[i] = 0.5 + shade[i] - mean - down * (row - middle_y) -
                       right * (col - middle_x);
}

// Is all that is light, or dark, a sheet of paper on a table, with ink on it? But
// for the ink, it fills its box. (A fat 0 fills four fifths, and a frame little.)
static bool is_sheet(const Sheet *s, const double *level, double middle,
                     bool light) {
    int top = s->rows, bottom = 0, left = s->cols, right = 0, n = 0, inside = 0;
    for (int row = 0; row < s->rows; row++) {
        int first = s->cols, last = -1;
        for (int col = 0; col < s->cols; col++)
            if ((level[row * s->cols + col] >= middle) == light) {
                first = smaller(first, col), last = col;
                n++;
            }
        if (last < 0)
            continue;
        top = smaller(top, row), bottom = row + 1;
        left = smaller(left, first), right = larger(right, last + 1);
        inside += last + 1 - first;
    }
    return inside > 0.85 * (bottom - top) * (right - left) &&
           n > 0.6 * inside && n < 0.98 * inside;
}

// A fat digit that fills the picture is not what there is less of, but then the
// border shows paper (or a table) and there are two shades. A lamp's light makes
// many. level is work space [rows, cols].
static bool ink_is_dark(const Sheet *s, const double *shade, double *level) {
    Histogram h = {0};
    int border = 0, dark = 0, light = 0;
    make_level(s, shade, level);
    for (int i = 0; i < s->rows * s->cols; i++)
        histogram_add(&h, level[i]);
    double apart, middle = split(&h, &apart);
    for (int i = 0; i < s->rows * s->cols; i++) {
        bool edge = sheet_is_border(s, i);
        border += edge;
        dark += edge && level[i] < middle;
        light += level[i] >= middle;
    }
    if (dark < 0.35 * border)
        return !is_sheet(s, level, middle, false);
    if (dark > 0.9 * border && light < 0.5 * h.n && apart > 0.81)
        return is_sheet(s, level, middle, true);
    return less_is_dark(s, level);
}

/* ---- The paper's shade ---------------------------------------------------- */

/* The lightest that we meet on the way to the left border, and to the right:
 * ink has paper on both sides, and the darker of the two papers is what counts.
 * A shade that reaches the border is dark on one side all the way: it is the
 * paper's.
 */
static void paper_along(const double *shade, double *paper, int n, int step) {
    double left[GREYMAP_LONGEST], lightest = 0;
    for (int i = 0; i < n; i++) {
        lightest = shade[i * step] > lightest ? shade[i * step] : lightest;
        left[i] = lightest;
    }
    lightest = 0;
    for (int i = n - 1; i >= 0; i--) {
        lightest = shade[i * step] > lightest ? shade[i * step] : lightest;
        double darker = left[i] < lightest ? left[i] : lightest;
        paper[i * step] = darker > paper[i * step] ? darker : paper[i * step];
    }
}

// The lighter of what the row says and what the column says.
static void find_paper(const Sheet *s, const double *shade, double *paper) {
    memset(paper, 0, (size_t)(s->rows * s->cols) * sizeof *paper);
    for (int row = 0; row < s->rows; row++)
        paper_along(shade + row * s->cols, paper + row * s->cols, s->cols, 1);
    for (int col = 0; col < s->cols; col++)
        paper_along(shade + col, paper + col, s->rows, s->cols);
}

/* ---- Darkness ------------------------------------------------------------- */

// Means of 2·reach + 1 numbers, fewer at the ends.
static void smooth_along(const double *in, double *out, int n, int step,
                         int reach) {
    double sum = 0;
    for (int i = 0, from = 0, to = 0; i < n; i++) {
        for (; to < n && to <= i + reach; to++)
            sum += (double)in[to * step];
        for (; from < i - reach; from++)
            sum -= (double)in[from * step];
        out[i * step] = (sum / (to - from));
    }
}

static void smooth(const Sheet *s, const double *in, double *out, int reach) {
    if (reach == 0) {
        memcpy(out, in, (size_t)(s->rows * s->cols) * sizeof *out);
        return;
    }
    for (int row = 0; row < s->rows; row++)
        smooth_along(in + row * s->cols, s->spare + row * s->cols, s->cols, 1,
                     reach);
    for (int col = 0; col < s->cols; col++)
        smooth_along(s->spare + col, out + col, s->rows, s->cols, reach);
}

/* How much darker than the paper each pixel is, as a share of the paper's
 * light. Paper that is much darker than the lightest is none: it is the table
 * or a scan's frame. What most of the paper has by itself, its grain, is taken
 * off.
 */
static void find_darkness(Sheet *s, int reach) {
    int n = s->rows * s->cols;
    double lightest = 0;
    smooth(s, s->shade, s->soft, reach);
    find_paper(s, s->soft, s->spare);
    for (int i = 0; i < n; i++)
        lightest = s->spare[i] > lightest ? s->spare[i] : lightest;
    Histogram h = {0};
    for (int i = 0; i < n; i++) {
        double paper = s->spare[i];
        bool is_paper = paper > 0.36 * lightest;
        s->dark[i] = is_paper ? (paper - s->shade[i]) / paper : 0;
        s->soft[i] = is_paper ? (paper - s->soft[i]) / paper : 0;
        histogram_add(&h, s->soft[i]);
    }
    double level = histogram_quantile(&h, 0.3);
    s->grain = 3.5 * (level - histogram_quantile(&h, 0.05));
    s->grain = s->grain > 1.0 / 24 ? s->grain : 1.0 / 24;
    for (int i = 0; i < n; i++) {
        s->dark[i] -= level;
        s->soft[i] -= level;
    }
}

// Of all that is darker than paper, the mean of the darker half. (Pale lines
// are in the other.)
static double find_full(const Sheet *s) {
    Histogram h = {0};
    for (int i = 0; i < s->rows * s->cols; i++)
        if (s->soft[i] > s->grain)
            histogram_add(&h, s->soft[i]);
    double apart, middle = split(&h, &apart), sum = 0;
    int n = 0;
    for (int i = 0; i < s->rows * s->cols; i++)
        if (s->soft[i] > s->grain && s->soft[i] > middle) {
            sum += s->soft[i];
            n++;
        }
    return n > 0 ? sum / n : 0;
}

void sheet_look(Sheet *s, int reach) {
    find_darkness(s, reach);
    s->full = find_full(s);
}

bool sheet_is_ink(const Sheet *s, int i) {
    return s->soft[i] > s->grain && 2 * s->soft[i] > s->full;
}

/* ---- Beginning and end ---------------------------------------------------- */

bool sheet_begin(Sheet *s, const Greymap *g) {
    size_t n = (size_t)(g->rows * g->cols);
    *s = (Sheet){.rows = g->rows, .cols = g->cols};
    s->dark = mem_try(NULL, n, sizeof *s->dark);
    s->soft = mem_try(NULL, n, sizeof *s->soft);
    s->shade = mem_try(NULL, n, sizeof *s->shade);
    s->spare = mem_try(NULL, n, sizeof *s->spare);
    if (!s->dark || !s->soft || !s->shade || !s->spare)
        return false;
    bool dark = ink_is_dark(s, g->at, s->spare);
    for (size_t i = 0; i < n; i++)
        s->shade[i] = dark ? g->at[i] : 1 - g->at[i];
    return true;
}

void sheet_free(Sheet *s) {
    free(s->dark);
    free(s->soft);
    free(s->shade);
    free(s->spare);
    *s = (Sheet){0};
}
