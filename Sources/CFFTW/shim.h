#pragma once
#include <fftw3.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

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

/* Copies past the caches: lines that are written as a whole are not read before. Nobody else may read
   them before cfftw_stream_end. */
#if defined(__SSE2__)
typedef double cfftw_pair __attribute__((vector_size(16), aligned(8), may_alias));
typedef double cfftw_aligned_pair __attribute__((vector_size(16), may_alias));

static inline void cfftw_stream(void *target, const void *source, size_t size) {
  char *to = (char *)target;
  const char *from = (const char *)source;
  size_t head = (64 - ((uintptr_t)to & 63)) & 63;
  if (head > size) head = size;
  memcpy(to, from, head);
  size_t i = head;
  for (; i + 64 <= size; i += 64)
    for (int k = 0; k < 64; k += 16)
      __builtin_nontemporal_store(
          (cfftw_aligned_pair)*(const cfftw_pair *)(from + i + k), (cfftw_aligned_pair *)(to + i + k));
  memcpy(to + i, from + i, size - i);
}

static inline void cfftw_stream_end(void) { __builtin_ia32_sfence(); }
#else
static inline void cfftw_stream(void *target, const void *source, size_t size) {
  memcpy(target, source, size);
}

static inline void cfftw_stream_end(void) {}
#endif
