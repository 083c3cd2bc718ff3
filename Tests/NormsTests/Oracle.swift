import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Transforms
import _TestSupport

/// |û_k|² of every mode of the whole spectrum, by the definition and in extended precision.
struct NaiveSpectrum {
  let grid: Grid
  /// Row-major over the grid's shape: all modes −n/2 < k ≤ n/2 of a periodic axis.
  let squares: [Extended]

  init<T: BinaryFloatingPoint>(_ values: [T], on grid: Grid) {
    self.grid = grid
    var re = values.map { Extended($0) }
    var im = [Extended](repeating: 0, count: re.count)
    for (a, axis) in grid.axes.enumerated() {
      let n = axis.count
      let inner = grid.shape[(a + 1)...].reduce(1, *)
      let phi = (0..<n).map { k in
        (0..<n).map { j in
          axis.phi(wave: axis.waveNumber(k), at: Extended(axis.firstHalf + 2 * j) / 2)
        }
      }
      var (newRe, newIm) = (re, im)
      for k in 0..<n {
        let square = (0..<n).reduce(Extended(0)) {
          $0 + axis.weight($1) * (phi[k][$1].re * phi[k][$1].re + phi[k][$1].im * phi[k][$1].im)
        }
        for p in 0..<(re.count / n) {
          let base = p / inner * n * inner + p % inner
          var sum: (re: Extended, im: Extended) = (0, 0)
          for j in 0..<n {
            let w = axis.weight(j) / square
            let (x, y) = (re[base + j * inner], im[base + j * inner])
            sum.re += w * (phi[k][j].re * x + phi[k][j].im * y)
            sum.im += w * (phi[k][j].re * y - phi[k][j].im * x)
          }
          newRe[base + k * inner] = sum.re
          newIm[base + k * inner] = sum.im
        }
      }
      (re, im) = (newRe, newIm)
    }
    squares = zip(re, im).map { $0 * $0 + $1 * $1 }
  }

  /// ‖u‖ by the formulas of DESIGN section 3, mode by mode; nil where a b does not exist.
  func norm(_ norm: Norm, _ scheme: Scheme, lastMode: LastMode) -> Extended? {
    guard case .sobolev(let order) = norm.core else { return nil }
    let natural = order == order.rounded() ? Int(order.magnitude) : 1
    let tables = grid.axes.enumerated().map { a, axis in
      (0...max(natural, 1)).map { m in
        (0..<axis.count).map { i -> Extended? in
          let nodal = scheme[a].nodal(axis: axis, mode: i)
          return scheme[a].gram(m, axis: axis, mode: i).map { $0 / (nodal * nodal) }
        }
      }
    }
    let alphas = Self.indices(upTo: natural, rank: grid.rank)
    var sum: Extended = 0
    for (p, square) in squares.enumerated() {
      var rest = p
      var modes = [Int](repeating: 0, count: grid.rank)
      for a in grid.axes.indices.reversed() {
        modes[a] = rest % grid.axes[a].count
        rest /= grid.axes[a].count
      }
      var mu: Extended = 1
      for (axis, i) in zip(grid.axes, modes) { mu *= energy(axis, i, lastMode) }
      guard
        let weight = weight(norm, order, alphas, { m, a in tables[a][m][modes[a]] })
      else { return nil }
      sum += mu * weight * square
    }
    return sum.squareRoot()
  }

  /// μ, from the conventions' own words.
  private func energy(_ axis: Axis, _ i: Int, _ policy: LastMode) -> Extended {
    if i == axis.lastMode {
      switch policy {
      case .parseval: return axis.length
      case .interpolant: return axis.length / 2
      case .drop: return 0
      }
    }
    let isWhole = axis.isPeriodic || (axis.boundary == .neumann && axis.waveNumber(i) == 0)
    return isWhole ? axis.length : axis.length / 2
  }

  private func weight(
    _ norm: Norm, _ order: Double, _ alphas: [[Int]], _ b: (_ m: Int, _ axis: Int) -> Extended?
  ) -> Extended? {
    let rank = grid.rank
    func product(_ alpha: [Int]) -> Extended? {
      var result: Extended = 1
      for (a, m) in alpha.enumerated() {
        guard let value = b(m, a) else { return nil }
        result *= value
      }
      return result
    }
    let s = Extended(order.magnitude)
    let mass = product([Int](repeating: 0, count: rank))!
    let lambda = (0..<rank).reduce(Extended(0)) { $0 + b(1, $1)! / b(0, $1)! }
    let weight: Extended?
    let isNatural = s == s.rounded()
    let k = Int(s)
    func total(_ orders: ClosedRange<Int>, _ factor: ([Int]) -> Extended) -> Extended? {
      var sum: Extended = 0
      for alpha in alphas where orders.contains(alpha.reduce(0, +)) {
        guard let value = product(alpha) else { return nil }
        sum += factor(alpha) * value
      }
      return sum
    }
    func multinomial(_ alpha: [Int]) -> Extended {
      alpha.reduce(Self.factorial(alpha.reduce(0, +))) { $0 / Self.factorial($1) }
    }
    if s == 0 {
      weight = mass
    } else {
      switch norm.form! {
      case .sum where isNatural: weight = total((norm.isSeminorm ? k : 0)...k, multinomial)
      case .multiindex: weight = total((norm.isSeminorm ? k : 0)...k) { _ in 1 }
      case .ends:
        var sum: Extended? = norm.isSeminorm ? 0 : mass
        for a in 0..<rank {
          guard let s = sum, let last = product((0..<rank).map { $0 == a ? k : 0 }) else {
            return nil
          }
          sum = s + last
        }
        weight = sum
      case .graph: weight = mass * (1 + Extended.pow(lambda, s))
      default:
        weight =
          mass * (norm.isSeminorm ? Extended.pow(lambda, s) : Extended.pow(1 + lambda, s))
      }
    }
    guard let weight else { return nil }
    if order >= 0 { return weight }
    return weight == 0 ? 0 : mass * mass / weight
  }

  /// All α with |α| ≤ order.
  private static func indices(upTo order: Int, rank: Int) -> [[Int]] {
    rank == 0
      ? [[]]
      : (0...order).flatMap { first in
        indices(upTo: order - first, rank: rank - 1).map { [first] + $0 }
      }
  }

  private static func factorial(_ n: Int) -> Extended {
    n < 2 ? 1 : (2...n).reduce(1) { $0 * Extended($1) }
  }
}

/// Every discretisation that exists, on every axis, and two mixtures.
func schemes(on grid: Grid) -> [Scheme] {
  let kinds: [Discretization] =
    [.spectral] + [2, 4, 6, 8].flatMap { [.staggered(order: $0), .stencil(order: $0)] }
    + [.centred(order: 2), .centred(order: 4)] + [1, 2, 3].map { .spline(degree: $0) }
  let mixtures: [[Discretization]] = [
    [.staggered(order: 4), .stencil(order: 2), .spline(degree: 1)],
    [.spline(degree: 1), .centred(order: 2), .stencil(order: 6)],
  ]
  return (kinds.map { Scheme($0) } + mixtures.map { Scheme(Array($0.prefix(grid.rank))) })
    .filter { $0.isAdmitted(on: grid) }
}

extension Field {
  static func noise(on grid: Grid, seed: UInt64 = 1) -> Field {
    Field(in: FunctionSpace(on: grid), values: whiteNoise(grid.count, seed: seed))
  }

  /// Without its last modes, along every axis.
  var withoutLastModes: Field {
    var uHat = Coefficients(self)
    uHat.multiply(
      by: Symbol(.products([.init(1, grid.tabulate { axis, i in i == axis.lastMode ? 0 : 1 })])))
    return Field(uHat)
  }

  /// Without its constant mode.
  var withoutMean: Field {
    var uHat = Coefficients(self)
    uHat.removeMean()
    return Field(uHat)
  }
}

let sizes = [1, 2, 3, 4, 5, 7, 8, 13, 16]

let grids: [Grid] =
  AxisKind.all.flatMap { kind in sizes.map { Grid(kind.axis($0, -0.5, 2)) } } + AxisKind.mixtures
