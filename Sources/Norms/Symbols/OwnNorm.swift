public import RealModule

/// A function of up to three variables that can be evaluated on a lattice in every precision: an
/// expression of frequencies or of coordinates.
public protocol LatticeFunction: Sendable {
  /// The values at all points of a tensor lattice, row-major, the last axis fastest.
  func values<Scalar: Real & BinaryFloatingPoint & Sendable>(on axes: [[Scalar]]) -> [Scalar]
}

/// A norm by one's own definition.
///
/// Frequencies are kᵢ = √(b₁/b₀) ≥ 0 of each axis, as a discretisation sees them: |κᵢ| for `spectral`,
/// so that λ = Σ kᵢ². Two norms of one name are one norm.
public struct OwnNorm: Sendable {
  /// What is measured.
  public enum Definition: Sendable {
    /// ‖u‖² = Σ μ M w |û|², w a function of the frequencies, not negative.
    case weight(any LatticeFunction)
    /// Another norm of f · m(D) u: m a function of the frequencies, f of the coordinates.
    indirect case modified(
      Norm, multiplier: (any LatticeFunction)?, factor: (any LatticeFunction)?)
  }

  /// The name, as it is printed.
  public let name: String
  /// The norm of `argument` in TeX; nil where the name serves.
  public let tex: String?
  /// What is measured.
  public let definition: Definition
  /// The definition in words, as a caption prints it after the name: `%` is the function, `%^` its
  /// coefficients.
  public let words: String

  /// A norm by its name and definition.
  public init(_ name: String, _ definition: Definition, words: String, tex: String? = nil) {
    self.name = name
    self.definition = definition
    self.words = words
    self.tex = tex
  }
}

extension OwnNorm {
  /// The definition in one line.
  func definition(of letter: Character) -> String {
    name
      + words.replacing("%^", with: "\(letter)\u{302}").replacing("%", with: "\(letter)")
  }
}

extension OwnNorm: Hashable {
  /// Norms of one's own are equal if their names are.
  public static func == (a: OwnNorm, b: OwnNorm) -> Bool { a.name == b.name }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Norm {
  /// A norm of one's own.
  public static func own(_ norm: OwnNorm) -> Norm { Norm(.own(norm)) }
}
