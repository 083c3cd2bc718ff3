import Fields
import Formulas
import Grids
import RealModule
import Solvers
import Testing
import Transforms
import _TestSupport

/// Differences of operators that are not symmetric, whose coefficients are sampled as they are applied.
@Suite(.serialized) struct SampledAdvection {
  /// The equation of every point, written out with values beyond the ends.
  private struct Oracle {
    let op: SecondOrderOperator
    let divergence: Formula?
    let faces: FaceRule
    let grid: Grid
    let u: [Extended]

    private func half(_ p: [Int]) -> [Int] {
      zip(grid.axes, p).map { $0.firstHalf + 2 * $1 }
    }

    private func moved(_ p: [Int], _ axis: Int, _ step: Int) -> [Int] {
      p.indices.map { p[$0] + ($0 == axis ? step : 0) }
    }

    /// u, beyond an end by the ghost value of its condition.
    private func value(_ p: [Int]) -> Extended {
      for (a, axis) in grid.axes.enumerated() where !(0..<axis.count).contains(p[a]) {
        let isUpper = p[a] > 0
        var q = p
        if axis.isPeriodic {
          q[a] = isUpper ? 0 : axis.count - 1
          return value(q)
        }
        let sign: Extended = axis.end(isUpper ? .upper : .lower) == .dirichlet ? -1 : 1
        if axis.placement == .nodes, sign < 0 { return 0 }
        q[a] += (isUpper ? -1 : 1) * (axis.placement == .nodes ? 2 : 1)
        return sign * value(q)
      }
      return u[p.indices.reduce(0) { $0 * grid.axes[$1].count + p[$1] }]
    }

    /// A coefficient at half cells from the lower corner, beyond an end continued.
    private func coefficient(_ f: Formula, _ half: [Int], even: Bool) -> Extended {
      for (a, axis) in grid.axes.enumerated() {
        let top = 2 * axis.cells
        func at(_ place: Int) -> Extended {
          var half = half
          half[a] = place
          return coefficient(f, half, even: even)
        }
        if axis.isPeriodic {
          if half[a] < 0 || half[a] >= top { return at((half[a] + top) % top) }
        } else if half[a] < 0 || half[a] > top {
          let end = half[a] < 0 ? 0 : top
          let mirror = min(max(2 * end - half[a], 0), top)
          return even ? at(mirror) : 2 * at(end) - at(mirror)
        }
      }
      let x = zip(grid.axes, half).map { Double($0.place(half: $1)) }
      return Extended(f.value(at: x))
    }

    private func face(_ a: Formula, _ p: [Int], _ i: Int, _ step: Int) -> Extended {
      if faces == .sampled { return coefficient(a, moved(half(p), i, step), even: true) }
      let own = coefficient(a, half(p), even: true)
      let other = coefficient(a, moved(half(p), i, 2 * step), even: true)
      return faces == .arithmetic ? (own + other) / 2 : 2 * own * other / (own + other)
    }

    /// A u at a point, and the sum of what is added and subtracted there.
    func callAsFunction(_ p: [Int]) -> (value: Extended, size: Extended) {
      var (total, size): (Extended, Extended) = (0, 0)
      func add(_ c: Extended, _ v: Extended) {
        total += c * v
        size += (c * v).magnitude
      }
      let isFlux = op.form == .divergence
      let own = value(p)
      func at(_ f: Formula, _ i: Int? = nil, _ step: Int = 0) -> Extended {
        coefficient(f, i.map { moved(half(p), $0, 2 * step) } ?? half(p), even: false)
      }
      add(at(op.reaction), own)
      if isFlux, op.hasAdvection, let divergence { add(-0.5 * at(divergence), own) }
      for i in grid.axes.indices {
        let h = grid.axes[i].spacing
        let (a, b) = (op.diffusion(i, i), op.advection[i])
        for step in [-1, 1] {
          let other = value(moved(p, i, step))
          let c = isFlux ? face(a, p, i, step) : at(a)
          add(-c / (h * h), other)
          add(c / (h * h), own)
          guard !b.isZero else { continue }
          if isFlux, divergence != nil {
            add(Extended(step) * (at(b) + at(b, i, step)) / (4 * h), other)
          } else {
            add(Extended(step) * at(b) / (2 * h), other)
          }
        }
        for j in 0..<i where !op.diffusion(i, j).isZero {
          let a = op.diffusion(i, j)
          for s in [-1, 1] {
            for t in [-1, 1] {
              let sum = isFlux ? at(a, i, s) + at(a, j, t) : 2 * at(a)
              add(
                -Extended(s * t) * sum / (4 * h * grid.axes[j].spacing),
                value(moved(moved(p, i, s), j, t)))
            }
          }
        }
      }
      return (total, size)
    }
  }

  /// A wave that fits every circle.
  private func wave(_ grid: Grid, _ phase: Double) -> Formula {
    let xs: [Formula] = [.x, .y, .z]
    let waves = grid.axes.indices.map { i -> Formula in
      let axis = grid.axes[i]
      guard axis.isPeriodic else {
        let argument: Formula = Formula(1.3 + phase) * xs[i] + Formula(Double(i))
        return .sin(argument)
      }
      let k = Formula(2 * Double.pi / Double(axis.length))
      let place: Formula = xs[i] - Formula(Double(axis.lower))
      let argument: Formula = k * place + Formula(phase + Double(i))
      return .sin(argument)
    }
    return .sum(waves)
  }

  private enum Kind: CaseIterable { case scalar, diagonal, mixed, oneAxis, constant, jumping }

  private func op(
    _ kind: Kind, _ form: SecondOrderOperator.Form, on grid: Grid
  ) throws -> SecondOrderOperator {
    let axes = Array(grid.axes.indices)
    let b = axes.map { 3 * wave(grid, Double($0)) + 0.5 }
    let a = axes.map { 4 + wave(grid, 2 + Double($0)) }
    let c = 1 + wave(grid, 7)
    switch kind {
    case .scalar:
      return SecondOrderOperator(
        .scalar(a[0]), advection: b, reaction: c, form: form, rank: axes.count)
    case .diagonal:
      let part = axes.map { $0 == 0 ? b[0] : Formula(0) }
      return SecondOrderOperator(.diagonal(a), advection: part, form: form, rank: axes.count)
    case .mixed:
      let rows = axes.map { i in axes.map { i == $0 ? a[i] : 1 + 0.2 * wave(grid, Double(i + $0)) }
      }
      return SecondOrderOperator(
        .tensor(rows), advection: b, reaction: c, form: form, rank: axes.count)
    case .oneAxis:
      // Of one coordinate each: x along y and so on.
      let line = Grid([grid.axes[0]])
      return SecondOrderOperator(
        .scalar(2 + wave(line, 1)), advection: axes.map { $0 == 0 ? 2 : wave(line, 3) },
        reaction: 3, form: form, rank: axes.count)
    case .constant:
      return SecondOrderOperator(
        .scalar(2), advection: axes.map { Formula(Double(1 - 2 * $0)) }, form: form,
        rank: axes.count)
    case .jumping:
      // ∇·b is no function: b u' as it stands.
      let (lower, length) = (Double(grid.axes[0].lower), Double(grid.axes[0].length))
      let (p, q) = (lower + 0.391 * length, lower + 0.713 * length)
      let jump = try Formula("sign(x - (\(p)))*sign(x - (\(q)))")
      return SecondOrderOperator(
        .scalar(a[0]), advection: axes.map { $0 == 0 ? jump + b[0] : b[$0] }, reaction: c,
        form: form, rank: axes.count)
    }
  }

  private func expectEquations(
    _ grid: Grid, _ kind: Kind, _ form: SecondOrderOperator.Form, _ faces: FaceRule
  ) throws {
    let op = try op(kind, form, on: grid)
    let problem = SecondOrderProblem(op, source: 0)
    let space = FunctionSpace<Double>(on: grid)
    // An oblique flux is refused.
    guard let system = try? DifferenceSystem<Double>(problem, in: space, faces: faces) else {
      #expect(
        kind == .mixed && form == .divergence && grid.sides.contains { grid.end($0) != .dirichlet })
      return
    }
    let u = Field<Double>(in: space, values: whiteNoise(space.count, seed: 11))
    var r = Field<Double>(in: space, values: whiteNoise(space.count, seed: 12))
    system.apply(u, to: &r)
    var divergence: Formula?
    if kind != .jumping {
      divergence = try op.advection.enumerated().reduce(Formula(0)) {
        $0 + (try $1.element.derivative(Coordinate(rawValue: $1.offset)!))
      }
    }
    let oracle = Oracle(
      op: op, divergence: divergence, faces: faces, grid: grid, u: u.values.map { Extended($0) })
    for index in 0..<space.count {
      var (rest, p) = (index, [Int](repeating: 0, count: grid.rank))
      for a in grid.axes.indices.reversed() {
        p[a] = rest % grid.axes[a].count
        rest /= grid.axes[a].count
      }
      let (expected, size) = oracle(p)
      let gap = (Extended(r.values[index]) - expected).magnitude
      #expect(gap <= 64 * Extended(Double.ulpOfOne) * size, "\(grid) \(kind) \(form) \(faces) \(p)")
    }
  }

  @Test func linesHaveTheEquationsOfTheirPoints() throws {
    for kind in AxisKind.all {
      for n in [1, 2, 3, 4, 7, 16] {
        for op in Kind.allCases {
          for form in SecondOrderOperator.Form.allCases {
            for faces in FaceRule.allCases where form == .divergence || faces == .sampled {
              try expectEquations(Grid(kind.axis(n, -1, 1.5)), op, form, faces)
            }
          }
        }
      }
    }
  }

  @Test func boxesHaveTheEquationsOfTheirPoints() throws {
    let small = AxisKind.all.flatMap { x in
      AxisKind.all.map { y in Grid(x.axis(1, 0, 2), y.axis(2, -1, 0.5)) }
    }
    for grid in AxisKind.mixtures + small {
      for op in Kind.allCases {
        for form in SecondOrderOperator.Form.allCases {
          try expectEquations(grid, op, form, .sampled)
        }
        try expectEquations(grid, op, .divergence, .harmonic)
      }
    }
  }

  /// Several blocks of rows, the last ones shorter: the same equations.
  @Test func blocksAreNotSeen() throws {
    let circle = Axis(0, 1, cells: 127, boundary: .periodic)
    let wall = Axis(0, 1, cells: 131, boundary: .dirichlet)
    let (short, free) = (
      Axis(0, 1, cells: 37, boundary: .dirichlet),
      Axis(0, 2, cells: 19, boundary: .neumann, placement: .cells)
    )
    for grid in [
      Grid(circle, wall), Grid(wall, circle), Grid(short, free, short), Grid(free, short, free),
    ] {
      for kind in [Kind.scalar, .mixed] {
        try expectEquations(grid, kind, .nondivergence, .sampled)
        try expectEquations(grid, kind, .divergence, .arithmetic)
      }
    }
  }

  /// Bit for bit, whoever takes which block.
  @Test func threadsDoNotMatter() throws {
    let before = Threads.count
    defer { Threads.count = before }
    let wall = Axis(0, 1, cells: 150, boundary: .dirichlet)
    for grid in [
      Grid(wall, wall), Grid(wall.with(cells: 40), wall.with(cells: 30), wall.with(cells: 23)),
    ] {
      let space = FunctionSpace<Double>(on: grid)
      let system = try DifferenceSystem<Double>(
        SecondOrderProblem(try op(.mixed, .divergence, on: grid), source: 0), in: space)
      let u = Field<Double>(in: space, values: whiteNoise(space.count, seed: 2))
      let images = [1, 2, 5].map { n -> [Double] in
        Threads.count = n
        var r = Field<Double>(in: space)
        system.apply(u, to: &r)
        return r.values
      }
      #expect(images[0] == images[1] && images[0] == images[2])
    }
  }
}
