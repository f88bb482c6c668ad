/* test_distort.c: an image and what becomes of it. */
#include "digits.h"
#include "distort.h"
#include "learner.h"
#include "suites.h"
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE = 28, PIXELS = SIDE * SIDE, MANY = 100 };
static const Distortion usual = {.turn = 11,
                                 .scale = 0.12,
                                 .bend = 1,
                                 .smooth = 5},
                        shift = {.shift = 3}, turn = {.turn = 30},
                        bend = {.bend = 1.5, .smooth = 4};

static Dataset digits(void) {
    Dataset d;
    Error e;
    ck_assert(dataset_draw(&d, MANY, 3, &e));
    return d;
}

static int every[MANY];
static void number_all(void) {
    for (int i = 0; i < MANY; i++)
        every[i] = i;
}

START_TEST(nothing_changes_nothing) {
    Dataset d = digits();
    const Distortion none = {.smooth = 5};
    uint8_t to[PIXELS], odd[7 * 4];
    Rng r = rng_new(1);
    ck_assert(!distorts(&none) && distorts(&usual) && distorts(&shift));
    for (int i = 0; i < MANY; i++) {
        image_distort(to, d.image + i * PIXELS, SIDE, SIDE, &none, &r);
        ck_assert(memcmp(to, d.image + i * PIXELS, PIXELS) == 0);
    }
    image_distort(odd, d.image + 300, 7, 4, &none, &r);
    ck_assert(memcmp(odd, d.image + 300, sizeof odd) == 0);
    dataset_free(&d);
}
END_TEST

static double ink_of(const uint8_t *image, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += image[i];
    return sum;
}

START_TEST(ink_is_kept) {
    Dataset d = digits();
    static uint8_t to[MANY * PIXELS];
    const Distortion *all[] = {&usual, &turn, &bend};
    double before = ink_of(d.image, sizeof to);
    for (int k = 0; k < 3; k++) {
        images_distort(to, &d, every, MANY, all[k], 5, 0, NULL);
        ck_close(ink_of(to, sizeof to) / before, 1, 0.03);
    }
    dataset_free(&d);
}
END_TEST

// The middle of the ink of the image, in pixels.
static void middle(const uint8_t *image, double *x, double *y) {
    double sum = ink_of(image, PIXELS);
    *x = *y = 0;
    for (int i = 0; i < PIXELS; i++) {
        *x += i % SIDE * image[i] / sum;
        *y += i / SIDE * image[i] / sum;
    }
}

// A spot moved at most so far, and nearly as far sometimes; by the affine parts
// as the formula says.
START_TEST(a_spot_goes_where_it_may) {
    uint8_t spot[PIXELS] = {0}, to[PIXELS];
    spot[6 * SIDE + 20] = 255;  // 6.5 to the right of the middle, 7.5 above it
    const double far = hypot(6.5, 7.5);
    double most_x = 0, most_y = 0, most_turn = 0, x, y;
    for (uint64_t seed = 0; seed < 400; seed++) {
        Rng r = rng_new(seed);
        image_distort(to, spot, SIDE, SIDE, &shift, &r);
        middle(to, &x, &y);
        most_x = fmax(most_x, fabs(x - 20)), most_y = fmax(most_y, fabs(y - 6));
        r = rng_new(seed);
        image_distort(to, spot, SIDE, SIDE, &turn, &r);
        middle(to, &x, &y);
        ck_close(hypot(x - 13.5, y - 13.5) / far, 1, 0.02);
        double angle = atan2(y - 13.5, x - 13.5) - atan2(-7.5, 6.5);
        most_turn = fmax(most_turn, fabs(angle) * 180 / acos(-1.0));
    }
    ck_assert(most_x > 2.9 && most_x < 3.1 && most_y > 2.9 && most_y < 3.1);
    ck_assert(most_turn > 29 && most_turn < 31);
}
END_TEST

// A slope of ink shows how far each place was moved across: the deviation is the
// bend, and none beyond what is promised.
START_TEST(a_bend_is_as_large_as_it_says) {
    enum { WIDE = 252 };
    static uint8_t slope[WIDE * WIDE], to[WIDE * WIDE];
    for (int i = 0; i < WIDE * WIDE; i++)
        slope[i] = (uint8_t)(i % WIDE);
    double sum = 0, most = 0;
    long n = 0;
    for (uint64_t seed = 0; seed < 60; seed++) {
        Rng r = rng_new(seed);
        image_distort(to, slope, WIDE, WIDE, &bend, &r);
        for (int y = 60; y < WIDE - 60; y++)
            for (int x = 60; x < WIDE - 60; x++, n++) {
                double moved = (to[y * WIDE + x] - x) * SIDE / (double)WIDE;
                sum += moved * moved;
                most = fmax(most, fabs(moved));
            }
    }
    ck_close(sqrt(sum / (double)n) / 1.5, 1, 0.1);
    ck_assert(most > 3 && most < 1.5 * DISTORT_MOST_BENDS + 0.1);
    Rng r = rng_new(1);
    const Distortion rough = {.bend = 1, .smooth = 0.5},
                     finest = {.bend = 1, .smooth = 1};
    image_distort(to, slope, 28, 28, &finest, &r);
    ck_fatal("image_distort: a bend smooth over 0.5; needs at least 1",
             image_distort(to, slope, 28, 28, &rough, &r));
}
END_TEST

START_TEST(any_size_and_any_amount) {
    static uint8_t from[40 * 40], to[40 * 40 + 1];
    const Distortion wild = {180, 0.99, 100, 50, 1};
    memset(from, 255, sizeof from);
    for (int rows = 1; rows <= 40; rows += 13)
        for (int cols = 1; cols <= 40; cols += 13)
            for (uint64_t seed = 0; seed < 20; seed++) {
                Rng r = rng_new(seed);
                to[rows * cols] = 77;
                image_distort(to, from, rows, cols, seed % 2 ? &wild : &usual,
                              &r);
                ck_assert(to[rows * cols] == 77);
            }
}
END_TEST

START_TEST(bytes_follow_from_seed_epoch_and_image) {
    Dataset d = digits();
    static uint8_t one[MANY * PIXELS], other[MANY * PIXELS];
    images_distort(one, &d, every, MANY, &usual, 7, 2, NULL);
    // Recorded; every machine has the same.
    ck_assert_msg(hash_bytes(one, sizeof one) == 291624481158393468u, "%llu",
                  hash_bytes(one, sizeof one));
    for (int threads = 1; threads <= 4; threads++) {
        Pool *pool = pool_new(threads);
        memset(other, 1, sizeof other);
        images_distort(other, &d, every, MANY, &usual, 7, 2, pool);
        ck_assert(memcmp(one, other, sizeof one) == 0);
        pool_free(pool);
    }
    images_distort(other, &d, (int[]){40, 7}, 2, &usual, 7, 2, NULL);
    ck_assert(memcmp(other, one + 40 * PIXELS, PIXELS) == 0);
    ck_assert(memcmp(other + PIXELS, one + 7 * PIXELS, PIXELS) == 0);
    images_distort(other, &d, every, MANY, &usual, 7, 3, NULL);
    ck_assert(memcmp(one, other, PIXELS) != 0);
    images_distort(other, &d, every, MANY, &usual, 8, 2, NULL);
    ck_assert(memcmp(one, other, PIXELS) != 0);
    ck_fatal("images_distort: image 100 of 100 (they count from 0)",
             images_distort(other, &d, (int[]){3, 100}, 2, &usual, 7, 2, NULL));
    dataset_free(&d);
}
END_TEST

// A learner that distorts learns from the images of its epoch, the same for any
// number of threads, and goes on from a place as if it had not stopped.
START_TEST(a_learner_learns_from_distorted_images) {
    Dataset d = digits();
    Recipe r = {.hidden = {1, {5}}, .rate = 1, .batch = 30, .distort = usual};
    Learner plain, l = learner_new(&d, &r, 9, 1),
                   two = learner_new(&d, &r, 9, 2);
    static uint8_t bent[MANY * PIXELS];
    Dataset same = d;
    r.distort = (Distortion){0};
    same.image = bent;
    plain = learner_new(&same, &r, 9, 1);
    for (int e = 0; e < 2; e++) {
        images_distort(bent, &d, every, MANY, &usual, 9, e, NULL);
        double cost = learner_epoch(&l);
        ck_close(cost, learner_epoch(&plain), 0);
        ck_close(cost, learner_epoch(&two), 0);
    }
    learner_step(&l);
    two.epochs = 2, two.at = 0;
    ck_close(learner_step(&l), (learner_step(&two), learner_step(&two)), 0);
    learner_free(&l);
    learner_free(&two);
    learner_free(&plain);
    dataset_free(&d);
}
END_TEST

SUITE(distort) {
    TCase *t = tcase_create("distort");
    tcase_add_checked_fixture(t, number_all, NULL);
    tcase_add_test(t, nothing_changes_nothing);
    tcase_add_test(t, ink_is_kept);
    tcase_add_test(t, a_spot_goes_where_it_may);
    tcase_add_test(t, a_bend_is_as_large_as_it_says);
    tcase_add_test(t, any_size_and_any_amount);
    tcase_add_test(t, bytes_follow_from_seed_epoch_and_image);
    tcase_add_test(t, a_learner_learns_from_distorted_images);
    suite_add_tcase(s, t);
}
