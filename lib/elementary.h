/* elementary.h: the elementary functions, from basic arithmetic only.
 *
 * A libm differs from machine to machine in the last digit, and a difference
 * in the last digit becomes a different story after a thousand steps of
 * training. These give the same bits on every machine, compiler and
 * optimisation level: only +, -, * and /, which IEEE 754 fixes, in a
 * fixed order, without FMA.
 */
#ifndef DOWNHILL_ELEMENTARY_H
#define DOWNHILL_ELEMENTARY_H

#include "base.h"

DOWNHILL_BEGIN

/* Beside each the largest error, in units of the last place, that a search has
 * found (tests/vectors/ulp_mpfr.c: some 10⁸ arguments of each, most of them
 * where errors are largest), rounded up. Special values are those of C11, Annex
 * F. As its figure says, m_pow(x, 2) may differ from x·x in the last bit.
 */
double m_exp(double x);            // 1.05
double m_log(double x);            // 0.88
double m_tanh(double x);           // 2.62
double m_sigmoid(double x);        // 2.50: 1/(1 + e⁻ˣ), without overflow
double m_pow(double x, double y);  // 1.05

/* For |x| <= 1e5; NaN beyond, where the sealed table of π that a libm carries
 * would be needed. m_sincos gives both for the price of one.
 */
double m_sin(double x);  // 0.87
double m_cos(double x);  // 0.89
void m_sincos(double x, double *sine, double *cosine);

/* The same over arrays of n numbers; y may be x. In the float build a number is
 * computed in double and rounded once.
 */
void m_exp_each(real *y, const real *x, size_t n);
void m_log_each(real *y, const real *x, size_t n);
void m_tanh_each(real *y, const real *x, size_t n);
void m_sigmoid_each(real *y, const real *x, size_t n);

DOWNHILL_END

#endif
