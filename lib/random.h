/* random.h: numbers by chance, the same on every machine.
 *
 * xoshiro256** 1.0 (Blackman and Vigna, "Scrambled linear pseudorandom number
 * generators", 2021), its state filled by splitmix64: the same sequence on
 * every machine. Plain data: copy it to remember a place in the sequence.
 */
#ifndef DOWNHILL_RANDOM_H
#define DOWNHILL_RANDOM_H

#include "base.h"

DOWNHILL_BEGIN

typedef struct Rng {
    uint64_t state[4];
    double spare;  // normals are made two at a time
    bool has_spare;
} Rng;

Rng rng_new(uint64_t seed);
uint64_t rng_next(Rng *r);  // 64 random bits

/* Uniform in [0, 1): a multiple of 2⁻⁵³, all equally likely. */
double rng_uniform(Rng *r);

/* Uniform over 0 … n-1 without bias. n < 1 is fatal. */
int rng_below(Rng *r, int n);

/* Normal, mean 0 and standard deviation 1, by Marsaglia's polar method. */
double rng_normal(Rng *r);

/* Puts index[0 … n-1] in a random order, all equally likely (Fisher-Yates). */
void rng_shuffle(Rng *r, int *index, int n);

DOWNHILL_END

#endif
