public import Formulas
public import Grids
public import Solvers

/// Where a function comes from.
public indirect enum FunctionSource: Sendable {
  /// An expression, known everywhere.
  case formula(Formula)
  /// A function plus Dirac measures, which are known by their exact coefficients.
  case measure(Formula, [PointSource])
  /// An array, known at the points of one grid.
  case samples(GridSamples)
  /// A random function of given regularity, known by its coefficients.
  case random(RandomFunction)
  /// The first less the second.
  case difference(FunctionSource, FunctionSource)

  /// The only grid on which the function is known; nil where any will do.
  public var grid: Grid? {
    switch self {
    case .formula, .measure, .random: nil
    case .samples(let samples): samples.grid
    case .difference(let u, let v): u.grid ?? v.grid
    }
  }

  /// The relative precision of the values themselves; 0 for one that is computed here.
  var epsilon: Double {
    switch self {
    case .formula, .measure, .random: 0
    case .samples(let samples): samples.epsilon
    case .difference(let u, let v): max(u.epsilon, v.epsilon)
    }
  }
}

extension FunctionSource: CustomStringConvertible {
  /// The expression, or what was understood of the array.
  public var description: String {
    switch self {
    case .formula(let formula): "\(formula)"
    case .measure(let formula, let points):
      ((formula.isZero ? [] : ["\(formula)"]) + points.map(\.words)).joined(separator: " + ")
    case .samples(let samples): samples.note
    case .random(let random): "\(random)"
    case .difference(let u, let v): "(\(u)) − (\(v))"
    }
  }
}

extension PointSource {
  /// `2 δ(x − 0.25)`
  fileprivate var words: String {
    let place = zip(["x", "y", "z"], point).map { "\($0) − \(Double($1))" }
    return (strength == 1 ? "" : "\(Double(strength)) ") + "δ(" + place.joined(separator: ", ")
      + ")"
  }
}
