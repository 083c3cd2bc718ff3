public import Formulas
public import Grids

/// An expression e(x, u, ∇u) and where it is integrated.
public struct Integrand: Sendable {
  /// What e may hold besides the point.
  public enum Variable: Hashable, Sendable {
    /// u
    case value
    /// ∂u along an axis
    case slope(axis: Int)
    /// ∂u/∂n outwards, on a side
    case normal
  }

  /// Where.
  public enum Place: Hashable, Sendable {
    case box
    case side(BoxSide)
    /// All sides.
    case boundary
  }

  /// e; its variables beyond x, y, z are the ``variables``, in their order.
  public let formula: Formula
  /// What the formula's further variables mean.
  public let variables: [Variable]
  /// Where it is integrated.
  public let place: Place

  /// Traps for a normal derivative without a side.
  public init(_ formula: Formula, of variables: [Variable], over place: Place) {
    precondition(place != .box || !variables.contains(.normal), "inside of a box is no normal")
    self.formula = formula
    self.variables = variables
    self.place = place
  }
}

extension Integrand: Hashable {
  /// Whether both are the same expression at the same place.
  public static func == (a: Integrand, b: Integrand) -> Bool {
    a.place == b.place && a.variables == b.variables
      && a.formula.description == b.formula.description
  }

  /// Feeds what is compared.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(place)
    hasher.combine(variables)
  }
}
