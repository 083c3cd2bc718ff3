import Formulas
import Grids
import Norms
import Solvers

extension ConvergenceStudy {
  /// The lines above a table: the equation in words, what is measured, and each norm's definition.
  func caption(_ equation: Equation) throws(StudyError) -> [String] {
    var lines = [
      equation.words + ",  " + problem.domain.words(robin: Set(problem.robin.keys))
        + (problem.exact.map { ",  u = \($0)" } ?? "")
    ]
    if kind == .solve {
      for measure in options.measures { lines.append(measureLine(measure, of: "u_h")) }
      return lines + definitions(of: "u")
    }
    guard hasErrors || hasResidual else {
      lines.append("no exact solution: quantities of u_h, Richardson's rate and limit")
      return lines
    }
    guard hasErrors else {
      lines.append("bounds on e = u_h − u;  rates by \(options.rateBy.rawValue)")
      lines += try residualLines(equation)
      return lines
    }
    lines.append(
      errorWords
        + ";  rates by \(options.rateBy.rawValue)"
        + (options.measures.contains("discrete") && options.measures.contains("spectral")
          ? ";  d/s = discrete/spectral" : ""))
    lines += try referenceLines()
    for measure in options.measures { lines.append(measureLine(measure, of: "e")) }
    lines += try residualLines(equation)
    lines += definitions(of: "e")
    if options.lastMode != .parseval { lines.append("last mode: \(options.lastMode.rawValue)") }
    return lines
  }

  /// Each norm's definition.
  private func definitions(of letter: Character) -> [String] {
    options.definitions(of: letter, isSymmetric: !problem.op.hasAdvection)
  }

  private func measureLine(_ measure: Measure, of what: String) -> String {
    switch measure {
    case "discrete": "discrete: the method's own Gram symbols on its own grid"
    case "spectral":
      "spectral: trigonometric series, Parseval"
        + (options.oversample > 1 ? ", on a grid \(options.oversample) times finer" : "")
    case _ where what != "e":
      "function: the method's own function, Gauss quadrature" + sampleWords
    case _ where options.comparison == .exact:
      "function: the method's own function against u and its exact derivatives, Gauss quadrature"
        + sampleWords
    default:
      "function: the functions that the method means on both grids, Gauss quadrature" + sampleWords
    }
  }

  /// What a quadrature makes of norms that are no integrals of something smooth: maxima, over how many points,
  /// and integrals of |e|^p, which has a kink where e changes sign unless p is even.
  private var sampleWords: String {
    var words = ""
    if let m = options.samples {
      let counts = [String](repeating: "\(m)", count: problem.domain.rank)
      words = "; maxima over \(counts.joined(separator: " × ")) equispaced points a cell"
    } else if options.norms.contains(where: { $0.power == .infinity }) {
      words = "; maxima over its points"
    }
    let kinked = options.norms.filter { norm in
      norm.power.map { $0.isFinite && $0.remainder(dividingBy: 2) != 0 } ?? false
    }
    guard !kinked.isEmpty else { return words }
    return words
      + "; \(kinked.map(\.name).joined(separator: ", ")) to some per cent where what is integrated changes sign"
      + " within cells: `quadrature`"
  }
}

extension Norm {
  /// p of ∫ |·|^p; nil for what is no such integral.
  fileprivate var power: Double? {
    switch core {
    case .lebesgue(let p): p
    case .slobodeckij(let s, let p) where s == s.rounded(): p
    case .totalVariation: 1
    default: nil
    }
  }
}

extension Equation {
  /// `-Δu + c u = f`
  var words: String {
    if isVarying { return problem.op.words(right: right) + conditionWords }
    let a = op.diffusion
    let c = op.reaction
    let one = a.allSatisfy { $0 == 1 }
    let scale = a.allSatisfy { $0 == a[0] }
    var left: String
    switch op.power {
    case 1 where one: left = "-Δu"
    case 1 where scale: left = "-\(number(a[0])) Δu"
    case 1:
      left = zip(["xx", "yy", "zz"], a).map { "- \(number($1)) u_\($0)" }.joined(separator: " ")
    case 2 where one: left = "Δ²u"
    default:
      let base = one ? "-Δ" : "-∇·(a∇)"
      left = "(\(base))^\(number(Extended(op.power))) u"
    }
    if c != 0 {
      left += (c < 0 ? " - " : " + ") + (c.magnitude == 1 ? "u" : "\(number(c.magnitude)) u")
    }
    return left + " = " + right + conditionWords
  }

  /// `f - ∇·F`
  private var right: String {
    guard problem.rough.hasFlux else { return "f" }
    let hasFunction = !(source?.isZero ?? true) || problem.rough.hasPoints
    return (hasFunction ? "f " : "") + (hasFunction ? "- ∇·F" : "-∇·F")
  }

  /// `,  ∂u/∂n + β u = g on x.upper`, of Robin sides, and of Neumann sides that an F passes.
  private var conditionWords: String {
    let grid = problem.domain.grid(cells: problem.domain.intervals.map { _ in 2 })
    var groups: [(condition: String, sides: [String])] = []
    for side in grid.sides.filter({ grid.end($0) == .neumann }).sorted(by: { $0.name < $1.name }) {
      let isRobin = !(problem.robin[side] ?? 0).isZero
      guard isRobin || problem.hasFlux(through: side, of: grid) else { continue }
      let condition = problem.slopeWords(on: side, of: grid) + (isRobin ? " + β u" : "")
      if let i = groups.firstIndex(where: { $0.condition == condition }) {
        groups[i].sides.append(side.name)
      } else {
        groups.append((condition, [side.name]))
      }
    }
    return groups.map { ",  \($0.condition) = g on \($0.sides.joined(separator: ", "))" }.joined()
  }

  private func number(_ x: Extended) -> String {
    x == x.rounded() && abs(x) < 1e15 ? "\(Int(x))" : "\(Double(x))"
  }
}

extension Domain {
  /// `x ∈ [0, 1] Dirichlet–Neumann, y ∈ [0, 6.283] periodic`, axes alike together.
  ///
  /// - Parameter robin: The sides that are Robin sides.
  func words(robin: Set<BoxSide> = []) -> String {
    var groups: [(names: [String], text: String)] = []
    for (axis, interval) in intervals.enumerated() {
      let name = ["x", "y", "z"][axis]
      let ends = Side.allCases.map { robin.contains(BoxSide(axis: axis, side: $0)) }
      let text = interval.words(isRobin: ends)
      if groups.last?.text == text {
        groups[groups.count - 1].names.append(name)
      } else {
        groups.append(([name], text))
      }
    }
    return groups.map { "\($0.names.joined(separator: ", ")) ∈ \($0.text)" }
      .joined(separator: ",  ")
  }
}

extension Domain.Interval {
  fileprivate func words(isRobin: [Bool]) -> String {
    let ends: String
    switch boundary {
    case .periodic: ends = "periodic"
    case .bounded(let a, let b):
      ends = "\(isRobin[0] ? "Robin" : a.word)–\(isRobin[1] ? "Robin" : b.word)"
    }
    return "[\(place(lower)), \(place(upper))] \(ends)" + (placement == .cells ? ", cells" : "")
  }

  /// Multiples of π by name.
  private func place(_ x: Extended) -> String {
    let turns = x / .pi
    if x != 0, turns == turns.rounded(), abs(turns) < 1000 {
      let n = Int(turns)
      return n == 1 ? "π" : n == -1 ? "-π" : "\(n)π"
    }
    return x == x.rounded() && abs(x) < 1e15 ? "\(Int(x))" : "\(Double(x))"
  }
}

extension End {
  fileprivate var word: String { self == .dirichlet ? "Dirichlet" : "Neumann" }
}
