import CFFTW

// The only file that knows fftw_complex, a C array of two reals that Swift sees as a tuple.

extension Float: FFTWPrecision {
  static func plan(
    _ problem: PlanProblem, _ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer,
    flags: UInt32
  ) -> OpaquePointer? {
    var size = fftwf_iodim64(n: problem.length, is: 1, os: 1)
    var batch = fftwf_iodim64(n: problem.rows, is: problem.inputPitch, os: problem.outputPitch)
    switch problem.transform {
    case .complexForward, .complexBackward:
      let sign = problem.transform == .complexForward ? FFTW_FORWARD : FFTW_BACKWARD
      return fftwf_plan_guru64_dft(
        1, &size, 1, &batch, input.assumingMemoryBound(to: fftwf_complex.self),
        output.assumingMemoryBound(to: fftwf_complex.self), sign, flags)
    case .realToComplex:
      return fftwf_plan_guru64_dft_r2c(
        1, &size, 1, &batch, input.assumingMemoryBound(to: Float.self),
        output.assumingMemoryBound(to: fftwf_complex.self), flags)
    case .complexToReal:
      return fftwf_plan_guru64_dft_c2r(
        1, &size, 1, &batch, input.assumingMemoryBound(to: fftwf_complex.self),
        output.assumingMemoryBound(to: Float.self), flags)
    case .real(let kind):
      var code = kind.code
      return fftwf_plan_guru64_r2r(
        1, &size, 1, &batch, input.assumingMemoryBound(to: Float.self),
        output.assumingMemoryBound(to: Float.self), &code, flags)
    }
  }

  static func execute(
    _ plan: OpaquePointer, as transform: PlanProblem.Transform,
    _ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer
  ) {
    switch transform {
    case .complexForward, .complexBackward:
      fftwf_execute_dft(
        plan, input.assumingMemoryBound(to: fftwf_complex.self),
        output.assumingMemoryBound(to: fftwf_complex.self))
    case .realToComplex:
      fftwf_execute_dft_r2c(
        plan, input.assumingMemoryBound(to: Float.self),
        output.assumingMemoryBound(to: fftwf_complex.self))
    case .complexToReal:
      fftwf_execute_dft_c2r(
        plan, input.assumingMemoryBound(to: fftwf_complex.self),
        output.assumingMemoryBound(to: Float.self))
    case .real:
      fftwf_execute_r2r(
        plan, input.assumingMemoryBound(to: Float.self),
        output.assumingMemoryBound(to: Float.self))
    }
  }

  static func destroy(_ plan: OpaquePointer) { fftwf_destroy_plan(plan) }

  static func exportWisdom() -> String {
    guard let text = fftwf_export_wisdom_to_string() else { return "" }
    defer { fftwf_free(text) }
    return String(cString: text)
  }

  static func importWisdom(_ text: String) -> Bool { fftwf_import_wisdom_from_string(text) == 1 }

  static func forgetWisdom() { fftwf_forget_wisdom() }
}

extension Double: FFTWPrecision {
  static func plan(
    _ problem: PlanProblem, _ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer,
    flags: UInt32
  ) -> OpaquePointer? {
    var size = fftw_iodim64(n: problem.length, is: 1, os: 1)
    var batch = fftw_iodim64(n: problem.rows, is: problem.inputPitch, os: problem.outputPitch)
    switch problem.transform {
    case .complexForward, .complexBackward:
      let sign = problem.transform == .complexForward ? FFTW_FORWARD : FFTW_BACKWARD
      return fftw_plan_guru64_dft(
        1, &size, 1, &batch, input.assumingMemoryBound(to: fftw_complex.self),
        output.assumingMemoryBound(to: fftw_complex.self), sign, flags)
    case .realToComplex:
      return fftw_plan_guru64_dft_r2c(
        1, &size, 1, &batch, input.assumingMemoryBound(to: Double.self),
        output.assumingMemoryBound(to: fftw_complex.self), flags)
    case .complexToReal:
      return fftw_plan_guru64_dft_c2r(
        1, &size, 1, &batch, input.assumingMemoryBound(to: fftw_complex.self),
        output.assumingMemoryBound(to: Double.self), flags)
    case .real(let kind):
      var code = kind.code
      return fftw_plan_guru64_r2r(
        1, &size, 1, &batch, input.assumingMemoryBound(to: Double.self),
        output.assumingMemoryBound(to: Double.self), &code, flags)
    }
  }

  static func execute(
    _ plan: OpaquePointer, as transform: PlanProblem.Transform,
    _ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer
  ) {
    switch transform {
    case .complexForward, .complexBackward:
      fftw_execute_dft(
        plan, input.assumingMemoryBound(to: fftw_complex.self),
        output.assumingMemoryBound(to: fftw_complex.self))
    case .realToComplex:
      fftw_execute_dft_r2c(
        plan, input.assumingMemoryBound(to: Double.self),
        output.assumingMemoryBound(to: fftw_complex.self))
    case .complexToReal:
      fftw_execute_dft_c2r(
        plan, input.assumingMemoryBound(to: fftw_complex.self),
        output.assumingMemoryBound(to: Double.self))
    case .real:
      fftw_execute_r2r(
        plan, input.assumingMemoryBound(to: Double.self),
        output.assumingMemoryBound(to: Double.self))
    }
  }

  static func destroy(_ plan: OpaquePointer) { fftw_destroy_plan(plan) }

  static func exportWisdom() -> String {
    guard let text = fftw_export_wisdom_to_string() else { return "" }
    defer { fftw_free(text) }
    return String(cString: text)
  }

  static func importWisdom(_ text: String) -> Bool { fftw_import_wisdom_from_string(text) == 1 }

  static func forgetWisdom() { fftw_forget_wisdom() }
}

#if arch(x86_64) || arch(i386)
  extension Float80: FFTWPrecision {
    static func plan(
      _ problem: PlanProblem, _ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer,
      flags: UInt32
    ) -> OpaquePointer? {
      var size = fftwl_iodim64(n: problem.length, is: 1, os: 1)
      var batch = fftwl_iodim64(n: problem.rows, is: problem.inputPitch, os: problem.outputPitch)
      switch problem.transform {
      case .complexForward, .complexBackward:
        let sign = problem.transform == .complexForward ? FFTW_FORWARD : FFTW_BACKWARD
        return fftwl_plan_guru64_dft(
          1, &size, 1, &batch, input.assumingMemoryBound(to: fftwl_complex.self),
          output.assumingMemoryBound(to: fftwl_complex.self), sign, flags)
      case .realToComplex:
        return fftwl_plan_guru64_dft_r2c(
          1, &size, 1, &batch, input.assumingMemoryBound(to: Float80.self),
          output.assumingMemoryBound(to: fftwl_complex.self), flags)
      case .complexToReal:
        return fftwl_plan_guru64_dft_c2r(
          1, &size, 1, &batch, input.assumingMemoryBound(to: fftwl_complex.self),
          output.assumingMemoryBound(to: Float80.self), flags)
      case .real(let kind):
        var code = kind.code
        return fftwl_plan_guru64_r2r(
          1, &size, 1, &batch, input.assumingMemoryBound(to: Float80.self),
          output.assumingMemoryBound(to: Float80.self), &code, flags)
      }
    }

    static func execute(
      _ plan: OpaquePointer, as transform: PlanProblem.Transform,
      _ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer
    ) {
      switch transform {
      case .complexForward, .complexBackward:
        fftwl_execute_dft(
          plan, input.assumingMemoryBound(to: fftwl_complex.self),
          output.assumingMemoryBound(to: fftwl_complex.self))
      case .realToComplex:
        fftwl_execute_dft_r2c(
          plan, input.assumingMemoryBound(to: Float80.self),
          output.assumingMemoryBound(to: fftwl_complex.self))
      case .complexToReal:
        fftwl_execute_dft_c2r(
          plan, input.assumingMemoryBound(to: fftwl_complex.self),
          output.assumingMemoryBound(to: Float80.self))
      case .real:
        fftwl_execute_r2r(
          plan, input.assumingMemoryBound(to: Float80.self),
          output.assumingMemoryBound(to: Float80.self))
      }
    }

    static func destroy(_ plan: OpaquePointer) { fftwl_destroy_plan(plan) }

    static func exportWisdom() -> String {
      guard let text = fftwl_export_wisdom_to_string() else { return "" }
      defer { fftwl_free(text) }
      return String(cString: text)
    }

    static func importWisdom(_ text: String) -> Bool { fftwl_import_wisdom_from_string(text) == 1 }

    static func forgetWisdom() { fftwl_forget_wisdom() }
  }
#endif

extension PlanProblem.RealTransform {
  fileprivate var code: fftw_r2r_kind {
    switch self {
    case .redft00: FFTW_REDFT00
    case .redft10: FFTW_REDFT10
    case .redft01: FFTW_REDFT01
    case .redft11: FFTW_REDFT11
    case .rodft00: FFTW_RODFT00
    case .rodft10: FFTW_RODFT10
    case .rodft01: FFTW_RODFT01
    case .rodft11: FFTW_RODFT11
    }
  }
}
