import Formulas
package import Grids

extension SecondOrderOperator {
  /// The operator of the symmetric part, (A v, v) = ∫ ∇v·a∇v + (c − ½∇·b) v² for v that vanish on the
  /// sides, or where b·n = 0 on them; of ∇·b without its measure on seams.
  ///
  /// - Throws: where ∇·b is no function that is known.
  package func symmetricPart(on grid: Grid) throws(SolverError) -> SecondOrderOperator {
    guard hasAdvection else { return self }
    return SecondOrderOperator(
      diffusion, reaction: reaction - 0.5 * (try divergenceOfAdvection(on: grid)), form: form,
      rank: rank)
  }

  /// ∇·b
  ///
  /// - Parameter aroundSeams: Whether a jump on the seam of a circle is one: it has a measure there.
  /// - Throws: where a b_i has no exact derivative, or jumps along its axis.
  func divergenceOfAdvection(
    on grid: Grid, aroundSeams: Bool = false
  ) throws(SolverError) -> Formula {
    try exactly("advection") { () throws(DifferentiationError) -> Formula in
      var total: Formula = 0
      for (i, b) in advection.enumerated() {
        total = total + (try b.derivative(i, on: grid, aroundSeams: aroundSeams))
      }
      return total
    }
  }

  /// ∇·a, the divergence of the rows: −∇·(a∇u) = −a : D²u − (∇·a)·∇u.
  fileprivate func divergenceOfDiffusion(on grid: Grid?) throws(SolverError) -> [Formula] {
    try exactly("diffusion") { () throws(DifferentiationError) -> [Formula] in
      var rows: [Formula] = []
      for i in 0..<rank {
        var row: Formula = 0
        for j in 0..<rank where !diffusion(i, j).isZero {
          let a = diffusion(i, j)
          let slope =
            if let grid { try a.derivative(j, on: grid) } else {
              try a.derivative(Coordinate(rawValue: j)!)
            }
          row = row + slope
        }
        rows.append(row)
      }
      return rows
    }
  }

  private func exactly<T>(
    _ name: String, _ body: () throws(DifferentiationError) -> T
  ) throws(SolverError) -> T {
    do {
      return try body()
    } catch {
      throw .notAvailable("\(name) without an exact derivative for this method: \(error)")
    }
  }

  /// The same operator in the other form.
  ///
  /// - Parameter grid: Where it acts; nil for what no solution depends on, jumps of a being passed over.
  /// - Throws: where a has no exact derivative, or jumps: then ∇·a has a delta.
  package func written(
    as other: Form, on grid: Grid?
  ) throws(SolverError) -> SecondOrderOperator {
    guard form != other else { return self }
    let rows = try divergenceOfDiffusion(on: grid)
    return SecondOrderOperator(
      diffusion,
      advection: zip(advection, rows).map { form == .nondivergence ? $0 + $1 : $0 - $1 },
      reaction: reaction, form: other, rank: rank)
  }
}

extension SecondOrderOperator {
  /// The Neumann and Robin sides on which n·a∇u has a tangential part.
  package func obliqueSides(of grid: Grid) -> [BoxSide] {
    grid.sides.filter { side in
      grid.end(side) == .neumann
        && (0..<rank).contains { j in
          j != side.axis && !diffusion(side.axis, j).trace(on: side, of: grid).isZero
        }
    }
  }

  /// Those whose condition does not tell ∂u/∂n: all of them in divergence form, where it is of n·a∇u; none in
  /// nondivergence form, where it is of ∂u/∂n itself.
  package func sidesWithoutSlope(of grid: Grid) -> [BoxSide] {
    form == .divergence ? obliqueSides(of: grid) : []
  }
}

extension SecondOrderProblem {
  /// The same problem with its operator in the other form. a_nn ∂u/∂n and n·a∇u must agree.
  func written(
    as other: SecondOrderOperator.Form, on grid: Grid
  ) throws(SolverError) -> SecondOrderProblem {
    guard op.form != other else { return self }
    try refuseTangentialFlux(on: grid)
    return SecondOrderProblem(
      try op.written(as: other, on: grid), source: source, data: data, robin: robin, rough: rough)
  }

  /// Throws where n·a∇u has a tangential part on a Neumann or Robin side, for a method that has the
  /// condition of the other form.
  func refuseTangentialFlux(on grid: Grid) throws(SolverError) {
    guard let side = op.obliqueSides(of: grid).first else { return }
    throw .notAvailable(
      op.form == .divergence
        ? "for this method a matrix whose flux n·a∇u on the side \(side.name) is oblique: take "
          + "linear elements"
        : "for this method, whose condition is of n·a∇u, a nondivergence form with that of ∂u/∂n on "
          + "the side \(side.name), where n·a∇u is oblique: take differences of order 2, or spectral"
    )
  }

  /// Whether the operator is symmetric with the conditions of the sides.
  package func isSymmetric(on grid: Grid) -> Bool { op.isSymmetric && !isOblique(on: grid) }

  /// Whether a Neumann side has ∂u/∂n, as the nondivergence form does, where n·a∇u is another
  /// direction: then no form is symmetric, for a constant matrix neither.
  func isOblique(on grid: Grid) -> Bool {
    op.form == .nondivergence && !op.obliqueSides(of: grid).isEmpty
  }

  /// −Δu + (b/a)·∇u + (c/a) u = f/a for −a Δu + b·∇u + c u = f: a variable a is gone from the leading
  /// part, and with it from the preconditioner. The problem itself in divergence form, or where a is
  /// constant or no scalar.
  ///
  /// Of a source that is no function, δ_{x₀}/a = δ_{x₀}/a(x₀) and (−∇·F)/a = −∇·(F/a) + F·∇(1/a).
  ///
  /// - Throws: where a has no exact derivative and there is an F.
  func dividedByDiffusion(on grid: Grid) throws(SolverError) -> SecondOrderProblem {
    guard op.form == .nondivergence, case .scalar(let a) = op.diffusion, a.constant == nil else {
      return self
    }
    func overA(_ values: [BoxSide: Formula]) -> [BoxSide: Formula] {
      var result = values
      for (side, value) in values where grid.end(side) == .neumann {
        result[side] = value / a.trace(on: side, of: grid)
      }
      return result
    }
    var f = source / a
    var divided = RoughSource()
    divided.points = rough.points.map {
      PointSource($0.strength / Extended(a.value(at: $0.point)), at: $0.point)
    }
    for (i, flux) in rough.flux.enumerated() {
      divided.flux.append(flux.isZero ? flux : flux / a)
      guard !flux.isZero else { continue }
      do { f = f + flux * (try (1 / a).derivative(i, on: grid)) } catch {
        throw .notAvailable("a divergence beside a diffusion without an exact derivative: \(error)")
      }
    }
    return SecondOrderProblem(
      SecondOrderOperator(
        .scalar(1), advection: op.advection.map { $0.isZero ? $0 : $0 / a },
        reaction: op.reaction.isZero ? 0 : op.reaction / a, form: .nondivergence, rank: op.rank),
      source: f, data: BoundaryData(overA(data.values)), robin: overA(robin), rough: divided)
  }
}
