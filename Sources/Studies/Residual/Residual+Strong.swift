import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Transforms

/// What data beyond the grid may add where R is a function,
///
///     ⟨R, φ⟩ = ∫ r φ − ∫_{∂Ω} n·a∇v φ,     r = g + Σ a_ij ∂_ij v + Σ_j (Σᵢ ∂ᵢa_ij) ∂_j v
///
/// a being smooth, around a seam too. On sides that are free n·a∇v is 0 but where a flux is oblique. g and
/// ∂ᵢqᵢ jump under the reflection at a Dirichlet side each by itself, in a scheme's own solution by nearly
/// opposite amounts, and a full tensor's qᵢ jumps there itself: r has all that cancels left out.
extension Residual {
  /// ‖(I − P) r‖; nil where R is no function in the box, or r not finite.
  func strongTail() -> Scalar? {
    guard let slopes = strongSlopes() else { return nil }
    let rank = grid.rank
    let zeros = grid.axes.map { _ in 0 }
    // −∇·(a∇v) of one a has −Δv in it.
    var image: HeldDerivatives<Scalar>?
    if op.diffusion.isScalar {
      let laplacian = EllipticOperator(diffusion: grid.axes.map { _ in 1 })
      var product = vHat
      product.multiply(by: laplacian.symbol(.spectral, on: grid)!)
      image = HeldDerivatives(product, by: projection.shifted)
    }
    let (_, tail) = projection.project(conjugate: plain, rests: sourceRests) { offsets, places in
      var r = source(offsets, places)
      func add(_ a: Formula, _ alpha: [Int]) {
        guard !a.isZero else { return }
        let a = a.valuesByThreads(on: places)
        let v = derivatives.values(alpha, offsets)
        for p in r.indices { r[p] += a[p] * v[p] }
      }
      if let image {
        let a = op.diffusion(0, 0).valuesByThreads(on: places)
        let v = image.values(zeros, offsets)
        for p in r.indices { r[p] -= a[p] * v[p] }
      }
      for i in 0..<rank {
        add(slopes[i], (0..<rank).map { $0 == i ? 1 : 0 })
        guard image == nil else { continue }
        for j in i..<rank {
          let a = op.diffusion(i, j)
          add(
            i == j ? a : a + op.diffusion(j, i),
            (0..<rank).map { ($0 == i ? 1 : 0) + ($0 == j ? 1 : 0) })
        }
      }
      return r
    }
    derivatives.forget()
    return tail.isFinite ? tail : nil
  }

  /// Σᵢ ∂ᵢa_ij for every j, where R is a function in the box.
  private func strongSlopes() -> [Formula]? {
    guard flux.isEmpty else { return nil }
    let axes = grid.axes.indices
    for i in axes {
      for j in axes {
        let a = op.diffusion(i, j)
        guard a.isSmooth, grid.axes[i].isPeriodic ? isWhole(a, around: i) : true else { return nil }
      }
    }
    return try? axes.map { j in
      try axes.reduce(Formula(0)) {
        $0 + (try op.diffusion($1, j).derivative(Coordinate(rawValue: $1)!))
      }
    }
  }

  /// Whether a has the same values on both ends of a periodic axis, but for half of the digits.
  private func isWhole(_ a: Formula, around i: Int) -> Bool {
    var places = coefficients.space.coordinates
    let ends = [grid.axes[i].lower, grid.axes[i].upper].map { x -> [Scalar] in
      places[i] = [Scalar(x)]
      return a.values(on: places)
    }
    let size = ends.joined().reduce(0) { max($0, $1.magnitude) }
    return zip(ends[0], ends[1]).allSatisfy {
      ($0 - $1).magnitude <= Scalar.ulpOfOne.squareRoot() * size
    }
  }
}
