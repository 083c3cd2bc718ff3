import Discretizations
import Fields
import Grids
import RealModule
import Transforms

/// ∂^α at the places of one quadrature, as a linear map of grid functions and with its adjoint.
///
/// Acts on nodal values; on B-spline coefficients where the scheme is Galerkin.
struct DerivativeMap<Scalar: TransformScalar> {
  /// The space it acts on.
  let source: FunctionSpace<Scalar>
  /// Orders of the collocated derivatives, taken before the sparse ones; 0 on the other axes.
  let collocated: [Int]
  /// Where these lead.
  let middle: FunctionSpace<Scalar>
  /// Differences, or splines evaluated between their knots.
  let sparse: TensorMap<Scalar>
  /// The quadrature at the places where the derivative lives, one table an axis.
  let weights: [[Scalar]]

  /// ∂^α u.
  func callAsFunction(_ u: Field<Scalar>) -> [Scalar] {
    guard collocated.contains(where: { $0 > 0 }) else { return sparse(u.values) }
    var uHat = Coefficients(u)
    if let even = evenOrders { uHat.multiply(by: even) }
    for (a, m) in collocated.enumerated() where !m.isMultiple(of: 2) {
      uHat = uHat.derivative(axis: a)!
    }
    return sparse(Field(consuming: uHat).values)
  }

  /// The field g with (g, v) = Σ w_j f_j (∂^α v)_j for every v, in the grid's inner product.
  ///
  /// A collocated derivative is skew-adjoint between its two spaces; a sparse one is transposed.
  func adjoint(_ f: [Scalar]) -> Field<Scalar> {
    var f = f
    scale(&f, by: weights)
    var values = sparse.transposed(f)
    scale(&values, by: middle.grid.axes.map { $0.weights.map { 1 / Scalar($0) } })
    let g = Field(in: middle, values: values)
    guard collocated.contains(where: { $0 > 0 }) else { return g }
    var gHat = Coefficients(g)
    for (a, m) in collocated.enumerated().reversed() where !m.isMultiple(of: 2) {
      gHat = gHat.derivative(axis: a)!
      gHat.multiply(by: Symbol(.products([.init(-1, gHat.grid.tabulate { _, _ in 1 })])))
    }
    if let even = evenOrders { gHat.multiply(by: even) }
    return Field(in: source, values: Field(consuming: gHat).values)
  }

  /// Π (−κ²)^{⌊m/2⌋}, last modes included; nil where it is 1.
  private var evenOrders: Symbol<Scalar>? {
    guard collocated.contains(where: { $0 > 1 }) else { return nil }
    let grid = source.grid
    return Symbol(
      .products([
        .init(
          1,
          grid.axes.indices.map { a in
            (0..<grid.spectrumShape[a]).map { i in
              let kappa = Scalar(grid.axes[a].frequency(i))
              return (0..<(collocated[a] / 2)).reduce(1) { p, _ in -p * kappa * kappa }
            }
          })
      ]))
  }
}
