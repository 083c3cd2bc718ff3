import Discretizations
import Formulas
import Grids
import RealModule
import Transforms

/// Φ with ∂ᵢΦ = F on a lattice, exact to round-off though F may jump along axis i.
///
///     periodic, Dirichlet–Dirichlet   ∫ (F − mean F) from the lower end
///     Neumann at one end              ∫ F from the other end
///     Neumann–Neumann                 ∫ F from the lower end
///
/// so that ∫ F ∂ᵢv = −∫ Φ ∂ᵢ²v for every basis function v: either Φ or ∂ᵢv vanishes at an end, or
/// both agree at the two.
///
/// Between neighbouring points six Gauss points are compared with twice six; where they differ the
/// piece is halved until they agree.
struct Primitive<Scalar: TransformScalar> {
  private(set) var values: [Scalar]

  private let formula: Formula
  private let i: Int
  private let rule = GaussRule(points: 6)

  /// - Complexity: 18 samples of F a point where it is smooth; the memory of the result and of some lines.
  init(of f: Formula, along i: Int, _ axis: Axis, on lattice: [[Scalar]]) {
    formula = f
    self.i = i
    values = []
    let count = lattice.reduce(1) { $0 * $1.count }
    // Blocks are cut along the first axis that is not the lines' own.
    guard let a = lattice.indices.first(where: { $0 != i }), count > 0 else {
      values = lines(axis, lattice)
      return
    }
    values = [Scalar](repeating: 0, count: count)
    let inner = lattice[(a + 1)...].reduce(1) { $0 * $1.count }
    let (n, outer) = (lattice[a].count, count / (lattice[a].count * inner))
    let size = max(1, Self.block / (inner * outer))
    let own = self
    values.withUnsafeMutableBufferPointer { values in
      // Threads write disjoint lines.
      nonisolated(unsafe) let values = values.baseAddress!
      Threads.forEachChunk(count: (n + size - 1) / size) { chunk in
        for b in chunk {
          let places = b * size..<min((b + 1) * size, n)
          var part = lattice
          part[a] = Array(lattice[a][places])
          let row = places.count * inner
          own.lines(axis, part).withUnsafeBufferPointer {
            for o in 0..<outer {
              (values + (o * n + places.lowerBound) * inner)
                .update(from: $0.baseAddress! + o * row, count: row)
            }
          }
        }
      }
    }
  }

  /// Numbers of a block, but for those of one place.
  private static var block: Int { 1 << 14 }

  /// Φ on whole lines.
  private func lines(_ axis: Axis, _ lattice: [[Scalar]]) -> [Scalar] {
    let (a, b) = (Scalar(axis.lower), Scalar(axis.upper))
    let ends = [a] + lattice[i] + [b]
    let inner = lattice[(i + 1)...].reduce(1) { $0 * $1.count }
    let outer = lattice[..<i].reduce(1) { $0 * $1.count }
    let pieces = integrals(ends, lattice)
    let n = ends.count - 1
    var values = [Scalar](repeating: 0, count: outer * (n - 1) * inner)
    for o in 0..<outer {
      for k in 0..<inner {
        var total: Scalar = 0
        for j in 0..<n { total += pieces[(o * n + j) * inner + k] }
        let slope = axis.basis == .fourier || axis.basis == .sine ? total / (b - a) : 0
        var sum: Scalar = axis.basis == .halfCosine ? -total : 0
        for j in 0..<(n - 1) {
          sum += pieces[(o * n + j) * inner + k]
          values[(o * (n - 1) + j) * inner + k] = sum - slope * (lattice[i][j] - a)
        }
      }
    }
    return values
  }

  /// ∫ F between neighbours of `ends`, on every line of the lattice.
  private func integrals(_ ends: [Scalar], _ lattice: [[Scalar]]) -> [Scalar] {
    let n = ends.count - 1
    let inner = lattice[(i + 1)...].reduce(1) { $0 * $1.count }
    let outer = lattice[..<i].reduce(1) { $0 * $1.count }
    var size: Scalar = 0
    func composite(_ parts: Int) -> [Scalar] {
      var sums = [Scalar](repeating: 0, count: outer * n * inner)
      var lattice = lattice
      for part in 0..<parts {
        for (xi, weight) in zip(rule.points, rule.weights) {
          let t = (Scalar(part) + Scalar(xi)) / Scalar(parts)
          let share = Scalar(weight) / Scalar(parts)
          lattice[i] = (0..<n).map { ends[$0] + t * (ends[$0 + 1] - ends[$0]) }
          let samples = formula.values(on: lattice)
          for place in samples.indices {
            let j = place / inner % n
            sums[place] += share * (ends[j + 1] - ends[j]) * samples[place]
            size = max(size, samples[place].magnitude)
          }
        }
      }
      return sums
    }
    let once = composite(1)
    var twice = composite(2)
    for place in twice.indices {
      let j = place / inner % n
      let length = ends[j + 1] - ends[j]
      guard (twice[place] - once[place]).magnitude > 64 * Scalar.ulpOfOne * size * length else {
        continue
      }
      var point = lattice.map { $0.first ?? 0 }
      var rest = place
      for a in lattice.indices.reversed() {
        let count = a == i ? n : lattice[a].count
        if a != i { point[a] = lattice[a][rest % count] }
        rest /= count
      }
      twice[place] = halved(
        ends[j], ends[j + 1], once[place], &point, Scalar.ulpOfOne * size * length, depth: 0)
    }
    return twice
  }

  /// ∫ F from a to b by halves, until two halves agree with the whole.
  private func halved(
    _ a: Scalar, _ b: Scalar, _ whole: Scalar, _ point: inout [Scalar], _ tolerance: Scalar,
    depth: Int
  ) -> Scalar {
    let middle = a + (b - a) / 2
    let left = gauss(a, middle, &point)
    let right = gauss(middle, b, &point)
    guard (left + right - whole).magnitude > tolerance, depth < 64, a < middle, middle < b else {
      return left + right
    }
    return halved(a, middle, left, &point, tolerance, depth: depth + 1)
      + halved(middle, b, right, &point, tolerance, depth: depth + 1)
  }

  private func gauss(_ a: Scalar, _ b: Scalar, _ point: inout [Scalar]) -> Scalar {
    var sum: Scalar = 0
    for (xi, weight) in zip(rule.points, rule.weights) {
      point[i] = a + Scalar(xi) * (b - a)
      sum += Scalar(weight) * formula.value(at: point)
    }
    return sum * (b - a)
  }
}
