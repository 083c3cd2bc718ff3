/// How one axis is discretised: a family of Gram symbols b₀, b₁, …, where b_m(θ) is the squared
/// size of the m-th weak derivative of the mode with phase θ = κh a cell.
public enum Discretization: Hashable, Sendable {
  /// b_m = κ^{2m}: trigonometric functions.
  case spectral
  /// b_m = (δ/h)^{2m}, δ the truncated arcsine series: differences between nodes and cells.
  case staggered(order: Int)
  /// b_m = b₁^m, b₁ the textbook Laplacian of 3, 5, 7, 9 points.
  case stencil(order: Int)
  /// b_m = (centred first difference)^{2m}: does not see the checkerboard.
  case centred(order: Int)
  /// b_m = b₁^m, b₁ = δ²/(1 + δ²/12): the compact Laplacian of order 4, the same on every axis.
  case mehrstellen
  /// Gram matrices of B-splines; degree 1 is the linear finite element.
  case spline(degree: Int)
}

extension Discretization: CustomStringConvertible {
  /// `staggered, order 2`
  public var description: String {
    switch self {
    case .spectral: "spectral"
    case .staggered(let order): "staggered, order \(order)"
    case .stencil(let order): "stencil, order \(order)"
    case .centred(let order): "centred, order \(order)"
    case .mehrstellen: "mehrstellen"
    case .spline(let degree): "spline, degree \(degree)"
    }
  }
}
