import Discretizations
import Grids
import Norms
import Solvers

/// What one level of one method holds, a moment after the other: solving, here and on the finer grid
/// of a reference; errors by every measure; quantities.
struct LevelFootprint {
  let study: ConvergenceStudy
  let equation: Equation
  let method: Method
  let cells: [Int]
  var footprint = Footprint()
  /// u_h, and the spectrum that its space keeps.
  var own = Holding()
  var kept = 0.0

  var options: StudyOptions { study.options }
  var scheme: Scheme { Scheme(method.kinds) }
  var isGalerkin: Bool { scheme.isGalerkin }
  var grid: Grid { study.domain.grid(cells: cells) }

  init(_ study: ConvergenceStudy, _ equation: Equation, _ method: Method, cells: [Int]) {
    self.study = study
    self.equation = equation
    self.method = method
    self.cells = cells
    kept = solve(on: cells, beside: Holding())
    own = Holding(1, on: cells)
    measureErrors()
    for entry in options.quantities.flatMap(\.functionals) { take(entry.functional) }
  }

  func here(_ fields: Double) -> Holding { Holding(fields, on: cells) }

  /// Adds the moments of a solve, and of what is asked of its round-off.
  ///
  /// - Returns: the spectra that are kept.
  mutating func solve(on cells: [Int], beside held: Holding) -> Double {
    let grid = study.domain.grid(cells: cells)
    let memory: SolveMemory
    if equation.isVarying {
      memory = equation.secondOrder.memory(
        on: grid, scheme: scheme, load: method.effectiveLoad, faces: method.faces,
        dealiased: method.isDealiased, options: method.iteration)
    } else if let source = equation.source {
      memory = BoundaryValueProblem(
        equation.op, source: source, data: equation.data, rough: equation.problem.rough
      ).memory(on: grid, scheme: scheme, load: method.effectiveLoad, lifting: method.lifting)
    } else {
      memory = SolveMemory(peak: 3, left: 2)
      let factor = LevelRun<Double>.refinement(grid)
      footprint.hold(held + Holding(3, on: cells.map { factor * $0 }))
    }
    footprint.hold(held + Holding(memory.peak, on: cells))
    // The source is sampled once more, for its noise; the norms of what an iteration leaves.
    footprint.hold(held + Holding(memory.left + 1, on: cells))
    if equation.isVarying {
      let scratch = options.norms.map { scratchFields($0, scheme, on: cells) }.max() ?? 0
      footprint.hold(held + Holding(1 + max(memory.left - 1, scratch), on: cells))
    }
    return memory.left - 1
  }

  /// What a norm of a grid function holds beside it.
  func scratchFields(_ norm: Norm, _ scheme: Scheme, on cells: [Int]) -> Double {
    guard norm.core == .energy, equation.isVarying else {
      return Double(norm.scratchFields(scheme))
    }
    let isOwn = scheme == self.scheme
    return equation.secondOrder.energyMemory(
      on: study.domain.grid(cells: cells), scheme: scheme, faces: isOwn ? method.faces : .sampled,
      dealiased: isOwn && method.isDealiased)
  }
}
