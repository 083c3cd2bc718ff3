import Discretizations
import Fields
import Grids
public import Norms
import Operators
import RealModule
public import Transforms

/// Whether v is the weak derivative ∂^α u:
///
///     ⟨∂^α u, φ⟩ = (−1)^{|α|} (u, ∂^α φ) = (v, φ)   for all test functions φ
///
/// which holds exactly if ∂^α u − v vanishes in a dual norm, by default H^{−|α|}: the norm is the
/// largest value of the difference of both sides over ‖φ‖.
///
/// u is expanded in the basis that its boundary picks, differentiated mode by mode, and v is sampled
/// where the derivative lives: an odd order exchanges sine and cosine. The test functions are those
/// of that space. So on a Dirichlet axis u is continued by zero, and a first derivative is tested by
/// functions that are free at the ends: u ≠ 0 there counts as a jump. On a Neumann axis they vanish
/// at the ends, and the derivative is that inside.
public struct WeakDerivativeStudy: Sendable {
  /// The box.
  public var domain: Domain
  /// u by its name.
  public var function: (name: String, source: FunctionSource)
  /// v by its name.
  public var candidate: (name: String, source: FunctionSource)
  /// α
  public var alpha: [Int]
  /// The grids; the first norm is the one of the gap.
  public var options: StudyOptions

  /// Asks whether `candidate` is ∂^α of `function`.
  public init(
    _ domain: Domain, _ function: (name: String, source: FunctionSource),
    candidate: (name: String, source: FunctionSource), alpha: [Int], norm: Norm? = nil,
    _ options: StudyOptions
  ) {
    self.domain = domain
    self.function = function
    self.candidate = candidate
    self.alpha = alpha
    self.options = options
    self.options.norms = [norm ?? .h(-Double(alpha.reduce(0, +)))]
  }

  /// The norm of the gap.
  public var norm: Norm { options.norms[0] }

  /// The norm of the test functions: the gap's is its dual.
  var testNorm: String {
    guard case .sobolev(let s) = norm.core else { return "-" }
    return Norm(.sobolev(-s), form: norm.form, seminorm: norm.isSeminorm).name
  }

  /// Evaluates the gap on every level.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public func run<Scalar: TransformScalar>(
    _: Scalar.Type = Double.self,
    progress: (_ function: String, _ level: Level) -> Void = { _, _ in }
  ) throws(StudyError) -> Results {
    var results = Results(study: .weakDerivative)
    results.caption = caption
    var gap = WeakDerivativeGap(
      function: function.name, candidate: candidate.name, alpha: alpha, norm: norm.name,
      testNorm: testNorm)
    var run = RunRecord()
    run.levels = [
      try options.timedRows(progress: { progress(function.name, $0) }) {
        cells, isLast throws(StudyError) in
        let (row, worst) = try row(cells, Scalar.self, keepsWorst: isLast)
        gap.rows.append(row)
        if isLast { gap.worst = worst }
        return row.level
      }
    ]
    gap.judge(
      key: options.rateBy,
      obstacle: FunctionBreaks([function, candidate], on: domain, options.levels).reason)
    results.weakDerivatives = [gap]
    results.series = [gap.series(rateBy: options.rateBy, derivative: derivative)]
    results.run = run
    return results
  }

  private func row<Scalar: TransformScalar>(
    _ cells: [Int], _: Scalar.Type, keepsWorst: Bool
  ) throws(StudyError) -> (row: WeakDerivativeGap.Row, worst: NamedField?) {
    let space = FunctionSpace<Scalar>(on: domain.grid(cells: cells))
    for (a, m) in alpha.enumerated() where !m.isMultiple(of: 2) {
      guard space.grid.axes[a].collocated != nil else {
        throw .function(
          name: function.name,
          reason: "its derivative has no point on \(cells.words) cells")
      }
    }
    let u = try function.source.sampled(in: space, name: function.name)
    var gaps = u.parts.map { Coefficients($0).derivative(alpha) }
    let target = gaps[0].space
    let v = try candidate.source.sampled(in: target, name: candidate.name)
    let candidates = v.parts.map { Coefficients($0) }
    if candidates.count > gaps.count { gaps.append(Coefficients(in: target)) }
    for (i, v) in candidates.enumerated() { gaps[i].add(-1, v) }

    var row = WeakDerivativeGap.Row(
      level: Level(
        cells: cells, h: space.grid.axes.map { Double($0.spacing) }, unknowns: space.count),
      gap: 0)
    do {
      row.gap = Double(try norm.combined(gaps, options.lastMode))
      let size =
        Double(try Norm.l2.combined(u.parts.map { Coefficients($0) }))
        * amplification(on: target.grid)
        + Double(try norm.combined(candidates, options.lastMode))
      let epsilon = max(Double(Scalar.ulpOfOne), function.source.epsilon, candidate.source.epsilon)
      if row.gap <= 16 * epsilon * Double.log2(Double(space.count) + 1) * size { row.mark = .floor }
    } catch {
      throw .norm("∂^α u − v: \(error)")
    }
    row.level.quantities["gap"] = row.gap
    guard row.mark == nil, row.gap > 0,
      let weight: Symbol<Scalar> = norm.symbol(.spectral, on: target.grid)
    else { return (row, nil) }
    // sup ⟨g, φ⟩/‖φ‖ over the dual of a weight w is attained by φ̂ = w ĝ.
    gaps[0].multiply(by: weight)
    let scale = Scalar(1 / row.gap)
    for i in gaps[0].values.indices { gaps[0].values[i] *= scale }
    let phi = Field(consuming: gaps[0])
    row.peaks = phi.peaks
    guard keepsWorst else { return (row, nil) }
    return (
      row,
      NamedField(
        "worst-test-function", shape: phi.grid.shape, values: phi.values.map { Double($0) },
        points: phi.grid.axes.map { $0.points.map { Double($0) } })
    )
  }

  /// What ∂^α does in the norm to the round-off of u: the largest |κ^α| √w over the modes, for a
  /// weight that is monotone in λ that of the last ones.
  private func amplification(on grid: Grid) -> Double {
    guard case .sobolev(let s) = norm.core else { return 1 }
    let highest = grid.axes.map { axis in
      (0..<axis.count).reduce(0) { max($0, Double(axis.frequency($1).magnitude)) }
    }
    let derivative = zip(highest, alpha).reduce(1) { $0 * Double.pow($1.0, $1.1) }
    let lambda = highest.reduce(0) { $0 + $1 * $1 }
    return max(1, derivative * Double.pow(1 + lambda, s / 2))
  }
}

extension Norm {
  /// The norm of a function by the coefficients of its parts: ‖u‖² = ‖Re u‖² + ‖Im u‖².
  fileprivate func combined<Scalar: TransformScalar>(
    _ parts: [Coefficients<Scalar>], _ lastMode: LastMode = .parseval
  ) throws(NormError) -> Scalar {
    var total: Scalar = 0
    for part in parts {
      guard let weight: Symbol<Scalar> = symbol(.spectral, on: part.grid) else {
        throw .notAvailable(self)
      }
      total = .hypot(total, try part.norms([(self, weight)], lastMode: lastMode)[0])
    }
    return total
  }
}

extension Field {
  /// The largest value and the smallest one, whichever has at least half the largest magnitude.
  fileprivate var peaks: [WeakDerivativeGap.Peak] {
    let top = values.indices.max { values[$0] < values[$1] }!
    let bottom = values.indices.min { values[$0] < values[$1] }!
    let size = max(values[top], -values[bottom])
    let isPeak = [values[top] >= size / 2, -values[bottom] >= size / 2]
    return zip([top, bottom], isPeak).filter(\.1).map(\.0).map {
      WeakDerivativeGap.Peak(value: Double(values[$0]), point: grid.point($0))
    }
  }
}
