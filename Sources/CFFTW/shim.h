#pragma once
#include <fftw3.h>

/* Swift does not import arrays of unknown size. */
static inline const char *cfftw_version(void) { return fftw_version; }
