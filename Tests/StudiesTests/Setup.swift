import Discretizations
import Formulas
import Grids
import Norms
import Solvers
import Studies
import Testing

/// A problem on a box, from texts.
func problem(
  _ intervals: [Domain.Interval], exact: String? = nil, source: String? = nil,
  diffusion: [Formula] = [1], reaction: Formula = 0, power: Double = 1
) throws -> Problem {
  var problem = Problem(domain: Domain(intervals), diffusion: diffusion, reaction: reaction)
  problem.exact = try exact.map { try Formula($0) }
  problem.source = try source.map { try Formula($0) }
  problem.power = power
  return problem
}

/// −∇·(a∇u) + b·∇u + c u on a box, from texts.
func stream(
  _ box: [Domain.Interval], _ b: [String], _ c: String = "0", a: String = "1",
  exact: String? = nil, source: String? = nil
) throws -> Problem {
  var problem = Problem(
    domain: Domain(box),
    op: SecondOrderOperator(
      .scalar(try Formula(a)), advection: try b.map { try Formula($0) },
      reaction: try Formula(c), rank: box.count))
  problem.exact = try exact.map { try Formula($0) }
  problem.source = try source.map { try Formula($0) }
  return problem
}

/// An interval with the same condition at both ends.
func interval(
  _ a: Extended, _ b: Extended, _ boundary: Boundary, _ placement: Placement = .nodes
) -> Domain.Interval {
  Domain.Interval(a, b, boundary: boundary, placement: placement)
}

let unitDirichlet = interval(0, 1, .dirichlet)
let circle = interval(0, 2 * .pi, .periodic)

extension Boundary {
  static let dirichletNeumann = Boundary.bounded(lower: .dirichlet, upper: .neumann)
  static let neumannDirichlet = Boundary.bounded(lower: .neumann, upper: .dirichlet)
}

/// The options of a study on n cells an axis.
func options(
  _ levels: [[Int]], norms: [Norm] = [.l2], measures: [Measure] = ["discrete"],
  quadrature: Int? = nil
) -> StudyOptions {
  var options = StudyOptions(levels: levels)
  options.norms = norms
  options.measures = measures
  options.quadrature = quadrature
  return options
}

extension Quantity {
  /// A functional by itself.
  init(_ name: String, _ functional: Functional, known: Double? = nil) {
    self.init(name: name, functionals: [(name, functional)], arithmetic: { $0[0] })
    self.known = known
  }
}

extension Method {
  /// A method with its load and quadrature.
  init(_ kind: Discretization, load: Load? = nil, quadrature: Int? = nil) {
    self.init("\(kind)", [kind])
    self.load = load
    self.quadrature = quadrature
  }
}

extension ConvergenceStudy {
  /// The one series of a study of one method.
  func series() throws -> Series { try #require(try run().series.first) }
}

extension Series {
  /// A column.
  func values(_ norm: Norm, _ measure: Measure) -> [Double?] {
    levels.map { $0.values[norm.name]?[measure] }
  }

  /// A column of marks.
  func marks(_ norm: Norm, _ measure: Measure) -> [Mark?] {
    levels.map { $0.marks[norm.name]?[measure] }
  }
}

/// Studies against finer solutions.
func options(
  _ levels: [[Int]], _ references: [ErrorReference], norms: [Norm] = [.l2, .h(1)],
  measures: [Measure] = ["discrete", "spectral", "function"]
) -> StudyOptions {
  var options = options(levels, norms: norms, measures: measures)
  options.references = references
  return options
}

/// One published number of the collection that the project keeps, with the tolerance of its record.
struct Published {
  enum Tolerance {
    case relative(Double)
    case absolute(Double)
  }

  let id: String
  let value: Double
  let tolerance: Tolerance

  init(_ id: String, _ value: Double, _ tolerance: Tolerance) {
    self.id = id
    self.value = value
    self.tolerance = tolerance
  }

  func expect(_ found: Double?, sourceLocation: SourceLocation = #_sourceLocation) {
    let allowed: Double =
      switch tolerance {
      case .relative(let share): share * value.magnitude
      case .absolute(let size): size
      }
    guard let found else {
      Issue.record("\(id): nothing found", sourceLocation: sourceLocation)
      return
    }
    #expect(
      (found - value).magnitude <= allowed, "\(id): found \(found), published \(value)",
      sourceLocation: sourceLocation)
  }
}
