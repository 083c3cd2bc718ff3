import Fields
import Formulas
import Grids
import Norms
import Solvers
import Transforms

extension BenchRow {
  /// Every work with all threads beside the same with one, in turns: what the machine gives in one
  /// minute it may not give in the next.
  static func threads(cells: [Int], rounds: Int) -> [BenchRow] {
    Wisdom.forget()
    let all = Threads.count
    let works = threadedWorks(cells)
    let times = medianSeconds(
      rounds: rounds,
      of: works.flatMap { work in
        [1, all].map { count in
          {
            Threads.count = count
            work.run()
          }
        }
      })
    Threads.count = all
    return works.enumerated().map { i, work in
      BenchRow(
        work: work.name, cells: cells, threads: all, seconds: times[2 * i + 1],
        limitSeconds: times[2 * i], copySeconds: times[3])
    }
  }

  private static func arithmetic() {
    Threads.forEachChunk(count: 64) { items in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 512) { x in
        x.initialize(repeating: 1)
        for _ in 0..<2048 * items.count {
          for i in x.indices { x[i] = 0.999 * x[i] + 1e-3 }
        }
        keep(x[0])
      }
    }
  }

  /// First what a machine gives to more than one thread: arithmetic that stays in the first-level
  /// cache, and a plain copy.
  private static func threadedWorks(_ cells: [Int]) -> [(name: String, run: () -> Void)] {
    func space(_ boundary: Boundary, _ upper: Extended) -> FunctionSpace<Double> {
      FunctionSpace(on: Grid(cells.map { Axis(0, upper, cells: $0, boundary: boundary) }))
    }
    let torus = space(.periodic, 2 * .pi)
    let box = space(.dirichlet, 1)
    var f = ramp(in: torus)
    var g = ramp(in: box)
    let op = EllipticOperator(diffusion: cells.map { _ in 1 })
    let screened = EllipticOperator(diffusion: cells.map { _ in 1 }, reaction: 1)
    let source = source(rank: cells.count)
    var samples = Field<Double>(in: torus)
    let copy = Copy(torus.count)
    return [
      ("arithmetic", arithmetic),
      ("copy", copy.run),
      ("periodic-solve", { try? screened.solve(inPlace: &f) }),
      ("h1-norm", { keep((try? f.norm(.h(1))) ?? 0) }),
      ("sampling", { if let source { samples.sample(source) } }),
      ("sampling-new", { if let source { keep(Field(sampling: source, in: torus).values[0]) } }),
      (
        "sampling-norm",
        {
          if let source { samples.sample(source) }
          keep((try? samples.norm(.h(1))) ?? 0)
        }
      ),
      ("dirichlet-solve", { try? op.solve(inPlace: &g) }),
      ("dirichlet-fd2", { try? op.solve(inPlace: &g, scheme: differences) }),
      ("cg-contrast-100", { _ = iterate(in: box) }),
    ]
  }
}
