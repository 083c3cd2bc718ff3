import RealModule

/// How ∫|u(x + z) − u(x)|^p dx begins at z = 0, from weak gradients v at the middles of the cells:
///
///     M(z) = Σ_c |v_c·z|^p (w_c − ½ Σᵢ |zᵢ| w_{c,i}),   F = M + O(|z|^{p+2}) for smooth u
///
/// The first term is ∫|∇u·z|^p; the others, over the faces of the box, make up for the x whose
/// neighbour x + z lies outside. M is integrated over all directions in closed form.
struct IncrementModel {
  /// A cell's gradient, its volume, and half its face in each direction where it touches the box's.
  private struct Cell {
    var v: SIMD4<Double> = .zero
    var volume = 1.0
    var faces: SIMD4<Double> = .zero
  }

  private let cells: [Cell]
  private let p: Double
  private let moments: SphericalMoments
  /// The quadratic forms Σ_c w v vᵀ of p = 2, the volumes' first, then the three faces'.
  private var forms: [[SIMD4<Double>]]?
  /// Σ_c w |v|^p of one dimension, the lengths' and the ends'.
  private var line: (lengths: Double, ends: Double)?

  init(_ u: ClosedSamples, p: Double) {
    self.p = p
    moments = SphericalMoments(rank: u.rank, p: p)
    let intervals = u.lines.map(\.intervals)
    let h = u.lines.map(\.spacing)
    let (rows, columns) = (u.lines[1].count, u.lines[2].count)
    var cells: [Cell] = []
    cells.reserveCapacity(intervals.reduce(1) { $0 * $1.count })
    for x in intervals[0] {
      for y in intervals[1] {
        for z in intervals[2] {
          var cell = Cell()
          for corner in 0..<8 {
            let upper = (corner & 4 != 0, corner & 2 != 0, corner & 1 != 0)
            let value = u.values[
              ((upper.0 ? x.upper : x.lower) * rows + (upper.1 ? y.upper : y.lower)) * columns
                + (upper.2 ? z.upper : z.lower)]
            cell.v[0] += upper.0 ? value : -value
            cell.v[1] += upper.1 ? value : -value
            cell.v[2] += upper.2 ? value : -value
          }
          for a in 0..<3 { cell.v[a] /= 4 * h[a] }
          cell.volume = x.length * y.length * z.length
          for (a, i) in [x, y, z].enumerated() {
            cell.faces[a] = Double(i.ends) * cell.volume / i.length / 2
          }
          cells.append(cell)
        }
      }
    }
    self.cells = cells
    if p == 2 {
      forms = Self.forms(cells)
    } else if u.rank == 1 {
      line = cells.reduce((0, 0)) { sum, cell in
        let power = Double.pow(cell.v[2].magnitude, p)
        return (sum.0 + cell.volume * power, sum.1 + cell.faces[2] * power)
      }
    }
  }

  private static func forms(_ cells: [Cell]) -> [[SIMD4<Double>]] {
    var forms = [[SIMD4<Double>]](repeating: [.zero, .zero, .zero], count: 4)
    for cell in cells {
      for a in 0..<3 {
        let row = cell.v[a] * cell.v
        forms[0][a] += cell.volume * row
        for i in 0..<3 { forms[i + 1][a] += cell.faces[i] * row }
      }
    }
    return forms
  }

  /// M(z)
  func callAsFunction(_ z: SIMD4<Double>) -> Double {
    let size = SIMD4(z[0].magnitude, z[1].magnitude, z[2].magnitude, 0)
    if let line { return Double.pow(size[2], p) * (line.lengths - size[2] * line.ends) }
    if let forms {
      func value(_ form: [SIMD4<Double>]) -> Double {
        (0..<3).reduce(0) { $0 + z[$1] * (form[$1] * z).sum() }
      }
      return value(forms[0]) - (0..<3).reduce(0) { $0 + size[$1] * value(forms[$1 + 1]) }
    }
    return cells.withUnsafeBufferPointer { cells in
      var sum = 0.0
      for cell in cells {
        let slope = (cell.v * z).sum().magnitude
        sum += Double.pow(slope, p) * (cell.volume - (cell.faces * size).sum())
      }
      return sum
    }
  }

  /// ∫ |z|^{a−p−d} M(z) (1 − |z|²/R²)⁴ dz over |z| < R.
  func integral(radius: Double, exponent a: Double) -> Double {
    let (c, first, second) = (moments.power, Self.bump(radius, a), Self.bump(radius, a + 1))
    return cells.reduce(0) { sum, cell in
      let size = (cell.v * cell.v).sum().squareRoot()
      guard size > 0 else { return sum }
      var value = c * first * cell.volume
      for i in 0..<3 where cell.faces[i] > 0 {
        value -= second * cell.faces[i] * moments.tilted(sine: cell.v[i].magnitude / size)
      }
      return sum + value * Double.pow(size, p)
    }
  }

  /// (1 − r²/R²)⁴, and 0 beyond R
  static func cutoff(_ squared: Double, radius: Double) -> Double {
    let x = max(0, 1 - squared / (radius * radius))
    return x * x * x * x
  }

  /// ∫_0^R r^{a−1} (1 − r²/R²)⁴ dr = R^a · 4! / (2 Π_{k≤4} (a/2 + k))
  static func bump(_ radius: Double, _ a: Double) -> Double {
    let product = (0...4).reduce(1.0) { $0 * (a / 2 + Double($1)) }
    return Double.pow(radius, a) * 12 / product
  }
}
