/// The functions of the language, and those that only derivatives and operators need.
enum Function: String, CaseIterable, Sendable {
  case sin, cos, tan, asin, acos, atan, atan2, sinh, cosh, tanh, asinh, acosh, atanh
  case exp, expm1, log, log1p, log10, log2, sqrt, cbrt, erf, erfc, gamma, hypot
  case abs, sign, heaviside, min, max, floor, ceil, mod
  case choice = "if"
  /// a^b where b is not constant.
  case power = "^"
  case less = "<"
  case lessEqual = "<="
  case equal = "=="
  case notEqual = "!="
  /// The derivative of |u|: sign(u), known to be piecewise constant.
  case side
  /// ψ⁽ⁿ⁾(u), the derivatives of log Γ: its operands are n and u.
  case polygamma
}

extension Function {
  /// The functions that a user may write.
  static let named = allCases.filter { $0.parameters != nil }

  /// The function of that name in the language.
  init?(name: String) {
    guard let function = Function(rawValue: name), function.parameters != nil else { return nil }
    self = function
  }

  /// The parameters as messages show them; nil if users cannot write the function.
  var parameters: [String]? {
    switch self {
    case .atan2: ["y", "x"]
    case .hypot: ["x", "y"]
    case .min, .max, .mod: ["a", "b"]
    case .choice: ["c", "a", "b"]
    case .power, .less, .lessEqual, .equal, .notEqual, .side, .polygamma: nil
    default: ["x"]
    }
  }

  /// Whether more operands than `parameters` are folded from the left.
  var isVariadic: Bool { self == .min || self == .max || self == .hypot }

  /// The name with its parameters: `gamma(x)`.
  var signature: String { rawValue + "(" + (parameters ?? []).joined(separator: ", ") + ")" }

  /// Whether the function is analytic but for poles and ends of its domain.
  var isSmooth: Bool {
    switch self {
    case .abs, .sign, .heaviside, .min, .max, .floor, .ceil, .mod, .choice, .cbrt, .atan2, .side,
      .less, .lessEqual, .equal, .notEqual:
      false
    default: true
    }
  }

  /// Whether the function is analytic at every number: no poles either, and no ends of its domain.
  var isAnalytic: Bool {
    switch self {
    case .sin, .cos, .atan, .sinh, .cosh, .tanh, .asinh, .exp, .expm1, .erf, .erfc: true
    default: false
    }
  }

  /// Whether the derivative is a distribution, or zero but for jumps.
  var isRefusedByDerivatives: Bool {
    switch self {
    case .sign, .heaviside, .floor, .ceil, .mod, .less, .lessEqual, .equal, .notEqual: true
    default: false
    }
  }

  /// The comparison's sign between its operands, if this is one.
  var isComparison: Bool {
    switch self {
    case .less, .lessEqual, .equal, .notEqual: true
    default: false
    }
  }
}
