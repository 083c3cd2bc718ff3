import Discretizations
import Fields
import Formulas
import Grids
import Transforms

extension EnergyForm {
  /// Samples and holds so many fields of coefficients at most, first those of derivatives, of the last one a
  /// part.
  mutating func hold(upTo limit: Double) {
    var left = limit
    for isMass in [false, true] {
      for i in terms.indices where terms[i].isMass == isMass {
        guard left > 0 else { return }
        guard Self.isWorthHolding(terms[i].samples.formula, along: terms[i].lines, space.grid)
        else {
          continue
        }
        terms[i].samples.hold(min(1, left))
        left -= 1
      }
    }
  }

  /// Whether it costs more to sample than to read: what depends on one of several coordinates is
  /// evaluated once for all lines of a block. Of the last axis a block of spectral lines is as few as two.
  private static func isWorthHolding(_ f: Formula, along axis: Int?, _ grid: Grid) -> Bool {
    func depends(_ axis: Int) -> Bool { f.depends(on: Coordinate(rawValue: axis)!) }
    if let axis, axis == grid.rank - 1, grid.axes[axis].count > 1024, depends(axis) { return true }
    return (0..<grid.rank).count(where: depends) > (grid.rank > 1 ? 1 : 0)
  }

  /// How many fields of coefficients eight have room for: the vectors of the iteration take four, D one, a
  /// spectrum that a multiplication needs one, blocks what they take of large fields, and a cycle all that is
  /// left.
  static func room(
    beside choice: IterationOptions.Preconditioner, _ scheme: Scheme, on grid: Grid
  ) -> Double {
    guard choice != .multigrid else { return 0 }
    let vectors = ConjugateGradients<Scalar>.fields + (choice == .scaled ? 1 : 0)
    let whole = Double(8 - vectors - (grid.multipliesInPlace ? 0 : 1))
    // Fields of less than 4 MB, about: as much as the code that runs.
    return grid.count < 1 << 19 ? whole : max(0, whole - scratch(scheme, on: grid))
  }

  /// The fields that ``hold(upTo:)`` then holds.
  static func fields(
    _ op: SecondOrderOperator, scheme: Scheme, on grid: Grid, upTo limit: Double
  ) -> Double {
    var wanted = isWorthHolding(op.reaction, along: nil, grid) ? 1.0 : 0
    for axis in grid.axes.indices {
      let lines = scheme[axis] == .spectral ? axis : nil
      if isWorthHolding(op.diffusion(axis, axis), along: lines, grid) { wanted += 1 }
    }
    // Elements have more Gauss points a cell than there is room for.
    return min(limit, scheme.isGalerkin && wanted > 0 ? limit : wanted)
  }
}

extension EnergyForm {
  /// The fields beside the image while one thread applies it: for each axis two blocks of lines; planes
  /// of what is sampled.
  static func scratch(_ scheme: Scheme, on grid: Grid) -> Double {
    var numbers = 1 << 15
    for axis in grid.axes.indices where scheme[axis] == .spectral {
      numbers += TrigonometricGram<Scalar>.scratch(shape: grid.shape, axis: axis)
    }
    return Double(numbers) / Double(grid.count)
  }
}

extension Grid {
  /// Whether a multiplication of coefficients needs no spectrum: not with a bounded axis alone.
  var multipliesInPlace: Bool { rank > 1 || axes[0].isPeriodic }
}
