import Cases
import Discretizations
import Fields
import Grids
import Norms
import Solvers
import Studies
import Transforms

/// One work at one size, beside FFTW's bare transforms in the same run.
struct BenchRow {
  let work: String
  let cells: [Int]
  let threads: Int
  /// Median seconds of ours and of the limit, interleaved.
  let seconds: Double
  let limitSeconds: Double
  /// Planning: ours and the limit's.
  let planSeconds: Double
  let limitPlanSeconds: Double
  /// Most bytes held at once in the first solve, over those of the right-hand side, which is one of
  /// them; nil where it cannot be read.
  let memoryInFields: Double?

  var ratio: Double { seconds / limitSeconds }

  /// The periodic solve −Δu + u = f and the H¹ norm on a torus.
  static func periodic(cells: [Int], rounds: Int, effort: PlanningEffort) -> [BenchRow] {
    let clock = ContinuousClock()
    let start = clock.now
    let space = FunctionSpace<Double>(
      on: Grid(cells.map { Axis(0, 2 * .pi, cells: $0, boundary: .periodic) }))
    let planSeconds = (clock.now - start).seconds
    let values = (0..<space.count).map { Double($0 % 97) / 97 }
    var f = Field(in: space, values: values)
    // f's own memory from the start: a first write would copy.
    f.values.withUnsafeMutableBufferPointer { _ in }
    let op = EllipticOperator(diffusion: cells.map { _ in 1 }, reaction: 1)
    let bare = BareTransform(cells: cells, effort: effort, threads: Threads.count)
    let table = [Double](
      repeating: 1 / Double(space.count),
      count: cells.dropLast().reduce(cells.last! / 2 + 1, *))

    var ours: (solve: [Double], norm: [Double]) = ([], [])
    var limit: (solve: [Double], norm: [Double]) = ([], [])
    var memory: Double?
    for round in 0..<(rounds + 1) {
      ProcessMemory.reset()
      let before = ProcessMemory.current
      let solve = clock.measure { try? op.solve(inPlace: &f) }
      // Later rounds find the spectrum's memory kept by the space.
      if round == 0, let before, let peak = ProcessMemory.peak {
        memory = Double(peak - before) / Double(8 * space.count) + 1
      }
      let bareSolve = table.withUnsafeBufferPointer { table in
        clock.measure { bare.solve(table) }
      }
      let norm = clock.measure { keep((try? f.norm(.h(1))) ?? 0) }
      bare.refill()
      let bareNorm = table.withUnsafeBufferPointer { table in
        clock.measure { keep(bare.norm(table)) }
      }
      bare.refill()
      for i in values.indices { f.values[i] = values[i] }
      if round == 0 { continue }
      ours.solve.append(solve.seconds)
      ours.norm.append(norm.seconds)
      limit.solve.append(bareSolve.seconds)
      limit.norm.append(bareNorm.seconds)
    }
    return [
      BenchRow(
        work: "periodic-solve", cells: cells, threads: Threads.count,
        seconds: ours.solve.median, limitSeconds: limit.solve.median, planSeconds: planSeconds,
        limitPlanSeconds: bare.planSeconds, memoryInFields: memory),
      BenchRow(
        work: "h1-norm", cells: cells, threads: Threads.count, seconds: ours.norm.median,
        limitSeconds: limit.norm.median, planSeconds: planSeconds,
        limitPlanSeconds: bare.planSeconds, memoryInFields: nil),
    ]
  }
}

/// Keeps a result alive that nobody reads.
@inline(never)
private func keep(_: Double) {}

extension [Double] {
  fileprivate var median: Double {
    let s = sorted()
    return s.count.isMultiple(of: 2) ? (s[s.count / 2 - 1] + s[s.count / 2]) / 2 : s[s.count / 2]
  }
}
