public import Grids
public import RealModule

/// The range of a ratio of two symbols over the modes of a grid, and the modes where it ends.
///
///     lower = min w(k)/v(k),    upper = max w(k)/v(k)
///
/// For two squared norms these are the squares of the best constants in lower ≤ ‖u‖/‖u‖′ ≤ upper.
/// Modes where both vanish are left out; where only v vanishes the ratio is infinite.
public struct SymbolRatio<Scalar: Real & BinaryFloatingPoint & Sendable>: Sendable {
  /// A value of the ratio, and where it is taken.
  public struct Extreme: Hashable, Sendable {
    /// w/v; infinite where only v vanishes.
    public var value: Scalar
    /// The stored index of the mode along each axis: of those that attain the value up to
    /// round-off the first in row-major order.
    public var mode: [Int]
  }

  /// The smallest ratio; 0 where it vanishes up to round-off.
  public let lower: Extreme
  /// The largest ratio; infinite where v vanishes up to round-off.
  public let upper: Extreme

  /// The range of w/v; nil if both vanish on every mode.
  ///
  /// A value that is round-off of zero is recognised by its neighbours: the phase θ of a mode is
  /// known to a relative ε, so that a symbol with a zero at θ is there not more than n·ε of what it
  /// is at the next mode, while the symbols of norms change from mode to mode by a bounded factor.
  ///
  /// - Parameters:
  ///   - factors: a table an axis that multiplies the ratio; NaN leaves a mode out.
  ///   - withoutConstant: leaves out the constant mode, where the grid has one.
  /// - Complexity: O(N), two rows of scratch.
  public init?(
    _ w: Symbol<Scalar>, over v: Symbol<Scalar>, on grid: Grid, factors: [[Scalar]]? = nil,
    withoutConstant: Bool = false
  ) {
    let walk = SymbolRatioWalk(w, over: v, on: grid, factors, withoutConstant)
    guard let range = walk.range() else { return nil }
    lower = walk.isNoise(range.lower) ? Extreme(value: 0, mode: range.lower.mode) : range.lower
    upper =
      walk.isPole(range.upper) ? Extreme(value: .infinity, mode: range.upper.mode) : range.upper
  }

  init(lower: Extreme, upper: Extreme) {
    self.lower = lower
    self.upper = upper
  }
}

extension Symbol {
  /// The tables of a product.
  fileprivate var tables: [[Scalar]] {
    guard case .products(let products) = rule else { return [] }
    return products[0].tables
  }
}

/// The walk over the rows of a spectrum that looks for the smallest and the largest ratio.
struct SymbolRatioWalk<Scalar: Real & BinaryFloatingPoint & Sendable> {
  typealias Extreme = SymbolRatio<Scalar>.Extreme

  let grid: Grid
  let w: Symbol<Scalar>
  let v: Symbol<Scalar>
  private let factors: [[Scalar]]
  private let rows: SpectrumRows
  private let skipsFirst: Bool

  init(
    _ w: Symbol<Scalar>, over v: Symbol<Scalar>, on grid: Grid, _ factors: [[Scalar]]?,
    _ withoutConstant: Bool
  ) {
    self.grid = grid
    self.w = w
    self.v = v
    self.factors = factors ?? Symbol.one(on: grid).tables
    rows = SpectrumRows(grid)
    skipsFirst = withoutConstant && grid.hasConstants
  }

  /// Two ratios closer than this are one value: a few roundings in each symbol, of the same kind.
  private var tie: Scalar { 64 * .ulpOfOne }

  /// Both ends of the range; nil if no mode has a ratio.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func range() -> (lower: Extreme, upper: Extreme)? {
    let n = rows.length
    var lower = Scalar.infinity
    var upper = -Scalar.infinity
    // The ratio at the mode that is named: within a tie of the extreme, so that modes that differ by
    // round-off alone do not take turns.
    var atLower = Scalar.infinity
    var atUpper = -Scalar.infinity
    var lowerPlace = (row: -1, k: 0)
    var upperPlace = (row: -1, k: 0)
    let shrink = 1 - tie
    let grow = 1 + tie
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: 2 * n) { scratch in
      let ratio = UnsafeMutableBufferPointer(rebasing: scratch[..<n])
      let divisor = UnsafeMutableBufferPointer(rebasing: scratch[n...])
      for row in 0..<rows.rows {
        fill(rows.leading(row), ratio, divisor)
        if skipsFirst, row == 0 { ratio[0] = .nan }
        for k in 0..<n {
          // Comparisons with 0/0 are false.
          let r = ratio[k]
          if r < lower {
            lower = r
            if r < atLower * shrink {
              atLower = r
              lowerPlace = (row, k)
            }
          }
          if r > upper {
            upper = r
            if upperPlace.row < 0 || r > atUpper * grow {
              atUpper = r
              upperPlace = (row, k)
            }
          }
        }
      }
    }
    guard upperPlace.row >= 0 else { return nil }
    // Where every ratio is infinite so is the smallest.
    if lowerPlace.row < 0 { lowerPlace = upperPlace }
    return (
      Extreme(value: lower, mode: rows.leading(lowerPlace.row) + [lowerPlace.k]),
      Extreme(value: upper, mode: rows.leading(upperPlace.row) + [upperPlace.k])
    )
  }

  /// One row of the ratio.
  private func fill(
    _ leading: [Int], _ ratio: UnsafeMutableBufferPointer<Scalar>,
    _ divisor: UnsafeMutableBufferPointer<Scalar>
  ) {
    w.fill(leading, ratio)
    v.fill(leading, divisor)
    var c: Scalar = 1
    for (axis, i) in leading.enumerated() { c *= factors[axis][i] }
    factors[leading.count].withUnsafeBufferPointer { factor in
      for k in ratio.indices { ratio[k] = c * factor[k] * (ratio[k] / divisor[k]) }
    }
  }

  // MARK: Round-off

  /// Whether a ratio is round-off of zero.
  func isNoise(_ extreme: Extreme) -> Bool {
    guard extreme.value > 0, extreme.value.isFinite else { return false }
    let bound = tolerance
    return neighbours(of: extreme.mode).contains { $0.isFinite && extreme.value <= bound * $0 }
  }

  /// Whether the divisor of a ratio is round-off of zero.
  func isPole(_ extreme: Extreme) -> Bool {
    guard extreme.value.isFinite else { return false }
    let bound = tolerance
    return neighbours(of: extreme.mode).contains { $0 > 0 && $0 <= bound * extreme.value }
  }

  private var tolerance: Scalar { 4 * Scalar(grid.cells.max()!) * .ulpOfOne }

  /// The ratios at the next modes along each axis.
  private func neighbours(of mode: [Int]) -> [Scalar] {
    let shape = rows.leadingShape + [rows.length]
    return shape.indices.flatMap { axis in
      [-1, 1].compactMap { step -> Scalar? in
        var next = mode
        next[axis] += step
        guard (0..<shape[axis]).contains(next[axis]) else { return nil }
        let isSkipped = skipsFirst && next.allSatisfy { $0 == 0 }
        return isSkipped ? nil : ratio(at: next)
      }
    }
  }

  /// The ratio at one mode.
  func ratio(at mode: [Int]) -> Scalar {
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: 2 * rows.length) { scratch in
      let ratio = UnsafeMutableBufferPointer(rebasing: scratch[..<rows.length])
      fill(
        Array(mode.dropLast()), ratio, UnsafeMutableBufferPointer(rebasing: scratch[rows.length...])
      )
      return ratio[mode.last!]
    }
  }

  /// One symbol at one mode.
  func value(of symbol: Symbol<Scalar>, at mode: [Int]) -> Scalar {
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: rows.length) { row in
      symbol.fill(Array(mode.dropLast()), row)
      return row[mode.last!]
    }
  }
}
