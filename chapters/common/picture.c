/* picture.c: from a picture of any size to images as MNIST's are. (How the file
 * is read: greymap.c. Where the ink is: ink.c.)
 */
#include "picture.h"

#include "greymap.h"
#include "ink.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

enum { SIDE = PICTURE_SIDE, PIXELS = PICTURE_PIXELS, BOX = PICTURE_BOX };

/* ---- Into MNIST's form ---------------------------------------------------- */

// Of MNIST's ink. (A little less than 14.5: ink at 14 exactly stays there.)
static const double middle = 14.5 - 1e-9;

// By how many pixels the ink must move; 0 where there is none.
static void off_centre(const uint8_t *image, double where, int *right,
                       int *down) {
    double mass = 0, x = 0, y = 0;
    for (int i = 0; i < PIXELS; i++) {
        mass += image[i];
        x += image[i] * (i % SIDE + 0.5);
        y += image[i] * (i / SIDE + 0.5);
    }
    *right = *down = 0;
    if (!(mass > 0))
        return;
    // (Rounded after adding SIDE, so that the cast sees a positive number.)
    *right = (int)(SIDE + where - x / mass + 0.5) - SIDE;
    *down = (int)(SIDE + where - y / mass + 0.5) - SIDE;
}

void picture_centre(uint8_t *to, const uint8_t *from, double where) {
    int right, down;
    off_centre(from, where, &right, &down);
    for (int i = 0; i < PIXELS; i++) {
        int row = i / SIDE - down, col = i % SIDE - right;
        bool inside = row >= 0 && row < SIDE && col >= 0 && col < SIDE;
        to[i] = inside ? from[row * SIDE + col] : 0;
    }
}

static void add_to_box(Box *b, int row, int col) {
    b->top = row < b->top ? row : b->top;
    b->left = col < b->left ? col : b->left;
    b->bottom = row + 1 > b->bottom ? row + 1 : b->bottom;
    b->right = col + 1 > b->right ? col + 1 : b->right;
}

// The part with the ink. What is paler than a quarter is its edge.
static Box crop(const Ink *ink) {
    Box b = {ink->rows, ink->cols, 0, 0};
    for (int i = 0; i < ink->rows * ink->cols; i++)
        if (4 * ink->at[i] >= 1)
            add_to_box(&b, i / ink->cols, i % ink->cols);
    return b;
}

// How much of pixel i lies between low and high.
static double share(double i, double low, double high) {
    double from = i > low ? i : low, to = i + 1 < high ? i + 1 : high;
    return to > from ? to - from : 0;
}

// The mean ink between top and bottom, left and right.
static double mean_ink(const Ink *ink, double top, double bottom, double left,
                       double right) {
    double sum = 0;
    for (int row = (int)top; row < ink->rows && row < bottom; row++)
        for (int col = (int)left; col < ink->cols && col < right; col++)
            sum += ink->at[row * ink->cols + col] * share(row, top, bottom) *
                   share(col, left, right);
    return sum / ((bottom - top) * (right - left));
}

// The darkest becomes black: a pencil is grey, and so is a thin pen once it has
// been scaled.
static void stretch(const double *ink, uint8_t *image) {
    double darkest = 0;
    for (int i = 0; i < PIXELS; i++)
        darkest = ink[i] > darkest ? ink[i] : darkest;
    for (int i = 0; i < PIXELS; i++)
        image[i] = (uint8_t)(255 * ink[i] / darkest + 0.5);
}

// The larger side of the ink fills the box; the other keeps its proportion.
// False: there is no ink.
static bool scale(const Ink *ink, uint8_t *image) {
    Box b = crop(ink);
    if (b.bottom == 0)
        return false;
    int rows = b.bottom - b.top, cols = b.right - b.left;
    double longer = (double)(rows > cols ? rows : cols) / BOX;
    int high = (int)(rows / longer + 0.5), wide = (int)(cols / longer + 0.5);
    high = high ? high : 1, wide = wide ? wide : 1;
    double pixel[PIXELS] = {0}, tall = (double)rows / high,
           broad = (double)cols / wide;
    for (int r = 0; r < high; r++)
        for (int c = 0; c < wide; c++)
            pixel[(r + (SIDE - high) / 2) * SIDE + c + (SIDE - wide) / 2] =
                mean_ink(ink, b.top + r * tall, b.top + (r + 1) * tall,
                         b.left + c * broad, b.left + (c + 1) * broad);
    stretch(pixel, image);
    return true;
}

/* 28x28 of exactly one shade but for a box of about 20x20, centred to a pixel: it
 * is as MNIST's are, and scaling it again would only blur it.
 */
static bool is_ready(const Greymap *g, uint8_t *image) {
    if (g->rows != SIDE || g->cols != SIDE)
        return false;
    double pixel[PIXELS], paper = g->at[0];
    Box b = {SIDE, SIDE, 0, 0};
    int across, down;
    for (int i = 0; i < PIXELS; i++) {
        pixel[i] = g->at[i] < paper ? paper - g->at[i] : g->at[i] - paper;
        if (pixel[i] > 0)
            add_to_box(&b, i / SIDE, i % SIDE);
    }
    int rows = b.bottom - b.top, cols = b.right - b.left,
        longer = rows > cols ? rows : cols;
    if (longer < BOX - 2 || longer > BOX + 2)
        return false;
    stretch(pixel, image);
    off_centre(image, middle, &across, &down);
    return across >= -1 && across <= 1 && down >= -1 && down <= 1;
}

static bool no_ink(const char *path, const Picture *p, Error *e) {
    if (p->size == 0)
        return error_set(
            e,
            tr("%s: there is no ink on it; draw a digit, dark on light or light on dark",
               "%s：上面没有墨迹；请写一个数字，浅底深字或深底浅字"),
            path);
    return error_set(
        e,
        tr(p->size == 1
               ? "%s: hardly any ink: the largest stroke is %d pixel long; draw the digit larger, or cut it out"
               : "%s: hardly any ink: the largest stroke is %d pixels long; draw the digit larger, or cut it out",
           "%s：几乎没有墨迹：最大的一笔只有 %d 像素长；请把数字写大一些，或者裁出来"),
        path, p->size);
}

static bool make_images(const char *path, const Inks *s, Picture *p, Error *e) {
    uint8_t scaled[PIXELS] = {0};
    for (int k = 0; k < s->digits; k++) {
        Ink ink;
        if (!ink_cut(s, k, &ink))
            return error_set(
                e,
                tr("%s: no memory for its digits", "%s：内存装不下里面的数字"),
                path);
        bool good = scale(&ink, scaled);
        free(ink.at);
        if (!good)
            continue;
        const Box *b = &s->box[k];
        p->wide |= 2 * (b->right - b->left) > 3 * (b->bottom - b->top);
        picture_centre(p->image[p->digits++], scaled, middle);
    }
    return p->digits > 0 || no_ink(path, p, e);
}

static bool find_digits(const char *path, const Greymap *g, Picture *p,
                        Error *e) {
    Inks s;
    if (is_ready(g, p->image[0])) {
        p->digits = 1, p->size = BOX;
        return true;
    }
    bool good = ink_find(&s, g);
    if (!good)
        error_set(e,
                  tr("%s: no memory for its ink", "%s：内存装不下里面的墨迹"),
                  path);
    else if (s.digits > INK_MOST_DIGITS)
        good = error_set(
            e,
            tr("%s: more than %d pieces of ink that could each be a digit; cut out fewer",
               "%s：可能是数字的墨迹超过 %d 块；请裁出其中几块"),
            path, INK_MOST_DIGITS);
    p->size = s.size * g->shrunk;
    p->pale = s.sheet.full < 2 * s.sheet.grain;
    good = good && make_images(path, &s, p, e);
    ink_free(&s);
    return good;
}

bool picture_load(const char *path, Picture *p, Error *e) {
    Greymap g;
    Picture found = {0};
    bool good = greymap_load(path, &g, e) && find_digits(path, &g, &found, e);
    free(g.at);
    if (good)
        *p = found;
    return good;
}
