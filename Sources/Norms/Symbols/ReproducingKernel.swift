public import Discretizations
public import Fields
public import Grids
import RealModule
public import Transforms

/// The kernel of a norm ‖u‖² = Σ μ_k w_k |û_k|²: the functions that evaluate at a point.
///
///     K(x, y) = Σ_k φ_k(x) φ̄_k(y) / (μ_k w_k),    (u, K(·, x))_w = u(x)
///
/// By the inequality of Cauchy and Schwarz the best constant of |u(x)| ≤ C(x) ‖u‖ is C(x)² = K(x, x),
/// and K(·, x) attains it. Points are those of the grid.
///
/// Source: N. Aronszajn, Theory of reproducing kernels, Trans. Amer. Math. Soc. 68 (1950).
public struct ReproducingKernel<Scalar: TransformScalar>: Sendable {
  /// The functions that the grid resolves.
  public let space: FunctionSpace<Scalar>
  /// w
  public let weight: Symbol<Scalar>
  private let lastMode: LastMode
  private let isWithoutConstant: Bool

  /// The kernel of a weight, on the whole space or on the functions of zero mean.
  public init(
    _ weight: Symbol<Scalar>, in space: FunctionSpace<Scalar>, lastMode: LastMode = .parseval,
    withoutConstant: Bool = false
  ) {
    self.space = space
    self.weight = weight
    self.lastMode = lastMode
    isWithoutConstant = withoutConstant && space.grid.hasConstants
  }

  /// The largest of all K(x, x), and the index of the first point that attains it.
  public struct Peak: Sendable {
    /// K(x, x), the square of the best constant in |u|_∞ ≤ C ‖u‖; infinite where w vanishes on some
    /// function.
    public var value: Scalar
    /// The point's index in row-major order.
    public var point: Int
    /// The stored index of a mode on which w vanishes.
    public var vanishing: [Int]?
  }

  /// max_x K(x, x).
  ///
  /// Squares of sines and cosines are (1 ∓ cos 2κx)/2, so that the diagonal is one cosine series
  /// on the bounded axes, where it is summed by a transform; along a periodic axis it is constant.
  ///
  /// - Complexity: O(N) and one transform over the bounded axes.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func peak() -> Peak {
    let even = EvenPart<Scalar>(space.grid)
    var vanishing: [Int]?
    walk { leading, terms in
      for k in terms.indices where terms[k].isInfinite {
        if vanishing == nil { vanishing = leading + [k] }
        terms[k] = 0
      }
      even.add(UnsafeBufferPointer(terms), leading)
    }
    if vanishing != nil { return Peak(value: .infinity, point: 0, vanishing: vanishing) }
    let peak = even.largest()
    return Peak(value: peak.value, point: peak.point)
  }

  /// K(·, x) at the point with this index, the function that attains u(x) = K(x, x)^½ ‖u‖.
  ///
  /// - Complexity: two transforms.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func section(at point: Int) -> Field<Scalar> {
    // The unit mass at x has the coefficients φ̄_k(x)/μ_k.
    var delta = Field<Scalar>(in: space)
    let shape = space.grid.shape
    var rest = point
    var mass: Extended = 1
    for a in shape.indices.reversed() {
      mass *= space.grid.axes[a].weight(rest % shape[a])
      rest /= shape[a]
    }
    delta.values[point] = Scalar(1 / mass)
    var uHat = Coefficients(delta)
    let shares = shares
    uHat.multiplyRows(complex: false) { leading, row, _ in
      weight.fill(leading, row)
      var c: Scalar = 1
      for (axis, i) in leading.enumerated() { c *= shares[axis][i] }
      let last = shares[leading.count]
      for k in row.indices {
        let divisor = c * last[k] * row[k]
        row[k] = divisor == 0 ? 0 : 1 / divisor
      }
      if isWithoutConstant, leading.allSatisfy({ $0 == 0 }) { row[0] = 0 }
    }
    return Field(consuming: uHat)
  }

  /// The share of a last mode in its grid energy, along each axis.
  private var shares: [[Scalar]] {
    space.grid.tabulate { axis, i in
      Scalar(axis.squareNorm(i, lastMode: lastMode) / axis.squareNorm(i))
    }
  }

  /// Hands out multiplicity/(μ w) a row at a time, infinite where w vanishes; 0 for modes that are
  /// left out.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  private func walk(_ body: ([Int], UnsafeMutableBufferPointer<Scalar>) -> Void) {
    let grid = space.grid
    let shape = grid.spectrumShape
    // |φ|²/μ of a mode of either sign, 0 for a last mode that is dropped.
    let inverse = grid.axes.indices.map { a in
      (0..<shape[a]).map { i -> Scalar in
        let mu = grid.axes[a].squareNorm(i, lastMode: lastMode)
        return mu == 0 ? 0 : Scalar(Extended(grid.multiplicity(axis: a, stored: i)) / mu)
      }
    }
    let last = inverse[shape.count - 1]
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: shape.last!) { row in
      for r in 0..<shape.dropLast().reduce(1, *) {
        let leading = grid.leadingModes(r)
        weight.fill(leading, row)
        var c: Scalar = 1
        for (axis, i) in leading.enumerated() { c *= inverse[axis][i] }
        for k in row.indices {
          let numerator = c * last[k]
          row[k] = numerator == 0 ? 0 : numerator / row[k]
        }
        if isWithoutConstant, r == 0 { row[0] = 0 }
        body(leading, row)
      }
    }
  }
}

extension ReproducingKernel {
  /// The kernel of a norm as a discretisation sees it; nil for a norm that is not a weight, and
  /// where the discretisation is not conforming.
  public init?(
    _ norm: Norm, scheme: Scheme = .spectral, in space: FunctionSpace<Scalar>,
    lastMode: LastMode = .parseval, withoutConstant: Bool = false
  ) {
    guard let weight = norm.symbol(scheme, on: space.grid, Scalar.self) else { return nil }
    self.init(
      weight, in: space, lastMode: scheme.isSpectral ? lastMode : .parseval,
      withoutConstant: withoutConstant)
  }
}
