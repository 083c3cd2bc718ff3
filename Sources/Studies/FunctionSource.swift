public import Formulas
public import Grids

/// Where a function comes from.
public indirect enum FunctionSource: Sendable {
  /// An expression, known everywhere.
  case formula(Formula)
  /// An array, known at the points of one grid.
  case samples(GridSamples)
  /// A random function of given regularity, known by its coefficients.
  case random(RandomFunction)
  /// The first less the second.
  case difference(FunctionSource, FunctionSource)

  /// The only grid on which the function is known; nil where any will do.
  public var grid: Grid? {
    switch self {
    case .formula, .random: nil
    case .samples(let samples): samples.grid
    case .difference(let u, let v): u.grid ?? v.grid
    }
  }

  /// The relative precision of the values themselves; 0 for one that is computed here.
  var epsilon: Double {
    switch self {
    case .formula, .random: 0
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
    case .samples(let samples): samples.note
    case .random(let random): "\(random)"
    case .difference(let u, let v): "(\(u)) − (\(v))"
    }
  }
}
