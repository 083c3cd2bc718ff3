#pragma once
#include <fftw3.h>

/* Swift does not import arrays of unknown size. */
static inline const char *cfftw_version(void) { return fftw_version; }

/* Swift has no way to ask for memory that will be needed soon. */
static inline void cfftw_prefetch(const void *address) {
  __builtin_prefetch(address, 0, 2);
}

/* c + a b and c - a b, fused where the machine has it: what Swift's own operators spell out the compiler
   takes apart into scalars and puts together again, not as it was. */
typedef double cfftw_double2 __attribute__((ext_vector_type(2)));
typedef float cfftw_float4 __attribute__((ext_vector_type(4)));

static inline cfftw_double2 cfftw_plus2(cfftw_double2 c, cfftw_double2 a, cfftw_double2 b) {
  return a * b + c;
}
static inline cfftw_double2 cfftw_minus2(cfftw_double2 c, cfftw_double2 a, cfftw_double2 b) {
  return c - a * b;
}
static inline cfftw_float4 cfftw_plus4(cfftw_float4 c, cfftw_float4 a, cfftw_float4 b) {
  return a * b + c;
}
static inline cfftw_float4 cfftw_minus4(cfftw_float4 c, cfftw_float4 a, cfftw_float4 b) {
  return c - a * b;
}
