/*
Exercise 16b: A leak

Somebody has made a set of images by putting several collections together, and
has taken the validation set out of it by chance. Now some validation images
may also be among those that the network has learned from: it has seen them, and
what it says of them judges nothing. Repair the result.

`learned` has n images, `validation` has m, each of `pixels` bytes, one image
after another; right[i] is whether validation image i is read. Return how many
of 100 are read of those validation images that were *not* learned from, to the
last byte. Return -1 where there is no such image.

(Before you write it: will the repaired number be lower or higher, and what does
that depend on?)
*/
#include "exercise.h"

double without_leak(const unsigned char *learned, int n,
                    const unsigned char *validation, const bool *right, int m,
                    int pixels) {
    //: stub
    return 0;  // your turn
    //: solution
    int judges = 0, good = 0;
    for (int i = 0; i < m; i++) {
        bool seen = false;
        for (int k = 0; k < n && !seen; k++)
            seen = memcmp(learned + k * pixels, validation + i * pixels,
                          (size_t)pixels) == 0;
        judges += !seen;
        good += !seen && right[i];
    }
    return judges ? 100.0 * good / judges : -1;
    //: end
}

//: hint
// An image that was learned from is no judge: it counts neither above nor below
// the line. memcmp(a, b, bytes) is 0 where all bytes are the same; image i
// begins at validation + i * pixels.
//: checks
enum { PIXELS = 4, MOST = 8 };

// An image is four digits here, and so are its bytes.
typedef struct Case {
    const char *what, *learned[MOST], *validation[MOST];
    const char *right;  // "+" where it is read
    double of_100;
} Case;

static const Case cases[] = {
    {"no image is in both",
     {"1234", "2345"},
     {"3456", "4567", "5678", "6789"},
     "+-++",
     75},
    {"one is in both, and read",
     {"1234", "2345"},
     {"3456", "2345", "4567", "5678"},
     "-+-+",
     100 / 3.0},
    {"one is in both, and not read",
     {"1234", "2345"},
     {"1234", "3456", "4567"},
     "-++",
     100},
    {"the same one twice",
     {"1234"},
     {"1234", "3456", "1234", "4567", "5678"},
     "+-+++",
     200 / 3.0},
    {"images that differ in one pixel",
     {"1234", "2345"},
     {"1230", "0234", "2345", "2045"},
     "+--+",
     200 / 3.0},
    {"all of them", {"1234", "2345"}, {"2345", "1234"}, "++", -1}};

static int gather(const char *const *word, unsigned char *image) {
    int n = 0;
    for (; n < MOST && word[n]; n++)
        memcpy(image + n * PIXELS, word[n], PIXELS);
    return n;
}

// What would come out of one of the mistakes that are made here.
typedef struct Wrong {
    double as_it_is, of_all, same_place, first_pixel;
} Wrong;

static Wrong mistakes(const unsigned char *a, int n, const unsigned char *b,
                      const bool *right, int m) {
    int good = 0, clean = 0, place[2] = {0}, pixel[2] = {0};
    for (int i = 0; i < m; i++) {
        bool seen = false, first = false;
        bool here = i < n && !memcmp(a + i * PIXELS, b + i * PIXELS, PIXELS);
        for (int k = 0; k < n; k++) {
            seen |= !memcmp(a + k * PIXELS, b + i * PIXELS, PIXELS);
            first |= a[k * PIXELS] == b[i * PIXELS];
        }
        good += right[i], clean += right[i] && !seen;
        place[0] += right[i] && !here, place[1] += !here;
        pixel[0] += right[i] && !first, pixel[1] += !first;
    }
    return (Wrong){100.0 * good / m, 100.0 * clean / m,
                   place[1] ? 100.0 * place[0] / place[1] : -1,
                   pixel[1] ? 100.0 * pixel[0] / pixel[1] : -1};
}

static void checks(void) {
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const Case *c = &cases[k];
        unsigned char learned[MOST * PIXELS], validation[MOST * PIXELS];
        bool right[MOST] = {false};
        int n = gather(c->learned, learned);
        int m = gather(c->validation, validation);
        for (int i = 0; i < m; i++)
            right[i] = c->right[i] == '+';
        double yours = without_leak(learned, n, validation, right, m, PIXELS);
        Wrong w = mistakes(learned, n, validation, right, m);
        bool good = fabs(yours - c->of_100) < 1e-9;
        if (!good && check_passed) {
            expect_not(yours, w.as_it_is,
                       "This is the result as it was: the images that were "
                       "learned from still judge.");
            expect_not(yours, w.of_all,
                       "The images that were learned from are not among the "
                       "good ones any more, but still among all. They are no "
                       "mistakes either: leave them out above and below.");
            expect_not(yours, w.same_place,
                       "A copy may stand anywhere among those learned from, "
                       "not only at the same place.");
            expect_not(yours, w.first_pixel,
                       "An image that begins alike is another image: compare "
                       "all of its pixels.");
            expect(c->of_100 >= 0,
                   "Where no image is left to judge, there is no result: -1.");
        }
        expect_close(c->what, yours, c->of_100);
    }
}
