/* distort.c: images turned, scaled, moved and bent.
 *
 * Simard's field is a random number at each pixel, smoothed by a Gauss curve.
 * Ours has random numbers on a coarse grid only, and a cubic spline through it
 * (B-spline), which is nearly that curve: some hundred numbers by chance in
 * place of 1,568, and along a row a polynomial in place of sums over the whole
 * image. An image of MNIST takes 10 µs, and took 17 with the sums.
 */
#include "distort.h"

#include "../../lib/elementary.h"

/* A cubic B-spline over a grid of the distance h is as wide as a Gauss curve
 * with σ = h/√3. Of numbers of deviation 1 on the grid it makes, on the average
 * over all places, a field of deviation 151/315.
 */
static const double grid_of_smooth = 1.7320508075688772;
static const double bend_of_one = 151 / 315.0 * 0.57735026918962576;

enum { SIDE = 28, MOST = SIDE + 4 };  // numbers along a side of the grid

bool distorts(const Distortion *how) {
    return how->turn > 0 || how->scale > 0 || how->shift > 0 || how->bend > 0;
}

static double either_way(Rng *r, double most) {
    return most * (2 * rng_uniform(r) - 1);
}

/* ---- The elastic field ---------------------------------------------------- */

// How far each place is moved: across [0] and down [1].
typedef struct Field {
    int n;         // numbers along a side of the grid
    double grids;  // in the image's side
    double at[2][MOST][MOST];
} Field;

static void field_draw(Field *f, const Distortion *how, Rng *r) {
    if (how->smooth < 1)
        fatal("image_distort: a bend smooth over %g; needs at least 1",
              how->smooth);
    double most = how->bend / bend_of_one;
    f->grids = SIDE / (grid_of_smooth * how->smooth);
    f->n = (int)f->grids + 4;
    for (int way = 0; way < 2; way++)
        for (int y = 0; y < f->n; y++)
            for (int x = 0; x < f->n; x++)
                f->at[way][y][x] = either_way(r, most);
}

// What the spline takes of four neighbours, at t of the way from the second to
// the third; they add up to 1.
static void spline(double t, double weight[4]) {
    double s = 1 - t;
    weight[0] = s * s * s / 6;
    weight[1] = (4 - 6 * t * t + 3 * t * t * t) / 6;
    weight[2] = (4 - 6 * s * s + 3 * s * s * s) / 6;
    weight[3] = t * t * t / 6;
}

// A row of the image: line [2][n], its grid's numbers.
static void field_row(const Field *f, double place, double line[2][MOST]) {
    double y = place * f->grids, weight[4];
    int first = (int)y;
    spline(y - first, weight);
    for (int way = 0; way < 2; way++)
        for (int x = 0; x < f->n; x++) {
            line[way][x] = 0;
            for (int k = 0; k < 4; k++)
                line[way][x] += weight[k] * f->at[way][first + k][x];
        }
}

// The same spline between the second and the third of four as a polynomial:
// ((p[3] t + p[2]) t + p[1]) t + p[0].
static void polynomial(const double *a, double p[4]) {
    p[0] = (a[0] + 4 * a[1] + a[2]) / 6;
    p[1] = (a[2] - a[0]) / 2;
    p[2] = (a[0] + a[2]) / 2 - a[1];
    p[3] = (a[3] - a[0]) / 6 + (a[1] - a[2]) / 2;
}

/* ---- One image ------------------------------------------------------------ */

// What is looked up: an image, and the borders beyond which it is paper.
typedef struct Source {
    const uint8_t *image;
    int rows, cols;
    double top, bottom, left, right;
} Source;

static Source source_of(const uint8_t *image, int rows, int cols) {
    Source s = {image, rows, cols, rows, -1, cols, -1};
    for (int y = 0; y < rows; y++)
        for (int x = 0; x < cols; x++)
            if (image[y * cols + x]) {
                s.top = y - 1 < s.top ? y - 1 : s.top;
                s.bottom = y + 1;
                s.left = x - 1 < s.left ? x - 1 : s.left;
                s.right = x + 1 > s.right ? x + 1 : s.right;
            }
    return s;
}

static double pixel(const Source *s, int y, int x) {
    return y < 0 || x < 0 || y >= s->rows || x >= s->cols
               ? 0
               : s->image[y * s->cols + x];
}

// The ink at a place between four pixels.
static uint8_t ink(const Source *s, double y, double x) {
    if (!(y > s->top && y < s->bottom && x > s->left && x < s->right))
        return 0;
    int top = (int)(y + 1) - 1, left = (int)(x + 1) - 1;
    double down = y - top, right = x - left;
    double a, b, c, d;
    if (top >= 0 && left >= 0 && top + 1 < s->rows && left + 1 < s->cols) {
        const uint8_t *at = s->image + top * s->cols + left;
        a = at[0], b = at[1], c = at[s->cols], d = at[s->cols + 1];
    } else {
        a = pixel(s, top, left), b = pixel(s, top, left + 1);
        c = pixel(s, top + 1, left), d = pixel(s, top + 1, left + 1);
    }
    double over = a + right * (b - a), under = c + right * (d - c);
    return (uint8_t)(over + down * (under - over) + 0.5);
}

// Where a place comes from: turned and scaled about the middle, then moved.
typedef struct Affine {
    double xx, xy, yx, yy, x, y;
} Affine;

static Affine affine_draw(const Distortion *how, int rows, int cols, Rng *r) {
    double sine, cosine;
    m_sincos(either_way(r, how->turn) * (3.14159265358979323846 / 180), &sine,
             &cosine);
    double wide = 1 / (1 + either_way(r, how->scale));
    double high = 1 / (1 + either_way(r, how->scale));
    double across = either_way(r, how->shift) * cols / SIDE;
    double down = either_way(r, how->shift) * rows / SIDE;
    return (Affine){cosine * wide, -sine * high, sine * wide,
                    cosine * high, across,       down};
}

static double along(const double p[4], double t) {
    return ((p[3] * t + p[2]) * t + p[1]) * t + p[0];
}

// A row of the new image; f is NULL where nothing bends.
static void distort_row(uint8_t *to, int row, const Source *from,
                        const Affine *a, const Field *f) {
    int rows = from->rows, cols = from->cols;
    double middle_x = (cols - 1) / 2.0, y = row - (rows - 1) / 2.0;
    double start_x = a->xy * y + middle_x + a->x;
    double start_y = a->yy * y + (rows - 1) / 2.0 + a->y;
    double line[2][MOST], across[4] = {0}, down[4] = {0};
    double unit_x = (double)cols / SIDE, unit_y = (double)rows / SIDE;
    double step = f ? f->grids / cols : 0;
    int grid = -1;
    if (f)
        field_row(f, (row + 0.5) / rows, line);
    for (int col = 0; col < cols; col++) {
        double x = col - middle_x, place = (col + 0.5) * step;
        double from_x = a->xx * x + start_x, from_y = a->yx * x + start_y;
        if (f && (int)place != grid) {
            grid = (int)place;
            polynomial(line[0] + grid, across);
            polynomial(line[1] + grid, down);
        }
        if (f) {
            from_x += unit_x * along(across, place - grid);
            from_y += unit_y * along(down, place - grid);
        }
        to[col] = ink(from, from_y, from_x);
    }
}

void image_distort(uint8_t *to, const uint8_t *from, int rows, int cols,
                   const Distortion *how, Rng *r) {
    Affine a = affine_draw(how, rows, cols, r);
    Source s = source_of(from, rows, cols);
    Field f;
    if (how->bend > 0)
        field_draw(&f, how, r);
    for (int row = 0; row < rows; row++)
        distort_row(to + row * cols, row, &s, &a, how->bend > 0 ? &f : NULL);
}

/* ---- Many ----------------------------------------------------------------- */

enum { PART = 32 };  // images of a part of the pool's work

typedef struct Many {
    uint8_t *to;
    const Dataset *from;
    const int *index;
    int n;
    const Distortion *how;
    uint64_t first;
} Many;

static void distort_part(void *context, int part) {
    const Many *m = context;
    size_t size = (size_t)m->from->rows * (size_t)m->from->cols;
    for (int k = part * PART; k < m->n && k < (part + 1) * PART; k++) {
        size_t i = (size_t)m->index[k];
        Rng r = rng_new(m->first + i);
        image_distort(m->to + (size_t)k * size, m->from->image + i * size,
                      m->from->rows, m->from->cols, m->how, &r);
    }
}

void images_distort(uint8_t *to, const Dataset *d, const int *index, int n,
                    const Distortion *how, uint64_t seed, int epoch,
                    Pool *pool) {
    for (int k = 0; k < n; k++)
        if (index[k] < 0 || index[k] >= d->count)
            fatal("images_distort: image %d of %d (they count from 0)",
                  index[k], d->count);
    // (Not the numbers that a learner draws with the same seed and place.)
    Rng r = rng_new(~seed);
    Many m = {to, d, index, n, how, rng_next(&r) + ((uint64_t)epoch << 32)};
    pool_run(pool, (n + PART - 1) / PART, distort_part, &m);
}
