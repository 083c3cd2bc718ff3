/// One of FFTW's libraries: libfftw3f, libfftw3, libfftw3l.
///
/// Arrays are raw, so that the choice can be made once, when a plan is made, and carried as a
/// metatype. The planner's functions may only be called while ``Planner`` is held.
protocol FFTWPrecision: SendableMetatype {
  /// `fftw_plan_guru64_…`; nil if there is no such plan.
  static func plan(
    _ problem: PlanProblem, _ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer,
    flags: UInt32
  ) -> OpaquePointer?

  /// `fftw_execute_…`: safe from several threads at once.
  static func execute(
    _ plan: OpaquePointer, as transform: PlanProblem.Transform,
    _ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer)

  /// `fftw_destroy_plan`
  static func destroy(_ plan: OpaquePointer)

  /// `fftw_export_wisdom_to_string`
  static func exportWisdom() -> String
  /// `fftw_import_wisdom_from_string`
  static func importWisdom(_ text: String) -> Bool
  /// `fftw_forget_wisdom`
  static func forgetWisdom()
}

extension TransformScalar {
  /// The library of this precision. Traps for a type that FFTW does not know.
  static var fftw: any FFTWPrecision.Type {
    guard let library = Self.self as? any FFTWPrecision.Type else {
      preconditionFailure("FFTW has no transforms of \(Self.self)")
    }
    return library
  }
}
