/* random.c: numbers by chance, the same on every machine. */
#include "random.h"

#include "elementary.h"
#include "rounding.h"

#include <math.h>

// splitmix64 (Steele, Lea and Flood, 2014): a well mixed word for every seed,
// so that seeds 1, 2, 3 give unrelated sequences.
static uint64_t splitmix64(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

Rng rng_new(uint64_t seed) {
    Rng r = {0};
    for (int i = 0; i < 4; i++)
        r.state[i] = splitmix64(&seed);
    return r;
}

static uint64_t rotate_left(uint64_t x, int k) {
    return x << k | x >> (64 - k);
}

uint64_t rng_next(Rng *r) {
    uint64_t *s = r->state, result = rotate_left(s[1] * 5, 7) * 9;
    uint64_t shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate_left(s[3], 45);
    return result;
}

double rng_uniform(Rng *r) { return (double)(rng_next(r) >> 11) * 0x1p-53; }

int rng_below(Rng *r, int n) {
    if (n < 1)
        fatal("rng_below: there is no number below %d", n);
    // What is too few for a block of n numbers, the first, is thrown away: no bias.
    uint64_t range = (uint64_t)n, unfair = (0 - range) % range, x;
    do
        x = rng_next(r);
    while (x < unfair);
    return (int)(x % range);
}

double rng_normal(Rng *r) {
    if (r->has_spare) {
        r->has_spare = false;
        return r->spare;
    }
    double u, v, s;
    do {  // a point in the unit circle, not its centre
        u = 2 * rng_uniform(r) - 1;
        v = 2 * rng_uniform(r) - 1;
        s = u * u + v * v;
    } while (s >= 1 || s == 0);
    double scale = sqrt(-2 * m_log(s) / s);
    r->spare = v * scale;
    r->has_spare = true;
    return u * scale;
}

void rng_shuffle(Rng *r, int *index, int n) {
    for (int i = n - 1; i > 0; i--) {
        int j = rng_below(r, i + 1), kept = index[i];
        index[i] = index[j];
        index[j] = kept;
    }
}
