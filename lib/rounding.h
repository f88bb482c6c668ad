/* rounding.h: every product and every sum is rounded by itself.
 *
 * Left alone, gcc and clang make one operation of a·b + c, rounded once, where
 * the processor has it; the last bits of a result then tell of the compiler,
 * its flags and the machine. This asks them not to, whatever the flags, from
 * here to the end of the file that includes it: every file of the library that
 * reckons, and yours where it includes scalar.h, whose functions become a part of
 * your own. -ffast-math and its parts, which take sums apart and believe in no
 * NaN, are refused where the compiler tells of them (clang and older gcc tell of
 * -ffast-math and -ffinite-math-only alone).
 */
#ifndef DOWNHILL_ROUNDING_H
#define DOWNHILL_ROUNDING_H

#include <float.h>

#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off")
#endif

// (16 is 0 on a processor that has shorter numbers too.)
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 || defined(__FAST_MATH__) || \
    __FINITE_MATH_ONLY__ || defined(__ASSOCIATIVE_MATH__) ||                   \
    defined(__RECIPROCAL_MATH__)
#error "Downhill needs float and double computed as what they are: on x86 \
-msse2 -mfpmath=sse, on s390x -fexcess-precision=fast, nowhere -ffast-math or a \
part of it"
#endif

#endif
