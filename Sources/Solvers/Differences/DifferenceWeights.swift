import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// What data and β on the sides beside the points of a box are in a ``DifferenceSystem``, where w_o is the
/// weight of the value at x + o beyond a side (``EndCondition``):
///
///     w_o u₋ = w_o (σ u_m − κ u₀ + γ)
///
/// σ u_m is ``GhostPoints``' affair, −w_o κ is a weight of u₀, and −w_o γ is added to f.
struct DifferenceWeights<Scalar: TransformScalar> {
  let problem: SecondOrderProblem
  let box: PointBox
  /// −w κ, by where u₀ is
  private(set) var weights: PointWeights<Scalar>
  /// −w γ
  private(set) var load: [Scalar]

  private var grid: Grid { box.grid }

  init(_ problem: SecondOrderProblem, at box: PointBox, faces: FaceRule) {
    self.problem = problem
    self.box = box
    weights = PointWeights(count: box.count)
    load = [Scalar](repeating: 0, count: box.count)
    let op = problem.op
    if op.form == .divergence {
      addFlux(faces)
      addMixedFlux()
      addAdvection()
    } else {
      var part = PointWeights<Scalar>(count: box.count)
      addSecondDerivatives(to: &part)
      addFirstDerivatives(op.advection, to: &part)
      fold(&part)
    }
  }

  private func unit(_ i: Int, _ step: Int) -> [Int] { grid.axes.indices.map { $0 == i ? step : 0 } }

  private func samples(
    moved halves: [Int], _ continuation: PlaceSamples<Scalar>.Continuation = .linear
  ) -> PlaceSamples<Scalar> {
    PlaceSamples(points: box, moved: halves, continuation)
  }

  // MARK: Divergence form

  private mutating func addFlux(_ rule: FaceRule) {
    for i in grid.axes.indices {
      let h = Scalar(grid.axes[i].spacing)
      var part = PointWeights<Scalar>(count: box.count)
      var ends: [Side: [Scalar]] = [:]
      for (side, step) in [(Side.lower, -1), (.upper, 1)] {
        let a = face(i, step, rule)
        part.add(-1 / (h * h), a, to: unit(i, step))
        ends[side] = a
      }
      // The flux through an end is its datum: half a cell about a node balances it.
      var own = PointWeights<Scalar>(count: box.count)
      for side in box.sides where side.axis == i {
        let plane = EndPlane(side, of: box)
        let a = plane.indices.map { ends[side.side]![$0] }
        fold(&part, &own, side) { _ in a }
      }
      weights.add(own)
    }
  }

  /// a between every point and its neighbour.
  private func face(_ i: Int, _ step: Int, _ rule: FaceRule) -> [Scalar] {
    let a = problem.op.diffusion(i, i)
    if rule == .sampled { return samples(moved: unit(i, step), .even)(a) }
    let own = samples(moved: unit(i, 0), .even)(a)
    let other = samples(moved: unit(i, 2 * step), .even)(a)
    return zip(own, other).map { a, b in
      rule == .arithmetic ? (a + b) / 2 : a + b > 0 ? 2 * a * b / (a + b) : 0
    }
  }

  /// −∂ᵢ(a_ij ∂ⱼu) − ∂ⱼ(a_ij ∂ᵢu) by centred differences: symmetric.
  private mutating func addMixedFlux() {
    let op = problem.op
    var part = PointWeights<Scalar>(count: box.count)
    for i in grid.axes.indices {
      for j in 0..<i where !op.diffusion(i, j).isZero {
        let scale = 1 / Scalar(4 * grid.axes[i].spacing * grid.axes[j].spacing)
        for s in [-1, 1] {
          for t in [-1, 1] {
            let offset = grid.axes.indices.map { $0 == i ? s : $0 == j ? t : 0 }
            for move in [unit(i, 2 * s), unit(j, 2 * t)] {
              part.add(
                Scalar(-s * t) * scale, samples(moved: move)(op.diffusion(i, j)), to: offset)
            }
          }
        }
      }
    }
    fold(&part)
  }

  private mutating func addAdvection() {
    let op = problem.op
    guard op.hasAdvection else { return }
    var part = PointWeights<Scalar>(count: box.count)
    if (try? op.divergenceOfAdvection(on: grid, aroundSeams: true)) != nil {
      addSkew(op.advection, to: &part)
    } else {
      addFirstDerivatives(op.advection, to: &part)
    }
    fold(&part)
  }

  private func addSkew(_ b: [Formula], to part: inout PointWeights<Scalar>) {
    for (i, b) in b.enumerated() where !b.isZero {
      let quarter = 1 / Scalar(4 * grid.axes[i].spacing)
      let own = samples(moved: unit(i, 0))(b)
      for step in [-1, 1] {
        let other = samples(moved: unit(i, 2 * step))(b)
        part.add(Scalar(step) * quarter, own, to: unit(i, step))
        part.add(Scalar(step) * quarter, other, to: unit(i, step))
      }
    }
  }

  // MARK: Nondivergence form

  private func addSecondDerivatives(to part: inout PointWeights<Scalar>) {
    let op = problem.op
    for i in grid.axes.indices {
      let h = Scalar(grid.axes[i].spacing)
      let a: [Scalar] = box.values(op.diffusion(i, i))
      for step in [-1, 1] { part.add(-1 / (h * h), a, to: unit(i, step)) }
      for j in 0..<i where !op.diffusion(i, j).isZero {
        let a: [Scalar] = box.values(op.diffusion(i, j))
        let scale = 1 / (2 * h * Scalar(grid.axes[j].spacing))
        for s in [-1, 1] {
          for t in [-1, 1] {
            part.add(
              Scalar(-s * t) * scale, a, to: grid.axes.indices.map { $0 == i ? s : $0 == j ? t : 0 }
            )
          }
        }
      }
    }
  }

  private func addFirstDerivatives(_ b: [Formula], to part: inout PointWeights<Scalar>) {
    for (i, b) in b.enumerated() where !b.isZero {
      let values: [Scalar] = box.values(b)
      let half = 1 / Scalar(2 * grid.axes[i].spacing)
      for step in [-1, 1] { part.add(Scalar(step) * half, values, to: unit(i, step)) }
    }
  }

  // MARK: Ends

  /// Puts conditions in place of what lies beyond all ends, a_nn taken at the side.
  private mutating func fold(_ part: inout PointWeights<Scalar>) {
    var own = PointWeights<Scalar>(count: box.count)
    for side in box.sides {
      let a = problem.op.diffusion(side.axis, side.axis)
      let plane = EndPlane(side, of: box)
      fold(&part, &own, side) { plane.samples(moved: $0)(a) }
    }
    weights.add(own)
  }

  /// Puts the condition of one side in place of what lies beyond it.
  ///
  /// - Parameters:
  ///   - part: w.
  ///   - own: −w κ so far: of points beside other sides it may lie beyond this one.
  ///   - diffusion: a_nn at the side, moved along it.
  private mutating func fold(
    _ part: inout PointWeights<Scalar>, _ own: inout PointWeights<Scalar>, _ side: BoxSide,
    diffusion: ([Int]) -> [Scalar]
  ) {
    let plane = EndPlane(side, of: box)
    let beyond = Set(part.neighbours.keys).union(own.neighbours.keys)
      .filter { $0[side.axis] == plane.outwards }
      .sorted { $0.lexicographicallyPrecedes($1) }
    for offset in beyond {
      var along = offset
      along[side.axis] = 0
      let condition = EndCondition(
        problem, plane, moved: along, diffusion: diffusion, Scalar.self)
      var image = along
      if condition.isAboutNode { image[side.axis] = -plane.outwards }
      let w = move(&part, offset, plane.indices, to: image, condition.mirror)
      let v = move(&own, offset, plane.indices, to: image, condition.mirror)
      for (k, i) in plane.indices.enumerated() { load[i] -= (w[k] + v[k]) * condition.datum[k] }
      guard !condition.own.allSatisfy({ $0 == 0 }) else { continue }
      own.update(along) { weights in
        for (k, i) in plane.indices.enumerated() { weights[i] -= (w[k] + v[k]) * condition.own[k] }
      }
    }
  }

  /// Takes weights off an offset and adds their multiple at another; returns what they were.
  private func move(
    _ part: inout PointWeights<Scalar>, _ offset: [Int], _ indices: [Int], to image: [Int],
    _ factor: Scalar
  ) -> [Scalar] {
    var w = indices.map { _ in Scalar(0) }
    guard part.neighbours[offset] != nil else { return w }
    part.update(offset) { weights in
      for (k, i) in indices.enumerated() {
        w[k] = weights[i]
        weights[i] = 0
      }
    }
    guard factor != 0, w.contains(where: { $0 != 0 }) else { return w }
    part.update(image) { weights in
      for (k, i) in indices.enumerated() { weights[i] += factor * w[k] }
    }
    return w
  }
}
