import Formulas
import Solvers
import Transforms

extension SecondOrderOperator {
  /// ∇e·a∇e + c e² at every point, e and its derivatives given there.
  func density<Scalar: TransformScalar>(
    _ e: [Scalar], _ slopes: [[Scalar]], at places: [[Scalar]]
  ) -> [Scalar] {
    var total = [Scalar](repeating: 0, count: e.count)
    func add(_ coefficient: Formula, _ u: [Scalar], _ v: [Scalar]) {
      guard !coefficient.isZero else { return }
      let a = coefficient.values(on: places)
      for i in total.indices { total[i] += a[i] * u[i] * v[i] }
    }
    add(reaction, e, e)
    for i in slopes.indices {
      for j in slopes.indices { add(diffusion(i, j), slopes[i], slopes[j]) }
    }
    return total
  }
}
