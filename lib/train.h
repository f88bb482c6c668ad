/* train.h: chance, and the rules that turn a gradient into a step. */
#ifndef DOWNHILL_TRAIN_H
#define DOWNHILL_TRAIN_H

#include "base.h"
#include "tensor.h"

#include <stdint.h>

/* ---- Chance --------------------------------------------------------------
 * xoshiro256** 1.0 (Blackman and Vigna, "Scrambled linear pseudorandom number
 * generators", 2021), its state filled by splitmix64: the same sequence on
 * every machine. Plain data: copy it to remember a place in the sequence.
 */
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

/* Fills t->data with normals of mean 0 and this standard deviation. */
void fill_normal(Tensor *t, Rng *r, double deviation);

/* ---- Optimisers ----------------------------------------------------------
 * Each walks the graph's parameters in the order of their creation; w is one
 * parameter's number and g = ∂C/∂w + λw with the parameter's decay λ. Call
 * after t_backward, before or after the rewind. One that keeps numbers of its
 * own is fatal when the graph's parameters are no longer those it was made for.
 */

// w ← w - η·g
void sgd_step(Graph *g, real rate);

/* v ← μ·v + g,  w ← w - η·v  (Polyak 1964; as in PyTorch) */
typedef struct Momentum {
    real rate, mu;
    real *velocity;  // [parameters], owned
    size_t n;
} Momentum;

Momentum momentum_new(const Graph *g, real rate, real mu);
void momentum_step(Momentum *o, Graph *g);
void momentum_free(Momentum *o);

/* m ← β₁m + (1-β₁)g,  v ← β₂v + (1-β₂)g²,  at step t from 1:
 * w ← w - η · m/(1-β₁ᵗ) / (√(v/(1-β₂ᵗ)) + ε)      (Kingma and Ba, 2015)
 * adam_new sets β₁ = 0.9, β₂ = 0.999, ε = 1e-8; change them before step one.
 */
typedef struct Adam {
    real rate, beta1, beta2, epsilon;
    real *m, *v;  // [parameters] each, owned
    size_t n;
    double decay1, decay2;  // β₁ᵗ, β₂ᵗ
} Adam;

Adam adam_new(const Graph *g, real rate);
void adam_step(Adam *o, Graph *g);
void adam_free(Adam *o);

#endif
