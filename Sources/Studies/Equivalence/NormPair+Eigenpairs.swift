import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Solvers
import Transforms

extension NormPair {
  /// The extremes of a pair without common modes, by eigenpairs.
  ///
  /// Functions on which both norms vanish are left out. Where only the left one does c is 0, where
  /// only the right one does C is infinite.
  ///
  /// - Throws: ``StudyError`` for a norm that is no form, and where the iteration does not converge.
  func general<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, _ lastMode: LastMode, _ problem: Problem?
  ) throws(StudyError) -> ExtremeRatios {
    guard let a = try QuadraticSide(left, in: space, lastMode, problem),
      let b = try QuadraticSide(right, in: space, lastMode, problem)
    else { return try criticalPoints(in: space, lastMode, problem) }
    let vanishing = VanishingModes(
      { a.form($0) }, { b.form($0) }, in: space, withoutConstant: subspace == .zeroMean,
      withoutLast: drops(lastMode))
    var found = ExtremeRatios(lower: nil, upper: .infinity)
    var pairs: [Eigenpair<Scalar>] = []
    do {
      if let mode = vanishing.left {
        found.lower = 0
        found.lowerMode = mode
      } else {
        let pair = try extreme(.lowest, a, b, vanishing, lastMode)
        found.lower = Double(pair.value.squareRoot())
        pairs.append(pair)
      }
      if let mode = vanishing.right {
        found.upperMode = mode
      } else {
        let pair = try extreme(.highest, a, b, vanishing, lastMode)
        found.upper = Double(pair.value.squareRoot())
        pairs.append(pair)
      }
    } catch {
      throw .pair(name: name, cells: space.grid.cells, reason: error.description)
    }
    found.residual = pairs.map { Double($0.residual / $0.value) }.max()
    found.iterations = pairs.map(\.iterations).reduce(0, +)
    return found
  }

  /// Whether last modes are left out: their policy concerns `spectral` norms only.
  private func drops(_ lastMode: LastMode) -> Bool {
    lastMode == .drop && (left.scheme.isSpectral || right.scheme.isSpectral)
  }

  /// One end of a/b.
  ///
  /// The highest of a/b is the isolated end for a correction B⁻¹, and the lowest, as the highest of
  /// b/a, for A⁻¹. Where one is an energy and the other its norm with constant coefficients both
  /// ends are alike, and the coefficient makes the correction.
  private func extreme<Scalar: TransformScalar>(
    _ end: RayleighQuotient<Scalar>.End, _ a: QuadraticSide<Scalar>, _ b: QuadraticSide<Scalar>,
    _ vanishing: VanishingModes<Scalar>, _ lastMode: LastMode
  ) throws(EigenError) -> Eigenpair<Scalar> {
    func found(
      _ quotient: RayleighQuotient<Scalar>, _ end: RayleighQuotient<Scalar>.End
    ) throws(EigenError) -> Eigenpair<Scalar> {
      var quotient = quotient
      quotient.kernel = vanishing.both
      if drops(lastMode) {
        quotient.projection = { $0.withoutLastModes }
      }
      return try quotient.extreme(end)
    }
    let opposite: RayleighQuotient<Scalar>.End = end == .lowest ? .highest : .lowest
    if let energy = a.energy, let weight = b.diagonal, right.norm.isOfFirstOrder {
      return try found(RayleighQuotient(energy: energy, over: weight), end)
    }
    if let energy = b.energy, let weight = a.diagonal, left.norm.isOfFirstOrder {
      return try found(RayleighQuotient(energy: energy, over: weight), opposite).inverted
    }
    if end == .highest {
      return try found(RayleighQuotient(a.form, over: b), .highest)
    }
    return try found(RayleighQuotient(b.form, over: a), .highest).inverted
  }
}

extension RayleighQuotient {
  fileprivate init(_ a: any SymmetricForm<Scalar>, over b: QuadraticSide<Scalar>) {
    let model = b.model
    self.init(
      a, over: b.form, riesz: { model.pseudoinverse($0) }, isExact: b.diagonal != nil)
  }
}

extension Norm {
  /// Whether it is H¹ or |·|₁.
  fileprivate var isOfFirstOrder: Bool { core == .sobolev(1) }
}

extension Field {
  /// Without the last mode of any axis.
  fileprivate var withoutLastModes: Field {
    var uHat = Coefficients(self)
    uHat.multiply(
      by: Symbol(.products([.init(1, grid.tabulate { axis, i in i == axis.lastMode ? 0 : 1 })])))
    return Field(consuming: uHat)
  }
}
