import Fields
import Grids
import RealModule
import Solvers
import Transforms

extension LevelRun {
  /// What this run checks of itself: grid sums against lattice sums, and the last modes' share.
  func certify(_ certificate: inout Certificate) {
    let one = Symbol<Scalar>.one(on: grid)
    let symbols = grid.axes.allSatisfy { $0.lastMode == nil } ? [one] : [one, withoutLastModes]
    let unit = solution.u.unitOfSquares
    let u = unit == 1 ? solution.u : 1 / unit * solution.u
    let energies = u.energies(symbols)
    let lattice = energies[0]
    guard lattice > 0, lattice.isFinite else { return }
    let sum = u.inner(u)
    let gap = Double((sum - lattice).magnitude / lattice)
    certificate.parsevalGap = max(certificate.parsevalGap ?? 0, gap)
    let share = energies.count > 1 ? Double((lattice - energies[1]) / lattice) : 0
    certificate.lastModeShare = max(certificate.lastModeShare ?? 0, share, 0)
  }

  /// 1, and 0 on the last mode of each axis.
  private var withoutLastModes: Symbol<Scalar> {
    let tables = grid.axes.indices.map { a -> [Scalar] in
      var table = [Scalar](repeating: 1, count: grid.spectrumShape[a])
      if let last = grid.axes[a].lastMode { table[last] = 0 }
      return table
    }
    return Symbol(.products([.init(1, tables)]))
  }
}
