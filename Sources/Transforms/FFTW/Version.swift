import CFFTW

/// The name and version of the FFTW library in use, for instance `fftw-3.3.10-sse2-avx`.
public let fftwVersion = String(cString: cfftw_version())
