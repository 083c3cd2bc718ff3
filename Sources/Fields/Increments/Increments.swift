import RealModule

/// F(z) = ∫ |u(x + z) − u(x)|^p dx over the x of the box with x + z in it, by the trapezoidal rule
/// between closed nodes and by the middles' on cells: relative error O(h²), uniformly in z.
struct Increments {
  let u: ClosedSamples
  let p: Double

  /// F at the offset with the given steps.
  ///
  /// - Complexity: O(N)
  func callAsFunction(_ steps: (Int, Int, Int)) -> Double {
    var total = 0.0
    forEachRun(steps) { x, y, run, weight in total += weight * power(x, y, run) }
    return total * u.lines.reduce(1) { $0 * $1.spacing }
  }

  /// The largest |u(x + z) − u(x)|.
  func largest(_ steps: (Int, Int, Int)) -> Double {
    var largest = 0.0
    forEachRun(steps) { x, y, run, _ in
      for k in 0..<run.count { largest = max(largest, (y[k] - x[k]).magnitude) }
    }
    return largest
  }

  /// The runs along the last axis: where they begin, where the same number as far away begins, and
  /// the weight of the leading axes.
  @inline(__always)
  private func forEachRun(
    _ steps: (Int, Int, Int),
    _ body: (UnsafePointer<Double>, UnsafePointer<Double>, Run, _ weight: Double) -> Void
  ) {
    let (first, second, third) = (
      runs(u.lines[0], steps.0), runs(u.lines[1], steps.1), runs(u.lines[2], steps.2)
    )
    let (rows, columns) = (u.lines[1].count, u.lines[2].count)
    u.values.withUnsafeBufferPointer { values in
      for a in first {
        for i in 0..<a.count {
          for b in second {
            for j in 0..<b.count {
              let from = ((a.from + i) * rows + b.from + j) * columns
              let to = ((a.to + i) * rows + b.to + j) * columns
              for c in third {
                body(
                  values.baseAddress! + from + c.from, values.baseAddress! + to + c.to, c,
                  a.weight(i) * b.weight(j))
              }
            }
          }
        }
      }
    }
  }

  /// Samples one after the other, and as many an offset away; at both ends half a weight, or not.
  struct Run {
    let from: Int
    let to: Int
    let count: Int
    let isHalved: Bool

    func weight(_ i: Int) -> Double {
      guard isHalved else { return 1 }
      return (i == 0 ? 0.5 : 1) - (i == count - 1 ? 0.5 : 0)
    }
  }

  func runs(_ line: ClosedSamples.Line, _ j: Int) -> [Run] {
    let n = line.count
    guard line.kind == .circle else {
      return [
        Run(from: max(0, -j), to: max(0, j), count: n - abs(j), isHalved: line.kind == .nodes)
      ]
    }
    let k = (j + n) % n
    let whole = Run(from: 0, to: k, count: n - k, isHalved: false)
    return k == 0 ? [whole] : [whole, Run(from: n - k, to: 0, count: k, isHalved: false)]
  }

  /// Σ weight |y − x|^p over one run.
  @inline(__always)
  private func power(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ run: Run
  ) -> Double {
    let n = run.count
    var sum = 0.0
    var ends = 0.0
    func each(_ f: (Double) -> Double) {
      for i in 0..<n { sum += f(y[i] - x[i]) }
      ends = f(y[0] - x[0]) + f(y[n - 1] - x[n - 1])
    }
    switch p {
    case 1: each { $0.magnitude }
    case 2: each { $0 * $0 }
    case 3: each { $0 * $0 * $0.magnitude }
    case 4: each { ($0 * $0) * ($0 * $0) }
    default: each { Double.pow($0.magnitude, p) }
    }
    return run.isHalved ? sum - ends / 2 : sum
  }
}
