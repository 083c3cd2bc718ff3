import Discretizations
import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Transforms

extension LevelRun {
  /// √a(e, e), e = v − u, with ∫ (β + ½b·n) e² over free sides, by Gauss quadrature on the grid of v.
  ///
  /// Where u has kinks in cells its slopes f are taken by their projections there: v is resolved, so that
  /// ∫ (v − f)² is that of v − P f with ∫ (f − P f)².
  func energy(
    of v: Coefficients<Scalar>, less u: Formula, _ op: SecondOrderOperator, _ points: Int
  ) throws(StudyError) -> Double {
    let rank = grid.rank
    let zero = [Int](repeating: 0, count: rank)
    var derivatives: [(alpha: [Int], formula: Formula)] = [(zero, u)]
    do {
      for i in 0..<rank {
        let alpha = zero.indices.map { $0 == i ? 1 : 0 }
        derivatives.append((alpha, try u.derivative(alpha)))
      }
    } catch {
      throw .notDifferentiable(expression: "exact", reason: "\(error)")
    }
    let shifted = ShiftedTransform<Scalar>(v.space.transform.kinds)
    let held = HeldDerivatives(v, by: shifted)
    let zeros = [Scalar](repeating: 0, count: shifted.count)
    // Without a reaction the density has no e².
    let cuts = derivatives.map { alpha, formula in
      let f = alpha == zero && op.reaction.isZero ? 0 : formula
      return CutCells<Scalar>(f, on: v.grid, points: points)
    }
    var total: Scalar = 0
    GaussLattices<Scalar>(v.grid, points: points).forEach { offsets, places, share in
      let e = zip(derivatives, cuts).map { derivative, cuts -> [Scalar] in
        let (alpha, formula) = derivative
        if alpha == zero, op.reaction.isZero { return zeros }
        var e = held.values(alpha, offsets)
        guard !formula.isZero else { return e }
        var u = formula.valuesByThreads(on: places)
        cuts.correct(&u, offsets: offsets)
        for p in e.indices { e[p] -= u[p] }
        return e
      }
      var density = op.density(e[0], Array(e[1...]), at: places)
      for (i, cuts) in cuts.enumerated() where !cuts.isEmpty {
        var rests = e.map { _ in zeros }
        cuts.addRest(to: &rests[i])
        let more = op.density(rests[0], Array(rests[1...]), at: places)
        for p in density.indices { density[p] += more[p] }
      }
      total += share * density.withUnsafeBufferPointer { pairwiseSum($0) }
    }
    total *= Scalar(v.grid.cellVolume)
    for side in try naturalSides(of: v.grid, points: points) {
      total += side.energy(side.trace(of: v.values), less: u.trace(on: side.side, of: grid))
    }
    return Double(total.squareRoot())
  }
}
