/* gradcheck.c: numeric derivatives, and the comparison every chapter reports.
 */
#include "gradcheck.h"

#include "rounding.h"

#include <math.h>

static real size_of(real x) { return (real)fabs((double)x); }

real central_difference(Function f, void *context, real *knob, real h) {
    real kept = *knob;
    *knob = kept + h;
    real above = *knob, up = f(context);
    *knob = kept - h;
    real below = *knob, down = f(context);
    *knob = kept;
    // Divide by the step that was taken: kept ± h may have been rounded.
    return (up - down) / (above - below);
}

real difference_step(real x) {
#ifdef DOWNHILL_FLOAT
    real h = (real)5e-3;  // ε^(1/3)
#else
    real h = 6e-6;
#endif
    return size_of(x) > 1 ? h * size_of(x) : h;
}

bool gradients_agree(real a, real b) {
#ifdef DOWNHILL_FLOAT
    const real absolute = (real)1e-3, relative = (real)1e-2;
#else
    const real absolute = 1e-7, relative = 1e-5;
#endif
    real larger = size_of(a) > size_of(b) ? size_of(a) : size_of(b);
    // An infinite bound would allow anything; a NaN fails every comparison.
    return larger < (real)HUGE_VAL &&
           size_of(a - b) <= absolute + relative * larger;
}

size_t check_gradient(Function f, void *context, real *knob,
                      const real *gradient, size_t n, size_t *worst) {
    size_t agree = 0, at = 0;
    real largest = -1;
    for (size_t i = 0; i < n; i++) {
        real h = difference_step(knob[i]);
        real numeric = central_difference(f, context, &knob[i], h);
        agree += gradients_agree(gradient[i], numeric);
        real off = size_of(gradient[i] - numeric);
        if (largest != largest)
            continue;  // a NaN stays the worst
        if (!(off <= largest))
            largest = off, at = i;
    }
    if (worst)
        *worst = at;
    return agree;
}
