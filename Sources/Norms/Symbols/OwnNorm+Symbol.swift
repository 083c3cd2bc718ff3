public import Discretizations
import Fields
public import Grids
import RealModule

extension OwnNorm {
  /// M w, or |m|² times the base's weight; nil with a factor, for a base that is no weight, and where
  /// the scheme is not conforming.
  func symbol<Scalar: Real & BinaryFloatingPoint & Sendable>(
    _ scheme: Scheme, on grid: Grid, _: Scalar.Type = Scalar.self
  ) -> Symbol<Scalar>? {
    let values: [Scalar]
    switch definition {
    case .weight(let w):
      let mass = Symbol(.products([GramTables<Scalar>(scheme, on: grid, upTo: 1).mass]))
      values = zip(mass.values(on: grid), w.values(on: scheme.frequencies(on: grid))).map(*)
    case .modified(_, _, .some), .modified(_, nil, nil): return nil
    case .modified(let base, .some(let m), nil):
      guard let weight = base.symbol(scheme, on: grid, Scalar.self) else { return nil }
      values = zip(weight.values(on: grid), m.values(on: scheme.frequencies(on: grid))).map {
        $0 * $1 * $1
      }
    }
    return Symbol(.modes(values, shape: grid.spectrumShape))
  }

  /// The first mode, by its wave numbers, where the weight, or the multiplier, is negative or not
  /// finite; nil if there is none.
  public func badMode(_ scheme: Scheme, on grid: Grid) -> (mode: [Int], value: Double)? {
    let (function, mayBeNegative): ((any LatticeFunction)?, Bool) =
      switch definition {
      case .weight(let w): (w, false)
      case .modified(_, let m, _): (m, true)
      }
    guard let values: [Double] = function?.values(on: scheme.frequencies(on: grid)) else {
      return nil
    }
    guard let i = values.firstIndex(where: { !$0.isFinite || $0 < 0 && !mayBeNegative }) else {
      return nil
    }
    return (grid.waveNumbers(stored: i), values[i])
  }

  /// By how much white noise grows: the root of the mean of w, or of m² times max |f|.
  package func amplification(of grid: Grid) -> Double {
    let k: [[Double]] = Scheme.spectral.frequencies(on: grid)
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    switch definition {
    case .weight(let w): return mean(w.values(on: k)).squareRoot()
    case .modified(_, let m, let f):
      let points = grid.axes.map { $0.points.map { Double($0) } }
      return mean((m?.values(on: k) ?? [1]).map { $0 * $0 }).squareRoot()
        * (f?.values(on: points) ?? [1]).reduce(0) { max($0, $1.magnitude) }
    }
  }

  /// The first mode, by its wave numbers, where the weight vanishes, so that it defines a seminorm;
  /// nil if there is none, and for a norm that is no weight.
  public func kernelMode(_ scheme: Scheme, on grid: Grid) -> [Int]? {
    guard let symbol: Symbol<Double> = symbol(scheme, on: grid),
      let i = symbol.values(on: grid).firstIndex(of: 0)
    else { return nil }
    return grid.waveNumbers(stored: i)
  }
}

extension Scheme {
  /// kᵢ = √(b₁/b₀) at the stored modes, a table an axis.
  func frequencies<Scalar: Real & BinaryFloatingPoint & Sendable>(on grid: Grid) -> [[Scalar]] {
    GramTables<Scalar>(self, on: grid, upTo: 1).eigenvalue().map { $0.map { $0.squareRoot() } }
  }
}

extension Grid {
  /// The wave numbers of a stored mode, one an axis.
  fileprivate func waveNumbers(stored index: Int) -> [Int] {
    var rest = index
    var numbers: [Int] = []
    for (axis, count) in zip(axes, spectrumShape).reversed() {
      numbers.insert(axis.waveNumber(rest % count), at: 0)
      rest /= count
    }
    return numbers
  }
}
