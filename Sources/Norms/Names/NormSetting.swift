/// What a norm's definition depends on beside the norm: the form of a problem, and what is measured.
public struct NormSetting: Hashable, Sendable {
  /// Whether the problem's form is symmetric; the energy is that of its symmetric part.
  public var hasSymmetricForm = true
  /// Whether values at points are measured.
  public var hasPoints = true
  /// Whether functions are measured.
  public var hasFunctions = false

  /// Values at points, beside a symmetric form.
  public init() {}
}
