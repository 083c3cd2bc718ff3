import Cases
import Discretizations
import Fields
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Transforms

extension BenchRow {
  /// On a torus: −Δu + u = f, the H¹ norm, five norms beside one, and the samples of a source in a
  /// field that is there, and in a new one, beside one transform.
  static func periodic(cells: [Int], rounds: Int, limit: PlanningEffort) -> [BenchRow] {
    let space = FunctionSpace<Double>(
      on: Grid(cells.map { Axis(0, 2 * .pi, cells: $0, boundary: .periodic) }))
    Wisdom.forget()
    var f = ramp(in: space)
    let op = EllipticOperator(diffusion: cells.map { _ in 1 }, reaction: 1)
    let before = PlanCache.planningTime.seconds
    let memory = peak(in: space) { try? op.solve(inPlace: &f) }
    let planSeconds = PlanCache.planningTime.seconds - before
    let five = [0, 1, 2, -1].map { Norm.h($0) } + [Norm(.sobolev(1), seminorm: true)]
    // All of ours is planned before the limit's planner learns anything.
    keep(((try? f.norms(five))?[0]) ?? 0)
    let bare = BareTransform(
      cells: cells, isPeriodic: true, effort: limit, threads: Threads.count)
    let source = source(rank: cells.count)
    var samples = Field<Double>(in: space)
    let copy = Copy(space.count)
    let times = medianSeconds(
      rounds: rounds,
      of: [
        { try? op.solve(inPlace: &f) }, bare.solve, copy.run,
        { keep((try? f.norm(.h(1))) ?? 0) }, { keep(bare.norm()) },
        { keep(((try? f.norms(five))?[0]) ?? 0) },
        { if let source { samples.sample(source) } }, bare.transform,
        { if let source { keep(Field(sampling: source, in: space).values[0]) } },
      ])
    func row(_ work: String, _ i: Int, _ j: Int) -> BenchRow {
      BenchRow(
        work: work, cells: cells, threads: Threads.count, seconds: times[i],
        limitSeconds: times[j], copySeconds: times[2])
    }
    var rows = [
      row("periodic-solve", 0, 1), row("h1-norm", 3, 4), row("five-norms", 5, 3),
      row("sampling", 6, 7), row("sampling-new", 8, 7),
    ]
    rows[0].memoryInFields = memory
    for i in 0..<2 {
      rows[i].planSeconds = planSeconds
      rows[i].limitPlanSeconds = bare.planSeconds
    }
    return rows
  }

  /// On a box with Dirichlet ends: −Δu = f by sines, and by differences of order 2; −∇·(a∇u) = f with
  /// a of contrast 100 by conjugate gradients to 1e-8, set-up included, beside as many bare solves.
  static func dirichlet(cells: [Int], rounds: Int, limit: PlanningEffort) -> [BenchRow] {
    Wisdom.forget()
    let space = FunctionSpace<Double>(
      on: Grid(cells.map { Axis(0, 1, cells: $0, boundary: .dirichlet) }))
    var f = ramp(in: space)
    let op = EllipticOperator(diffusion: cells.map { _ in 1 })
    let before = PlanCache.planningTime.seconds
    let memory = [
      peak(in: space) { try? op.solve(inPlace: &f) },
      peak(in: space) { try? op.solve(inPlace: &f, scheme: differences) },
    ]
    let planSeconds = PlanCache.planningTime.seconds - before
    let values = f.values
    var iterations = 0
    let iterationMemory = peak(in: space) { iterations = iterate(in: space)?.iterations ?? 0 }
    let bare = BareTransform(
      cells: cells, isPeriodic: false, effort: limit, threads: Threads.count)
    let copy = Copy(space.count)
    let times = medianSeconds(
      rounds: rounds,
      of: [
        { try? op.solve(inPlace: &f) }, bare.solve, copy.run,
        { try? op.solve(inPlace: &f, scheme: differences) }, { _ = iterate(in: space) },
      ])
    keep(values[0])
    var iteration = BenchRow(
      work: "cg-contrast-100", cells: cells, threads: Threads.count, seconds: times[4],
      limitSeconds: Double(iterations + 1) * times[1], copySeconds: times[2],
      limitPlanSeconds: bare.planSeconds)
    iteration.memoryInFields = iterationMemory.map { $0 - 1 }
    return ["dirichlet-solve", "dirichlet-fd2"].enumerated().map { i, work in
      BenchRow(
        work: work, cells: cells, threads: Threads.count, seconds: times[3 * i],
        limitSeconds: times[1], copySeconds: times[2], planSeconds: planSeconds,
        limitPlanSeconds: bare.planSeconds, memoryInFields: memory[i])
    } + [iteration]
  }

  static var differences: Scheme { Scheme(.staggered(order: 2)) }

  /// A source that is no product: a step or two a point are left on the whole grid.
  static func source(rank: Int) -> Formula? {
    try? Formula("exp(sin(x))*(1 + cos(\("xyz".prefix(rank).last!)) - sin(x)^2)")
  }

  /// Solves the varying problem to 1e-8.
  static func iterate(in space: FunctionSpace<Double>) -> IterationRecord? {
    var options = IterationOptions()
    options.tolerance = 1e-8
    let u = try? varyingProblem(rank: space.grid.rank)?.solve(
      in: space, scheme: differences, load: .sampled, options: options)
    keep(u?.u.values[0] ?? 0)
    return u?.iteration
  }

  /// −∇·(a∇u) = 1 on the unit box, a = 10^{sin 2πx cos 2πy …}.
  private static func varyingProblem(rank: Int) -> SecondOrderProblem? {
    let text =
      "10^("
      + ["sin(2*pi*x)", "cos(2*pi*y)", "cos(2*pi*z)"].prefix(rank)
      .joined(separator: "*") + ")"
    guard let a = try? Formula(text) else { return nil }
    return SecondOrderProblem(SecondOrderOperator(.scalar(a), rank: rank), source: 1)
  }

  /// In memory of the library's own, as a sampled field is.
  static func ramp(in space: FunctionSpace<Double>) -> Field<Double> {
    var f = Field(in: space)
    f.values.withUnsafeMutableBufferPointer { values in
      for i in values.indices { values[i] = Double(i % 97) / 97 }
    }
    return f
  }

  /// Most bytes held while `body` runs, with one field held before, in fields.
  private static func peak(in space: FunctionSpace<Double>, _ body: () -> Void) -> Double? {
    ProcessMemory.reset()
    let before = ProcessMemory.current
    body()
    guard let before, let peak = ProcessMemory.peak else { return nil }
    return Double(peak - before) / Double(8 * space.count) + 1
  }
}

/// A plain copy of an array, by as many threads: what memory allows.
final class Copy {
  private let source: UnsafeMutableBufferPointer<Double>
  private let target: UnsafeMutableBufferPointer<Double>

  init(_ count: Int) {
    source = .allocate(capacity: count)
    target = .allocate(capacity: count)
    FreshMemory.prepare(source)
    FreshMemory.prepare(target)
    source.initialize(repeating: 1)
    target.initialize(repeating: 0)
  }

  deinit {
    source.deallocate()
    target.deallocate()
  }

  func run() {
    let (from, to) = (source.baseAddress!, target.baseAddress!)
    Threads.forEachChunk(count: source.count, minimum: 16384) { range in
      (to + range.lowerBound).update(from: from + range.lowerBound, count: range.count)
    }
    keep(target[0])
  }
}
