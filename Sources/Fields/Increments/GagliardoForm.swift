import Grids
import RealModule
public import Transforms

/// The form of Slobodeckij's seminorm of order 0 < s < 1 and exponent 2, as ``Field`` measures it:
///
///     a(u, v) = ∬ (u(x) − u(y)) (v(x) − v(y)) / |x − y|^{d+2s} dx dy,   a(u, u) = [u]²
///
/// over the box, with all images along periodic axes. The operator is the restricted fractional
/// Laplacian of the box, A u(x) = 2 ∫ (u(x) − u(y)) / |x − y|^{d+2s} dy, in the rule of
/// ``Field/gagliardoSeminorm(order:exponent:)``. In double precision, whatever the field's is.
public struct GagliardoForm<Scalar: TransformScalar>: Sendable {
  /// The space it lives on.
  public let space: FunctionSpace<Scalar>
  private let lines: [ClosedSamples.Line]
  /// Offsets by their steps, one of two opposite ones, and what a squared increment counts there.
  private let offsets: [(steps: (Int, Int, Int), weight: Double)]
  private let local: LocalForm

  /// The form of order s.
  ///
  /// - Complexity: O(N) evaluations of the kernel.
  public init(order s: Double, in space: FunctionSpace<Scalar>) {
    precondition(s > 0 && s < 1, "an order between 0 and 1")
    self.space = space
    // The offsets and weights are the axes', not the values'.
    let samples = ClosedSamples(Field(in: space))
    lines = samples.lines
    let sigma = Double(samples.rank) + 2 * s
    let kernel = OffsetKernel(exponent: sigma, lines: lines)
    let volume = lines.reduce(1) { $0 * $1.spacing }
    let radius = samples.extents.map(\.length).min()! / 2
    var row = [Double](repeating: 0, count: lines[2].offsets.count)
    var offsets: [(steps: (Int, Int, Int), weight: Double)] = []
    var moments = [[SIMD4<Double>]](repeating: [.zero, .zero, .zero], count: 4)
    samples.eachPlane { i, j in
      kernel.fill(i, j, &row)
      for (n, k) in samples.lines[2].offsets.enumerated() {
        let weight = samples.multiplicity(i, j, k)
        guard weight > 0 else { continue }
        offsets.append(((i, j, k), volume * volume * weight * row[n]))
        let z = samples.offset(i, j, k)
        let square = (z * z).sum()
        let cutoff = IncrementModel.cutoff(square, radius: radius)
        guard cutoff > 0 else { continue }
        let share = volume * weight * Double.pow(square, -sigma / 2) * cutoff
        for a in 0..<3 {
          moments[0][a] += share * z[a] * z
          for b in 0..<3 { moments[b + 1][a] += share * z[b].magnitude * z[a] * z }
        }
      }
    }
    self.offsets = offsets
    local = LocalForm(
      lines, rank: samples.rank, moments: moments, radius: radius, exponent: 2 * (1 - s))
  }

  /// A u, with (A u, v) = a(u, v) in the grid's inner product.
  ///
  /// - Complexity: O(N²)
  public func applied(to u: Field<Scalar>) -> Field<Scalar> {
    precondition(u.space == space, "a field of another space")
    let samples = ClosedSamples(u)
    var g = [Double](repeating: 0, count: samples.values.count)
    let increments = Increments(u: samples, p: 2)
    g.withUnsafeMutableBufferPointer { g in
      samples.values.withUnsafeBufferPointer { values in
        for (steps, weight) in offsets { increments.addGradient(values, steps, weight, to: g) }
        local.addGradient(values, to: g)
      }
    }
    return points(g, scale: samples.scale)
  }

  /// The values at the points of the space over their quadrature weights, without the closed ends.
  private func points(_ g: [Double], scale: Double) -> Field<Scalar> {
    let axes = space.grid.axes
    let missing = 3 - axes.count
    let first =
      [Int](repeating: 0, count: missing)
      + axes.map { $0.isPeriodic || $0.placement == .cells ? 0 : $0.firstHalf / 2 }
    let weights =
      [[Double]](repeating: [1], count: missing) + axes.map { $0.weights.map { Double($0) } }
    var values: [Scalar] = []
    values.reserveCapacity(space.count)
    for (i, x) in weights[0].enumerated() {
      for (j, y) in weights[1].enumerated() {
        let row = ((i + first[0]) * lines[1].count + j + first[1]) * lines[2].count + first[2]
        for (k, z) in weights[2].enumerated() {
          values.append(Scalar(scale * g[row + k] / (x * y * z)))
        }
      }
    }
    return Field(in: space, values: values)
  }
}

extension Increments {
  /// Adds the gradient of ½ weight · Σ |u(x + z) − u(x)|² by the samples.
  fileprivate func addGradient(
    _ values: UnsafeBufferPointer<Double>, _ steps: (Int, Int, Int), _ weight: Double,
    to g: UnsafeMutableBufferPointer<Double>
  ) {
    let third = runs(u.lines[2], steps.2)
    let second = runs(u.lines[1], steps.1)
    let (rows, columns) = (u.lines[1].count, u.lines[2].count)
    for a in runs(u.lines[0], steps.0) {
      for i in 0..<a.count {
        for b in second {
          for j in 0..<b.count {
            let from = ((a.from + i) * rows + b.from + j) * columns
            let to = ((a.to + i) * rows + b.to + j) * columns
            let share = weight * a.weight(i) * b.weight(j)
            if share == 0 { continue }
            for c in third where c.count > 0 {
              let (x, y) = (from + c.from, to + c.to)
              for k in 0..<c.count {
                let d = share * (values[y + k] - values[x + k])
                g[y + k] += d
                g[x + k] -= d
              }
              if c.isHalved {
                for k in [0, c.count - 1] {
                  let d = 0.5 * share * (values[y + k] - values[x + k])
                  g[y + k] -= d
                  g[x + k] += d
                }
              }
            }
          }
        }
      }
    }
  }
}

/// Σ_c v_cᵀ Q_c v_c over the weak gradients v_c of the cells: what ``IncrementModel`` contributes for
/// p = 2.
private struct LocalForm: Sendable {
  private struct Cell {
    /// The indices of the eight corners, lower before upper, the last axis fastest.
    var corners: [Int] = []
    var matrix: [SIMD4<Double>] = [.zero, .zero, .zero]
  }

  private let cells: [Cell]
  private let h: [Double]

  /// - Parameter moments: Σ_z |z|^{−σ} χ z zᵀ over the offsets of the rule, and with |zᵢ| for each i.
  init(
    _ lines: [ClosedSamples.Line], rank: Int, moments: [[SIMD4<Double>]], radius: Double,
    exponent a: Double
  ) {
    let sphere = SphericalMoments(rank: rank, p: 2)
    let volume = sphere.power * IncrementModel.bump(radius, a)
    // ∫_S |ωᵢ| |v·ω|² = T₀ (|v|² + vᵢ²)
    let face = sphere.tilted(sine: 0) * IncrementModel.bump(radius, a + 1)
    h = lines.map(\.spacing)
    let (rows, columns) = (lines[1].count, lines[2].count)
    let units = (0..<3).map { a in
      var unit = SIMD4<Double>.zero
      unit[a] = 1
      return unit
    }
    var cells: [Cell] = []
    for x in lines[0].intervals {
      for y in lines[1].intervals {
        for z in lines[2].intervals {
          var cell = Cell()
          for i in [x.lower, x.upper] {
            for j in [y.lower, y.upper] {
              for k in [z.lower, z.upper] { cell.corners.append((i * rows + j) * columns + k) }
            }
          }
          let size = x.length * y.length * z.length
          for a in 0..<3 { cell.matrix[a] = size * (volume * units[a] - moments[0][a]) }
          for (i, interval) in [x, y, z].enumerated() where interval.ends > 0 {
            let share = Double(interval.ends) * size / interval.length / 2
            for a in 0..<3 {
              let factor: Double = a == i ? 2 : 1
              cell.matrix[a] -= share * (face * factor * units[a] - moments[i + 1][a])
            }
          }
          cells.append(cell)
        }
      }
    }
    self.cells = cells
  }

  /// Adds the gradient of half the form.
  func addGradient(
    _ u: UnsafeBufferPointer<Double>, to g: UnsafeMutableBufferPointer<Double>
  ) {
    for cell in cells {
      var v = SIMD4<Double>.zero
      for (corner, index) in cell.corners.enumerated() {
        let value = u[index]
        v[0] += corner & 4 != 0 ? value : -value
        v[1] += corner & 2 != 0 ? value : -value
        v[2] += corner & 1 != 0 ? value : -value
      }
      for a in 0..<3 { v[a] /= 4 * h[a] }
      var q = SIMD4<Double>.zero
      for a in 0..<3 { q[a] = (cell.matrix[a] * v).sum() / (4 * h[a]) }
      for (corner, index) in cell.corners.enumerated() {
        g[index] +=
          (corner & 4 != 0 ? q[0] : -q[0]) + (corner & 2 != 0 ? q[1] : -q[1])
          + (corner & 1 != 0 ? q[2] : -q[2])
      }
    }
  }
}
