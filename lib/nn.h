/* nn.h: a multilayer perceptron. Chapters 6 to 10 build it by hand first. */
#ifndef DOWNHILL_NN_H
#define DOWNHILL_NN_H

#include "tensor.h"
#include "random.h"

DOWNHILL_BEGIN

typedef enum Activation { SIGMOID, TANH, RELU } Activation;

/* How the weights start; n is the number of a neuron's inputs. Biases start as
 * normal with deviation 1 under INIT_NORMAL and as 0 otherwise.
 */
typedef enum Init {
    INIT_NORMAL,  // deviation 1, as in Nielsen's first program
    INIT_LECUN,  // deviation √(1/n) (LeCun et al., "Efficient BackProp", 1998)
    INIT_HE      // deviation √(2/n), for relu (He et al., 2015)
} Init;

enum { MLP_MAX_LAYERS = 16 };

/* Layer k maps sizes[k] inputs to sizes[k+1] outputs by a' = f(a·Wᵀ + b). Its
 * parameters are fc1.weight [out, in] and fc1.bias [1, out] for the first
 * layer, fc2.… for the next: PyTorch's layout. The last layer has no f; its
 * outputs z (the logits) go into t_sigmoid or into a cost.
 */
typedef struct Mlp {
    Graph *graph;
    int sizes[MLP_MAX_LAYERS + 1], layers;
    Activation hidden;
    Tensor *weight[MLP_MAX_LAYERS], *bias[MLP_MAX_LAYERS];
} Mlp;

/* sizes: n numbers of neurons, inputs first; 2 to MLP_MAX_LAYERS + 1 of them,
 * each at least 1, or the call is fatal. The graph owns the parameters; they are
 * drawn in the order of their creation.
 */
Mlp mlp_new(Graph *g, const int *sizes, int n, Activation hidden, Init init,
            Rng *r);

/* The same with a prefix before each name, so that a graph has room for several:
 * with "encoder." encoder.fc1.weight and so on, as PyTorch names a module's.
 * Two of one prefix (none is one too) on a graph are fatal, and a prefix of more
 * than 100 bytes.
 */
Mlp mlp_new_named(Graph *g, const char *prefix, const int *sizes, int n,
                  Activation hidden, Init init, Rng *r);

/* f(z), by elements. */
Tensor *mlp_activate(Activation f, Tensor *z);

/* x [m, sizes[0]] → logits [m, sizes[layers]]. */
Tensor *mlp_forward(const Mlp *m, Tensor *x);

/* All parameters as one long row θ, and back: layer by layer, the rows of W and
 * then b. flatten writes them to out and returns their number, as many as
 * graph_params counts when the graph has no others. flatten_grad does the same
 * with ∂C/∂θ of the last t_backward (0 before the first; after sgd_backward it is
 * fatal). unflatten sets them.
 */
size_t mlp_flatten(const Mlp *m, real *out);
size_t mlp_flatten_grad(const Mlp *m, real *out);
void mlp_unflatten(Mlp *m, const real *in);

/* Gives every weight (not the biases) this decay λ. */
void mlp_set_decay(Mlp *m, real decay);

/* The column of the largest number in a row of n >= 1; the first one at a tie.
 * Of a row with NaN in it, the first NaN's: ask the number before you believe it.
 */
int argmax(const real *row, int n);

DOWNHILL_END

#endif
