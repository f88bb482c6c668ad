/* gradcheck.h: is a derivative right? Ask the function itself.
 *
 * The function is any code that reads *knob and gives a number: it is turned a
 * little up and a little down, and the change out per change in is compared.
 */
#ifndef DOWNHILL_GRADCHECK_H
#define DOWNHILL_GRADCHECK_H

#include "base.h"

DOWNHILL_BEGIN

typedef real (*Function)(void *context);

/* The central difference (f(x+h) - f(x-h))/2h, turning *knob and putting it
 * back. Its error is that of the formula, about h²·f‴/6, and that of rounding,
 * about ε·f/h.
 */
real central_difference(Function f, void *context, real *knob, real h);

/* The step that balances the two errors for a function of ordinary size: a
 * cube root of REAL_EPSILON, in proportion to x where |x| > 1.
 */
real difference_step(real x);

/* Are two derivatives the same, for all that a numeric one can tell? True when
 * |a - b| <= 1e-7 + 1e-5·max(|a|, |b|) (float: 1e-3 + 1e-2·max). False when
 * either is NaN or infinite.
 */
bool gradients_agree(real a, real b);

/* Checks gradient[0 … n-1] = ∂f/∂knob[0 … n-1] against central differences, and
 * returns how many agree. *worst (may be NULL) is the index of the largest
 * difference, or of the first that is not a number.
 */
size_t check_gradient(Function f, void *context, real *knob,
                      const real *gradient, size_t n, size_t *worst);

DOWNHILL_END

#endif
