import Fields
import Grids
import RealModule
import Solvers
import Transforms

/// Where two squared norms vanish: among the constants and the checkerboards, the products of 1 and (−1)^j.
///
/// No other mode is in the kernel of a weak derivative.
struct VanishingModes<Scalar: TransformScalar> {
  /// The fields on which both vanish, of L² norm 1, and the constants if they are left out.
  private(set) var both: [Field<Scalar>] = []
  /// The wave numbers of a mode on which only the first vanishes.
  private(set) var left: [Int]?
  /// The wave numbers of a mode on which only the second vanishes.
  private(set) var right: [Int]?

  /// The modes of two squared norms.
  init(
    _ a: (Field<Scalar>) -> Scalar, _ b: (Field<Scalar>) -> Scalar,
    in space: FunctionSpace<Scalar>, withoutConstant: Bool, withoutLast: Bool = false
  ) {
    let rough = Field(
      in: space, values: (0..<space.count).map { Scalar($0 % 3) - Scalar($0 % 7) / 3 })
    let sizes = [a(rough), b(rough)].map { $0 / rough.inner(rough) }
    for choice in space.grid.vanishingCandidates
    where !(withoutLast && choice.contains(where: \.isLast)) {
      var v = Field(in: space, values: space.grid.checkerboard(choice.map(\.isLast)))
      v = (1 / v.inner(v).squareRoot()) * v
      let waves = choice.map(\.wave)
      if withoutConstant, waves.allSatisfy({ $0 == 0 }), space.grid.hasConstants {
        both.append(v)
        continue
      }
      // Derivatives of a constant are round-off; that of all modes is the measure.
      let noise = 64 * Scalar.ulpOfOne * Scalar(space.grid.cells.max()!)
      switch (a(v).magnitude <= noise * sizes[0], b(v).magnitude <= noise * sizes[1]) {
      case (true, true): both.append(v)
      case (true, false): left = left ?? waves
      case (false, true): right = right ?? waves
      case (false, false): break
      }
    }
  }
}

extension Grid {
  /// For each combination of the constant and the last mode along the axes that have them: which,
  /// and its wave number.
  fileprivate var vanishingCandidates: [[(isLast: Bool, wave: Int)]] {
    axes.reduce([[]]) { list, axis in
      var own: [(isLast: Bool, wave: Int)] = []
      if axis.basis == .fourier || axis.basis == .cosine { own.append((false, 0)) }
      if let last = axis.lastMode, axis.waveNumber(last) != 0 {
        own.append((true, axis.waveNumber(last)))
      }
      return list.flatMap { head in own.map { head + [$0] } }
    }
  }

  /// Π (−1)^{jᵢ} over the marked axes, at every point.
  fileprivate func checkerboard<Scalar: BinaryFloatingPoint>(_ marked: [Bool]) -> [Scalar] {
    zip(shape, marked).reduce([1]) { values, axis in
      values.flatMap { value in
        (0..<axis.0).map { axis.1 && !$0.isMultiple(of: 2) ? -value : value }
      }
    }
  }
}
