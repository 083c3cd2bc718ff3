import Fields
import Grids
import RealModule
import Transforms

/// How the coefficients of a function decay: dyadic shells, and what their energies say.
///
/// Shells are halves of each other, from the largest |κ| that every direction resolves downwards:
///
///     E_j = Σ μ_k |û_k|² over 2^{−j−1} K ≤ |κ| < 2^{−j} K,   K = min π/h,
///     s* = sup{s : Σ 4^{sj} E_j < ∞} = −½ slope of log₂ E_j
struct Decay {
  private(set) var shells: [RegularityEstimate.Shell] = []
  private(set) var model = RegularityEstimate.Model.resolved
  private(set) var order: Double?
  private(set) var halfWidth: Double?
  private(set) var strip: RegularityEstimate.Strip?

  /// The decay of a function by the coefficients of its parts.
  ///
  /// - Parameter epsilon: The relative precision of the values.
  init<Scalar: TransformScalar>(_ parts: [Coefficients<Scalar>], epsilon: Double) {
    let grid = parts[0].grid
    let highest = grid.axes.reduce(Extended.infinity) { min($0, .pi / $1.spacing) }
    let lowest = grid.axes.map { ($0.isPeriodic ? 2 : 1) * Extended.pi / $0.length }.min()!
    var edges = [highest]
    while edges[0] > lowest * (1 + 1e-9) { edges.insert(edges[0] / 2, at: 0) }
    let total = parts.reduce(0) { $0 + Double($1.shells([0, .infinity])[0].energy) }
    // Transforms and values are known to ε log₂ N of the whole, spread over all modes.
    let count = Double(grid.count)
    let noise = 64 * epsilon * epsilon * Double.log2(count + 1) * total / count
    let (energies, floors) = Self.energies(parts, edges, noise)
    for j in energies.indices {
      var shell = RegularityEstimate.Shell(
        lower: Double(edges[j]), upper: Double(edges[j + 1]), energy: energies[j])
      if energies[j] <= floors[j] {
        shell.note = "floor"
      } else if j > 0, shells[j - 1].note == nil {
        shell.slope = Double.log2(energies[j - 1] / energies[j]) / 2
      }
      shells.append(shell)
    }
    if !shells.isEmpty, shells[shells.count - 1].note == nil {
      shells[shells.count - 1].note = "aliased"
    }
    chooseModel()
    guard model == .exponential else { return }
    let count1 = Int((highest / lowest / 2).rounded(.down))
    let lines = (0...max(1, min(count1, 4096))).map { (Extended($0) + 0.5) * lowest }
    let (bins, binFloors) = Self.energies(parts, lines, noise)
    strip = Self.strip(bins, floors: binFloors, parts[0].shells(lines).map(\.modes), lines)
  }

  private static func energies<Scalar: TransformScalar>(
    _ parts: [Coefficients<Scalar>], _ edges: [Extended], _ noise: Double
  ) -> (energies: [Double], floors: [Double]) {
    let shells = parts.map { $0.shells(edges) }
    return (
      shells[0].indices.map { j in shells.reduce(0) { $0 + Double($1[j].energy) } },
      shells[0].map { noise * Double($0.modes) }
    )
  }

  /// The model that fits better over the upper half of the shells that count, and its numbers.
  private mutating func chooseModel() {
    let usable = shells.indices.filter { shells[$0].note == nil }
    let isCut = shells.contains { $0.note == "floor" }
    // The upper half of all shells; of those above round-off where it cuts the spectrum off.
    let half = isCut ? usable.count / 2 : shells.count / 2
    var fitted = isCut ? Array(usable.dropFirst(half)) : usable.filter { $0 >= half }
    if fitted.count < 3 { fitted = Array(usable.suffix(3)) }
    guard fitted.count >= 3 else { return }
    for j in fitted { shells[j].isFitted = true }
    let y = fitted.map { Double.log(shells[$0].energy) }
    let one = y.map { _ in 1.0 }
    let logs = fitted.map { Double.log(shells[$0].lower) }
    // A shell of exponential decay is its lowest modes.
    let lows = fitted.map { shells[$0].lower }
    guard let power = LinearFit([one, logs], y), let exponential = LinearFit([one, lows], y) else {
      return
    }
    if exponential.residual < power.residual, exponential.coefficients[1] < 0 {
      model = .exponential
    } else {
      model = .algebraic
      order = -power.coefficients[1] / 2
      halfWidth = power.halfWidths.map { $0[1] / 2 }
    }
  }

  /// a of log |û| = c − b log κ − a κ over bins one mode wide.
  private static func strip(
    _ energies: [Double], floors: [Double], _ modes: [Int], _ edges: [Extended]
  ) -> RegularityEstimate.Strip? {
    // A thousand times round-off in amplitude, so that its logarithm is known to 0.001; ten times
    // where that leaves too few.
    func above(_ factor: Double) -> [Int] {
      energies.indices.filter { energies[$0] > factor * floors[$0] && modes[$0] > 0 }
    }
    let clear = above(1e6)
    let usable = clear.count >= 12 ? clear : above(100)
    func fit(_ bins: ArraySlice<Int>) -> (a: Double, halfWidth: Double?)? {
      let y = bins.map { 0.5 * Double.log(energies[$0] / Double(modes[$0])) }
      let kappa = bins.map { Double(edges[$0] + edges[$0 + 1]) / 2 }
      let one = y.map { _ in 1.0 }
      let columns = [one, kappa] + (bins.count >= 6 ? [kappa.map { Double.log($0) }] : [])
      guard let line = LinearFit(columns, y) else { return nil }
      return (-line.coefficients[1], line.halfWidths?[1])
    }
    let middle = usable.count / 2
    guard let upper = fit(usable[middle...]) ?? fit(usable[...]), upper.a > 0 else { return nil }
    var strip = RegularityEstimate.Strip(width: upper.a)
    strip.halfWidth = upper.halfWidth
    if let lower = fit(usable[..<middle]), middle >= 4 {
      let doubt = (lower.halfWidth ?? 0) + (upper.halfWidth ?? 0)
      strip.isLowerBound = upper.a - lower.a > max(doubt, 0.1 * upper.a)
    }
    return strip
  }
}
