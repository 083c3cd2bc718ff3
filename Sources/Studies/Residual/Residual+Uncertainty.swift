import Fields
import Formulas
import Grids
import Solvers
import Transforms

/// R by a second quadrature on cells that data cut.
extension Residual {
  /// That R less R itself, by its coefficients; nil where all integrals are known to round-off.
  func uncertainty() -> Coefficients<Scalar>? {
    guard cuts.areUncertain else { return nil }
    let count = projection.shifted.count
    var total = projection.coefficients(conjugate: plain) { offsets, _, _ in
      var g = cuts.source.difference(count, offsets: offsets)
      if cuts.reaction.areUncertain {
        let c = cuts.reaction.difference(count, offsets: offsets)
        let v = slope(nil, offsets)
        for i in g.indices { g[i] -= c[i] * v[i] }
      }
      return g
    }
    for i in grid.axes.indices {
      let columns = grid.axes.indices.filter { cuts.diffusion[i][$0].areUncertain }
      guard cuts.flux[i].areUncertain || !columns.isEmpty else { continue }
      var flux = projection.coefficients(conjugate: plain.indices.map { $0 == i }) {
        offsets, _, _ in
        var q = cuts.flux[i].difference(count, offsets: offsets)
        for p in q.indices { q[p] = -q[p] }
        for j in columns {
          let a = cuts.diffusion[i][j].difference(count, offsets: offsets)
          let slope = slope(j, offsets)
          for p in q.indices { q[p] += a[p] * slope[p] }
        }
        return q
      }
      flux.differentiateConjugate(axis: i)
      total.add(1, flux)
    }
    derivatives.forget()
    return total
  }
}
