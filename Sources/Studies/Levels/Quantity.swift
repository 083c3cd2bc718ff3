public import Grids
public import Norms

/// An arithmetic expression of functionals of u_h, by the name of its column.
///
/// `"G = 4*pi*value(1/2, 1/2)"` names its column `G`; without a name the text is the name.
public struct Quantity: Sendable {
  /// One functional of u_h.
  public enum Functional: Hashable, Sendable {
    case integral, mean, min, max, energy
    case value([Double])
    case flux(BoxSide)
    /// The flux through the whole boundary.
    case fluxBoundary
    /// ‖u_h‖: with homogeneous data by the method's own Gram symbols, else of the function that the
    /// method means.
    case norm(Norm)
    /// ∫ e(x, u_h, ∇u_h) of the function that the method means.
    case integrand(Integrand)
  }

  /// The name, as it is printed.
  public var name: String
  /// The functionals, bound to the names that ``arithmetic`` uses for them.
  public var functionals: [(name: String, functional: Functional)]
  /// The expression, in which the k-th functional is the k-th of ``functionals``.
  public var arithmetic: @Sendable ([Double]) -> Double
  /// The limit, where the case knows it.
  public var known: Double?

  /// A column by its name, its functionals and the arithmetic on their values.
  public init(
    name: String, functionals: [(name: String, functional: Functional)],
    arithmetic: @escaping @Sendable ([Double]) -> Double
  ) {
    self.name = name
    self.functionals = functionals
    self.arithmetic = arithmetic
  }
}
