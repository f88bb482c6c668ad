/* ink.c: which ink on a sheet is a digit's.
 *
 * Strokes that touch are a piece. A piece that the border holds is a line, a
 * frame or the rest of another digit; the longest of the others, and those
 * nearly as long, are digits, and what lies close to them is theirs too.
 *
 * The shares here and in paper.c are round. They were chosen on MNIST's digits,
 * put on every kind of paper that tests/unit/test_picture.c draws.
 */
#include "ink.h"

#include <stdlib.h>

static int larger(int a, int b) { return a > b ? a : b; }
static int smaller(int a, int b) { return a < b ? a : b; }
static int longer_side(const Box *b) {
    return larger(b->bottom - b->top, b->right - b->left);
}

/* ---- Pieces --------------------------------------------------------------- */

// Where mask is set within by pixels along the line, it becomes set.
static void grow_along(uint8_t *mask, int n, int step, int by) {
    uint8_t old[GREYMAP_LONGEST];
    for (int i = 0; i < n; i++)
        old[i] = mask[i * step];
    for (int i = 0, last = -n - by; i < n + by; i++) {
        last = i < n && old[i] ? i : last;
        if (i >= by)
            mask[(i - by) * step] = i - last <= 2 * by;
    }
}

static void grow(uint8_t *mask, int rows, int cols, int by) {
    for (int row = 0; row < rows && by > 0; row++)
        grow_along(mask + row * cols, cols, 1, by);
    for (int col = 0; col < cols && by > 0; col++)
        grow_along(mask + col, rows, cols, by);
}

// Labels pixel i if it is a stroke's and has no label yet.
static int reached(Inks *s, int i, int label) {
    if (!s->mask[i] || s->label[i])
        return 0;
    s->label[i] = label;
    return 1;
}

// Everything that is connected with pixel i, across corners too.
static Piece piece_at(Inks *s, int i, int label) {
    Piece p = {{s->sheet.rows, s->sheet.cols, 0, 0}, 0, false, -1};
    int n = reached(s, i, label);
    s->todo[0] = i;
    while (n > 0) {
        i = s->todo[--n];
        int row = i / s->sheet.cols, col = i % s->sheet.cols;
        p.box.top = smaller(p.box.top, row);
        p.box.left = smaller(p.box.left, col);
        p.box.bottom = larger(p.box.bottom, row + 1);
        p.box.right = larger(p.box.right, col + 1);
        p.held += sheet_is_border(&s->sheet, i) &&
                  2 * s->sheet.dark[i] > s->sheet.full;
        for (int y = larger(row - 1, 0); y < smaller(row + 2, s->sheet.rows);
             y++)
            for (int x = larger(col - 1, 0);
                 x < smaller(col + 2, s->sheet.cols); x++) {
                s->todo[n] = y * s->sheet.cols + x;
                n += reached(s, s->todo[n], label);
            }
    }
    return p;
}

// Does piece k have ink in a row or column, from a pixel on?
static bool has_ink(const Inks *s, int k, int from, int n, int step) {
    for (int i = 0; i < n; i++)
        if (s->label[from + i * step] == k)
            return true;
    return false;
}

// Is piece k on all sides of b, as seen from its middle?
static bool is_around(const Inks *s, int k, const Box *b) {
    int rows = s->sheet.rows, cols = s->sheet.cols,
        row = (b->top + b->bottom) / 2, col = (b->left + b->right) / 2;
    return has_ink(s, k, row * cols, b->left, 1) &&
           has_ink(s, k, row * cols + b->right, cols - b->right, 1) &&
           has_ink(s, k, col, b->top, cols) &&
           has_ink(s, k, b->bottom * cols + col, rows - b->bottom, cols);
}

// Is a a flat line under b that begins before it and ends after?
static bool is_under(const Box *a, const Box *b) {
    return 8 * (a->bottom - a->top) < a->right - a->left &&
           a->top >= b->bottom && a->left < b->left && a->right > b->right;
}

// What is around others, or under them, is no digit.
static void find_frames(Inks *s) {
    int longer = larger(s->sheet.rows, s->sheet.cols);
    for (int k = 1; k <= s->pieces; k++) {
        const Box *a = &s->piece[k].box;
        for (int j = 1; j <= s->pieces && longer_side(a) * 12 >= longer; j++) {
            const Box *b = &s->piece[j].box;
            s->piece[k].frame |= longer_side(b) > 0.3 * longer_side(a) &&
                                 (is_under(a, b) || is_around(s, k, b));
        }
    }
}

// (A pencil leaves gaps; what nearly touches, touches.)
static void find_pieces(Inks *s, int reach) {
    sheet_look(&s->sheet, reach);
    int n = s->sheet.rows * s->sheet.cols;
    for (int i = 0; i < n; i++) {
        s->mask[i] = sheet_is_ink(&s->sheet, i);
        s->label[i] = 0;
    }
    grow(s->mask, s->sheet.rows, s->sheet.cols,
         larger(s->sheet.rows, s->sheet.cols) / 200);
    s->pieces = 0;
    for (int i = 0; i < n; i++)
        if (s->mask[i] && !s->label[i]) {
            s->pieces++;
            s->piece[s->pieces] = piece_at(s, i, s->pieces);
        }
    find_frames(s);
}

/* ---- Digits --------------------------------------------------------------- */

// A piece that lies along the whole of a border is a frame's. One that only
// touches it may be a digit, if nothing else is.
static bool may_be_digit(const Inks *s, const Piece *p, bool touching) {
    bool across = p->box.bottom - p->box.top == s->sheet.rows ||
                  p->box.right - p->box.left == s->sheet.cols;
    return !p->frame &&
           (p->held == 0 ||
            (touching && !(across && p->held >= longer_side(&p->box))));
}

static int longest(const Inks *s, bool touching) {
    int most = 0;
    for (int k = 1; k <= s->pieces; k++)
        if (may_be_digit(s, &s->piece[k], touching))
            most = larger(most, longer_side(&s->piece[k].box));
    return most;
}

/* Looks at the sheet a little out of focus, so that grain and thin lines are
 * pale; more so while the border holds what is longest. Returns whether, after
 * all, a digit touches the border.
 */
static bool find_strokes(Inks *s) {
    int longer = larger(s->sheet.rows, s->sheet.cols), first = longer / 130;
    for (int reach = first, k = 0; k < 3; k++, reach = 2 * reach + 1) {
        find_pieces(s, reach);
        s->size = longest(s, false);
        if (s->size * 12 >= longer || s->size == longest(s, true))
            return false;
    }
    find_pieces(s, first);
    s->size = longest(s, true);
    return true;
}

static int overlap(int from, int to, int other_from, int other_to) {
    return smaller(to, other_to) - larger(from, other_from);
}

static bool is_inside(const Box *a, const Box *b) {
    return a->top >= b->top && a->left >= b->left && a->bottom <= b->bottom &&
           a->right <= b->right;
}

static bool is_near(const Box *a, const Box *b, double gap) {
    return overlap(a->left, a->right, b->left, b->right) > -gap &&
           overlap(a->top, a->bottom, b->top, b->bottom) > -gap;
}

// Two long pieces are one digit's if they are close and rather above each other
// than side by side, as the parts of a 5.
static bool belong_together(const Box *a, const Box *b, int size) {
    int wide = overlap(a->left, a->right, b->left, b->right),
        high = overlap(a->top, a->bottom, b->top, b->bottom);
    return is_near(a, b, 0.2 * size) &&
           (wide > 0.6 * smaller(a->right - a->left, b->right - b->left) ||
            high < 0.5 * smaller(a->bottom - a->top, b->bottom - b->top));
}

static void rename_digit(Inks *s, int from, int to) {
    for (int k = 1; k <= s->pieces; k++)
        if (s->piece[k].digit == from)
            s->piece[k].digit = to;
}

// Each long piece is a digit, and then some are one. Returns how many they were
// at first.
static int find_digits(Inks *s, bool touching) {
    int n = 0;
    for (int k = 1; k <= s->pieces; k++) {
        Piece *p = &s->piece[k];
        if (may_be_digit(s, p, touching) &&
            longer_side(&p->box) >= 0.4 * s->size)
            p->digit = n++;
    }
    for (int k = 1; k <= s->pieces && n <= INK_MOST_DIGITS; k++)
        for (int j = 1; j < k && s->piece[k].digit >= 0; j++)
            if (s->piece[j].digit >= 0 &&
                belong_together(&s->piece[j].box, &s->piece[k].box, s->size))
                rename_digit(s, s->piece[k].digit, s->piece[j].digit);
    return n;
}

// The digits' boxes; those that have become part of others are left out.
static void find_boxes(Inks *s) {
    s->digits = 0;
    for (int k = 0; k < INK_MOST_DIGITS; k++) {
        Box b = {s->sheet.rows, s->sheet.cols, 0, 0};
        for (int j = 1; j <= s->pieces; j++) {
            const Piece *p = &s->piece[j];
            if (p->digit != k)
                continue;
            b.top = smaller(b.top, p->box.top);
            b.left = smaller(b.left, p->box.left);
            b.bottom = larger(b.bottom, p->box.bottom);
            b.right = larger(b.right, p->box.right);
        }
        if (b.bottom > 0) {
            rename_digit(s, k, s->digits);
            s->box[s->digits++] = b;
        }
    }
}

// Short pieces, but no specks, join the digit that they are close to; within a
// digit's box they do anyhow.
static void add_short_pieces(Inks *s, bool touching) {
    for (int k = 1; k <= s->pieces; k++) {
        Piece *p = &s->piece[k];
        bool speck = longer_side(&p->box) <= 0.1 * s->size;
        for (int j = 0; j < s->digits && p->digit < 0; j++)
            if (may_be_digit(s, p, touching) &&
                (is_inside(&p->box, &s->box[j]) ||
                 (!speck && is_near(&p->box, &s->box[j], 0.12 * s->size))))
                p->digit = j;
    }
}

// Of digits from..., which is read first: the leftmost in the line of the
// topmost.
static int first_read(const Inks *s, int from) {
    int top = from, first;
    for (int k = from; k < s->digits; k++)
        top = s->box[k].top < s->box[top].top ? k : top;
    first = top;
    for (int k = from; k < s->digits; k++) {
        const Box *a = &s->box[k], *b = &s->box[top];
        if (2 * overlap(a->top, a->bottom, b->top, b->bottom) >
                smaller(a->bottom - a->top, b->bottom - b->top) &&
            a->left < s->box[first].left)
            first = k;
    }
    return first;
}

static void put_in_order(Inks *s) {
    for (int k = 0; k < s->digits; k++) {
        int first = first_read(s, k);
        Box b = s->box[first];
        s->box[first] = s->box[k];
        s->box[k] = b;
        rename_digit(s, first, INK_MOST_DIGITS);
        rename_digit(s, k, first);
        rename_digit(s, INK_MOST_DIGITS, k);
    }
}

/* ---- The whole ------------------------------------------------------------ */

static bool room_for(Inks *s) {
    size_t rows = (size_t)s->sheet.rows, cols = (size_t)s->sheet.cols;
    // (No more pieces than squares of 2x2.)
    size_t most = (rows + 1) / 2 * ((cols + 1) / 2) + 1;
    s->label = mem_try(NULL, rows * cols, sizeof *s->label);
    s->todo = mem_try(NULL, rows * cols + 1, sizeof *s->todo);
    s->mask = mem_try(NULL, rows * cols, sizeof *s->mask);
    s->piece = mem_try(NULL, most, sizeof *s->piece);
    return s->label && s->todo && s->mask && s->piece;
}

bool ink_find(Inks *s, const Greymap *g) {
    *s = (Inks){.digits = 0};
    if (!sheet_begin(&s->sheet, g) || !room_for(s))
        return false;
    bool touching = find_strokes(s);
    if (s->size * 40 < larger(g->rows, g->cols))
        return true;
    s->digits = find_digits(s, touching);
    if (s->digits <= INK_MOST_DIGITS) {
        find_boxes(s);
        add_short_pieces(s, touching);
        find_boxes(s);
        put_in_order(s);
    }
    return true;
}

void ink_free(Inks *s) {
    sheet_free(&s->sheet);
    free(s->label);
    free(s->todo);
    free(s->mask);
    free(s->piece);
    *s = (Inks){.digits = 0};
}

/* ---- One digit ------------------------------------------------------------ */

// A part of the sheet and, for each pixel in it, whether it is a digit's stroke.
typedef struct Cut {
    const Inks *s;
    Box box;
    int rows, cols;
    uint8_t *mask;  // [rows, cols], owned
} Cut;

// Where on the sheet pixel i of the cut is.
static int place_of(const Cut *c, int i) {
    return (c->box.top + i / c->cols) * c->s->sheet.cols + c->box.left +
           i % c->cols;
}

// Digit k with a margin, as far as the sheet goes. mask is NULL: no memory.
static Cut cut_digit(const Inks *s, int k, int margin) {
    Box b = {larger(s->box[k].top - margin, 0),
             larger(s->box[k].left - margin, 0),
             smaller(s->box[k].bottom + margin, s->sheet.rows),
             smaller(s->box[k].right + margin, s->sheet.cols)};
    Cut c = {s, b, b.bottom - b.top, b.right - b.left, NULL};
    c.mask = mem_try(NULL, (size_t)(c.rows * c.cols), 1);
    for (int i = 0; i < c.rows * c.cols && c.mask; i++) {
        int at = place_of(&c, i);
        c.mask[i] = s->label[at] && s->piece[s->label[at]].digit == k &&
                    sheet_is_ink(&s->sheet, at);
    }
    return c;
}

// What counts as full ink: nine of ten pixels of the strokes are paler.
static double black_of(const Cut *c) {
    const Sheet *sheet = &c->s->sheet;
    Histogram h = {0};
    for (int i = 0; i < c->rows * c->cols; i++)
        if (c->mask[i])
            histogram_add(&h, sheet->dark[place_of(c, i)]);
    double black = histogram_quantile(&h, 0.9);
    return black > sheet->grain ? black : sheet->grain;
}

/* By how many pixels a stroke has to grow on each side to be as wide as in
 * MNIST, a tenth of the digit. Its width is twice its area over the length of
 * its edge, which is about 0.85 of the pixels' sides along it.
 */
static int too_thin_by(const Cut *c, int size) {
    int area = 0, sides = 0;
    for (int i = 0; i < c->rows * c->cols; i++) {
        const uint8_t *m = &c->mask[i];
        int row = i / c->cols, col = i % c->cols;
        if (!*m)
            continue;
        area++;
        sides += (row == 0 || !m[-c->cols]) +
                 (row == c->rows - 1 || !m[c->cols]) + (col == 0 || !m[-1]) +
                 (col == c->cols - 1 || !m[1]);
    }
    double width = 2 * area / (0.85 * sides + 1);
    return width < 0.08 * size ? (int)((0.1 * size - width) / 2 + 0.5) : 0;
}

// Where a stroke is near, as dark as it is there; else paper.
static void copy_ink(const Cut *c, double black, double *ink) {
    const Sheet *sheet = &c->s->sheet;
    for (int i = 0; i < c->rows * c->cols; i++) {
        double x = sheet->dark[place_of(c, i)];
        x = c->mask[i] && x > sheet->grain ? x / black : 0;
        ink[i] = x < 1 ? x : 1;
    }
}

bool ink_cut(const Inks *s, int k, Ink *ink) {
    int size = longer_side(&s->box[k]), margin = 1 + size / 20;
    Cut near = cut_digit(s, k, margin), thick = cut_digit(s, k, margin);
    size_t n = (size_t)(near.rows * near.cols);
    *ink = (Ink){near.rows, near.cols, mem_try(NULL, n, sizeof *ink->at)};
    bool good = near.mask && thick.mask && ink->at;
    if (good) {
        double black = black_of(&near);
        int thinner = too_thin_by(&near, size);
        grow(near.mask, near.rows, near.cols, margin);
        copy_ink(&near, black, ink->at);
        grow(thick.mask, thick.rows, thick.cols, thinner);
        for (size_t i = 0; i < n && thinner > 0; i++)
            ink->at[i] = thick.mask[i] ? 1 : ink->at[i];
    } else {
        free(ink->at);
        ink->at = NULL;
    }
    free(near.mask);
    free(thick.mask);
    return good;
}
