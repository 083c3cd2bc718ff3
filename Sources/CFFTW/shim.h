#pragma once
#include <fftw3.h>

/* Swift does not import arrays of unknown size. */
static inline const char *cfftw_version(void) { return fftw_version; }

/* Swift has no way to ask for memory that will be needed soon. */
static inline void cfftw_prefetch(const void *address) {
  __builtin_prefetch(address, 0, 2);
}
