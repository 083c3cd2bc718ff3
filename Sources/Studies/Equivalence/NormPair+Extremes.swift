import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Solvers
import Transforms

extension NormPair {
  /// How the extremes of a pair are found on a grid.
  enum Approach {
    /// Both norms are weights in the grid's basis: by one pass over the modes.
    case diagonal(Symbol<Extended>, Symbol<Extended>)
    /// ‖u‖_∞ against a weight: by the reproducing kernel.
    case embedding
    /// Two quadratic forms without common modes: by an eigenvalue iteration.
    case general
  }

  /// The extremes of the ratio on a grid.
  ///
  /// - Throws: ``StudyError`` for a norm that a method does not have, or that is no norm of this kind.
  func extremes<Scalar: TransformScalar>(
    on grid: Grid, lastMode: LastMode, problem: Problem? = nil, _: Scalar.Type
  ) throws(StudyError) -> ExtremeRatios {
    switch try approach(on: grid, problem: problem) {
    case .diagonal(let w, let v): return try diagonal(w, v, on: grid, lastMode)
    case .embedding: return try embedding(on: grid, lastMode, Scalar.self)
    case .general:
      return try general(in: FunctionSpace<Scalar>(on: grid), lastMode, problem)
    }
  }

  /// How the extremes are found.
  ///
  /// - Throws: ``StudyError`` for a side that does not exist on the grid;
  ///   ``StudyError/refusedPair(name:reason:)`` for one without a gradient beside another that is no weight.
  func approach(on grid: Grid, problem: Problem? = nil) throws(StudyError) -> Approach {
    if [left.norm, right.norm].contains(.energy), problem?.op.form == .nondivergence {
      throw .refusedPair(
        name: name,
        reason: "the norm `energy` is of the divergence form: the nondivergence form is no energy")
    }
    if isEmbedding {
      guard try symbol(of: right, on: grid, problem) != nil else {
        try refuseKinks()
        return .general
      }
      return .embedding
    }
    guard let w = try symbol(of: left, on: grid, problem),
      let v = try symbol(of: right, on: grid, problem)
    else {
      try refuseKinks()
      return .general
    }
    return .diagonal(w, v)
  }

  /// The weight of a side in extended precision: constants belong to the symbols, not to the
  /// precision of any field. nil for a norm that is not a weight.
  private func symbol(
    of side: Side, on grid: Grid, _ problem: Problem?
  ) throws(StudyError) -> Symbol<Extended>? {
    guard side.scheme.isAdmitted(on: grid) else {
      throw .method(
        name: side.method.name, reason: "splines of degree 2 and 3 need periodic axes")
    }
    if let symbol = side.norm.symbol(side.scheme, on: grid, Extended.self) { return symbol }
    if side.norm == .energy, let op = problem?.operatorOfEnergy {
      return op.symbol(side.scheme, on: grid)
    }
    if case .sobolev = side.norm.core {
      throw .method(name: side.method.name, reason: "it is not conforming for \(side.norm)")
    }
    return nil
  }

  private func diagonal(
    _ w: Symbol<Extended>, _ v: Symbol<Extended>, on grid: Grid, _ lastMode: LastMode
  ) throws(StudyError) -> ExtremeRatios {
    guard
      let range = SymbolRatio(
        refining: w, over: v, on: grid, factors: shares(on: grid, lastMode),
        withoutConstant: effectiveSubspace == .zeroMean)
    else { throw .refusedPair(name: name, reason: "both norms vanish on every mode") }
    var found = ExtremeRatios(
      lower: Double(range.lower.value.squareRoot()), upper: Double(range.upper.value.squareRoot()))
    found.lowerMode = grid.waveNumbers(range.lower.mode)
    found.upperMode = grid.waveNumbers(range.upper.mode)
    return found
  }

  /// How the policy for the last mode changes the ratio: it concerns a `spectral` side only, and
  /// cancels between two. A mode that is dropped is left out.
  private func shares(on grid: Grid, _ lastMode: LastMode) -> [[Extended]]? {
    guard lastMode != .parseval, left.scheme.isSpectral || right.scheme.isSpectral else {
      return nil
    }
    return grid.tabulate { axis, i in
      let share = axis.squareNorm(i, lastMode: lastMode) / axis.squareNorm(i)
      if share == 0 { return .nan }
      switch (left.scheme.isSpectral, right.scheme.isSpectral) {
      case (true, true): return 1
      case (true, false): return share
      default: return 1 / share
      }
    }
  }

  private func embedding<Scalar: TransformScalar>(
    on grid: Grid, _ lastMode: LastMode, _: Scalar.Type
  ) throws(StudyError) -> ExtremeRatios {
    guard
      let kernel = ReproducingKernel(
        right.norm, scheme: right.scheme, in: FunctionSpace<Scalar>(on: grid), lastMode: lastMode,
        withoutConstant: effectiveSubspace == .zeroMean)
    else { preconditionFailure("an embedding into a norm that is no weight") }
    let peak = kernel.peak()
    var found = ExtremeRatios(lower: nil, upper: Double(peak.value.squareRoot()))
    found.upperMode = peak.vanishing.map { grid.waveNumbers($0) }
    return found
  }
}

extension Grid {
  /// The wave numbers of a mode by its stored indices.
  fileprivate func waveNumbers(_ mode: [Int]) -> [Int] {
    zip(axes, mode).map { $0.waveNumber($1) }
  }
}
