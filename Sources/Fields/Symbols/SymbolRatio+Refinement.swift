public import Grids
import RealModule

extension SymbolRatio where Scalar == Extended {
  /// The range of w/v, searched in double precision and evaluated in extended precision at the modes
  /// that were found: as good as a search in extended precision but for 64 ε of `Double`, and several
  /// times as fast.
  ///
  /// What double precision cannot hold, or takes for 0 or infinite and extended precision does not,
  /// is searched again.
  public init?(
    refining w: Symbol<Extended>, over v: Symbol<Extended>, on grid: Grid,
    factors: [[Extended]]? = nil, withoutConstant: Bool = false
  ) {
    let walk = SymbolRatioWalk(w, over: v, on: grid, factors, withoutConstant)
    if walk.isHeldByDouble,
      let range = SymbolRatio<Double>(
        Symbol(w), over: Symbol(v), on: grid,
        factors: factors.map { $0.map { $0.map { Double($0) } } },
        withoutConstant: withoutConstant),
      let lower = walk.refined(range.lower), let upper = walk.refined(range.upper)
    {
      self.init(lower: lower, upper: upper)
    } else {
      self.init(w, over: v, on: grid, factors: factors, withoutConstant: withoutConstant)
    }
  }
}

extension SymbolRatioWalk where Scalar == Extended {
  /// Whether `Double` holds both symbols at the highest frequencies, where those of norms are
  /// extreme.
  fileprivate var isHeldByDouble: Bool {
    let highest = zip(grid.axes, grid.spectrumShape).map { axis, n in
      axis.isPeriodic ? axis.cells / 2 : n - 1
    }
    return [w, v].allSatisfy { symbol in
      let x = value(of: symbol, at: highest).magnitude
      return x == 0 || x < 1e300 && x > 1e-300
    }
  }

  /// An extreme of a search in double precision, evaluated here; nil if the precisions disagree on
  /// whether it is 0 or infinite.
  fileprivate func refined(_ coarse: SymbolRatio<Double>.Extreme) -> Extreme? {
    let value = ratio(at: coarse.mode)
    guard (coarse.value == 0) == (value == 0), coarse.value.isFinite == value.isFinite else {
      return nil
    }
    return Extreme(value: value, mode: coarse.mode)
  }
}
