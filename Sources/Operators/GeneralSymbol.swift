import Fields
import Grids
import Transforms

/// A symbol given by a function of the angular frequencies.
struct GeneralSymbol<Scalar: TransformScalar>: Sendable {
  let isComplex: Bool
  let value: @Sendable (_ kappa: [Scalar]) -> (re: Scalar, im: Scalar)

  /// Writes the symbol at a row of modes. Traps where it does not take real functions to real ones,
  /// or sines to sines.
  func fill(
    _ modes: ModeFrequencies<Scalar>, _ leading: [Int], _ re: UnsafeMutableBufferPointer<Scalar>,
    _ im: UnsafeMutableBufferPointer<Scalar>
  ) {
    precondition(
      !isComplex || modes.grid.isComplex, "a complex symbol needs a periodic axis")
    let last = leading.count
    var kappa = leading.enumerated().map { modes.tables[$0][$1] } + [0]
    var lastModes = leading.enumerated().filter { modes.isLast($0, $1) }.map(\.offset)
    for k in re.indices {
      kappa[last] = modes.tables[last][k]
      let isLast = modes.isLast(last, k)
      if isLast { lastModes.append(last) }
      (re[k], im[k]) = mean(kappa, over: lastModes[...])
      check(kappa, modes.grid)
      if isLast { lastModes.removeLast() }
    }
  }

  /// The mean of m over both signs of the axes' frequencies: what a last mode, half e^{iκx} and half
  /// e^{−iκx}, sees on the grid.
  private func mean(_ kappa: [Scalar], over axes: ArraySlice<Int>) -> (re: Scalar, im: Scalar) {
    guard let a = axes.first else { return value(kappa) }
    var flipped = kappa
    flipped[a] = -flipped[a]
    let (m, n) = (mean(kappa, over: axes.dropFirst()), mean(flipped, over: axes.dropFirst()))
    return ((m.re + n.re) / 2, (m.im + n.im) / 2)
  }

  private func check(_ kappa: [Scalar], _ grid: Grid) {
    let m = value(kappa)
    let tolerance = 64 * Scalar.ulpOfOne * (m.re.magnitude + m.im.magnitude)
    for (a, axis) in grid.axes.enumerated() where !axis.isPeriodic {
      var mirrored = kappa
      mirrored[a] = -kappa[a]
      let n = value(mirrored)
      precondition(
        !((n.re - m.re).magnitude > tolerance || (n.im - m.im).magnitude > tolerance),
        "a symbol on a bounded axis must be even: m(κ) ≠ m(−κ) at \(kappa)")
    }
    let n = value(kappa.map { -$0 })
    precondition(
      !((n.re - m.re).magnitude > tolerance || (n.im + m.im).magnitude > tolerance),
      "m(−κ) is not the conjugate of m(κ) at \(kappa): real functions would become complex")
  }
}

/// The angular frequencies of a grid's stored modes, a table an axis.
struct ModeFrequencies<Scalar: TransformScalar> {
  let grid: Grid
  let tables: [[Scalar]]

  init(_ grid: Grid) {
    self.grid = grid
    tables = grid.tabulate { $0.frequency($1) }.map { $0.rounded() }
  }

  /// Whether a mode is a last periodic one: e^{iκx} and e^{−iκx} are the same on the grid.
  func isLast(_ axis: Int, _ i: Int) -> Bool {
    grid.axes[axis].isPeriodic && i == grid.axes[axis].lastMode
  }
}
