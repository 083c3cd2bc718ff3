public import Discretizations
public import Norms

/// Two norms whose ratio an equivalence study takes.
///
///     c ‖u‖_right ≤ ‖u‖_left ≤ C ‖u‖_right
public struct NormPair: Sendable {
  /// A norm, and the discretisation that sees it.
  public struct Side: Sendable {
    /// What is measured.
    public var norm: Norm
    /// By what; its load and quadrature do not matter.
    public var method: Method

    /// A norm as a method sees it.
    public init(_ norm: Norm, by method: Method = Method("spectral", [.spectral])) {
      self.norm = norm
      self.method = method
    }

    /// `|H1| fd2`
    public var name: String { "\(norm) \(method.name)" }

    var scheme: Scheme { Scheme(method.kinds) }
  }

  /// The functions over which the extremes are taken.
  public enum Subspace: String, Sendable, CaseIterable {
    /// All that the grid resolves.
    case all
    /// All but the constants.
    case zeroMean = "zero-mean"
  }

  /// The name, as it is printed.
  public var name: String
  /// The norm above the line.
  public var left: Side
  /// The norm below it.
  public var right: Side
  /// Over which functions.
  public var subspace = Subspace.all
  /// Whether the ratio's square is tabulated.
  public var isSquared = false
  /// p where h^p times the ratio is tabulated.
  public var scale = 0.0
  /// The limits of the tabulated constants, where they are known in closed form.
  public var known = EquivalenceConstants<Double>()
  /// The expressions that gave them, for the table.
  public var knownNotes = EquivalenceConstants<String>()

  /// The ratio ‖u‖_left/‖u‖_right by its name.
  public init(_ name: String, _ left: Side, over right: Side) {
    self.name = name
    self.left = left
    self.right = right
  }

  /// The functions that are compared: a homogeneous norm of negative order is defined on those of
  /// zero mean only.
  public var effectiveSubspace: Subspace {
    left.norm.needsZeroMean || right.norm.needsZeroMean ? .zeroMean : subspace
  }

  /// Whether the left side is the maximum, which is no weight: there is only C then, the constant of
  /// an embedding.
  public var isEmbedding: Bool { left.norm == .lInfinity }
}

/// What belongs to the lower and to the upper constant of a pair.
public struct EquivalenceConstants<Value: Sendable>: Sendable {
  /// Of c; nil where there is none.
  public var lower: Value?
  /// Of C.
  public var upper: Value?

  /// A value for each constant that has one.
  public init(lower: Value? = nil, upper: Value? = nil) {
    self.lower = lower
    self.upper = upper
  }
}
