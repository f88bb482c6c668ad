/* optim.h: the rules that turn a gradient into a step.
 *
 * Each walks the graph's parameters in the order of their creation; w is one
 * parameter's number and g = ∂C/∂w + λw with the parameter's decay λ. Call
 * after t_backward, before or after the rewind; after sgd_backward it is fatal,
 * for there the gradient is used up. One that keeps numbers of its own is fatal
 * when the graph's parameters are no longer those it was made for.
 */
#ifndef DOWNHILL_OPTIM_H
#define DOWNHILL_OPTIM_H

#include "tensor.h"

DOWNHILL_BEGIN

// w ← w - η·g
void sgd_step(Graph *g, real rate);

/* t_backward(cost) and sgd_step in one, to the same bits. The weights of a
 * t_linear move where their slopes are made, and these are not kept: w->grad has
 * no meaning after it, and what asks for it is fatal. (784-30-10 trains in 0.88 of
 * the time.) A rule of your own that reads a parameter must have it as an operand,
 * not in `extra`: it would meet the new numbers.
 */
void sgd_backward(Tensor *cost, real rate);

/* v ← μ·v + g,  w ← w - η·v  (Polyak 1964; as in PyTorch). A running mean so small
 * that it is no normal number (below 1e-290, in float 1e-30) becomes 0, here and
 * in Adam.
 */
typedef struct Momentum {
    real rate, mu;
    real *velocity;  // [parameters], owned
    size_t n;        // parameters
    size_t serial;   // of the graph's last one
} Momentum;

Momentum momentum_new(const Graph *g, real rate, real mu);
void momentum_step(Momentum *o, Graph *g);
void momentum_free(Momentum *o);

/* m ← β₁m + (1-β₁)g,  v ← β₂v + (1-β₂)g²,  at step t from 1:
 * w ← w - η · m/(1-β₁ᵗ) / (√(v/(1-β₂ᵗ)) + ε)      (Kingma and Ba, 2015)
 * adam_new sets β₁ = 0.9, β₂ = 0.999, ε = 1e-8; change them before step one.
 * An ε below 1e-10 (in double 1e-140) is fatal: √v is not known to so many
 * places.
 */
typedef struct Adam {
    real rate, beta1, beta2, epsilon;
    real *m, *v;            // [parameters] each, owned
    size_t n, serial;       // parameters; of the graph's last one
    double decay1, decay2;  // β₁ᵗ, β₂ᵗ
} Adam;

Adam adam_new(const Graph *g, real rate);
void adam_step(Adam *o, Graph *g);
void adam_free(Adam *o);

DOWNHILL_END

#endif
