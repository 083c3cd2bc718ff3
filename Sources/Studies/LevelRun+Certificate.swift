import Fields
import Grids
import RealModule
import Solvers
import Transforms

extension LevelRun {
  /// What this run checks of itself: grid sums against lattice sums, and the last modes' share.
  func certify(_ certificate: inout Certificate) {
    let uHat = Coefficients(solution.u)
    let one = Symbol<Scalar>.one(on: grid)
    let lattice = uHat.energy(one)
    guard lattice > 0, lattice.isFinite else { return }
    let sum = solution.u.inner(solution.u)
    let gap = Double((sum - lattice).magnitude / lattice)
    certificate.parsevalGap = max(certificate.parsevalGap ?? 0, gap)
    let share = Double((lattice - uHat.energy(one, lastMode: .drop)) / lattice)
    certificate.lastModeShare = max(certificate.lastModeShare ?? 0, share, 0)
  }
}
