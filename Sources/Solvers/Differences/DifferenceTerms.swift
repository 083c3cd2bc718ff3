import Formulas
import Grids
import RealModule
import Transforms

/// What a row of points has of each coefficient, in the order in which it is added.
struct DifferenceTerms<Scalar: TransformScalar> {
  /// Along one axis, or two: whether a row of coefficients and one of u is moved.
  enum Kind {
    /// −(a₊(u₊ − u) − a₋(u − u₋))/h² + ((b + b₊)u₊ − (b + b₋)u₋)/4h
    case skew(axis: Int)
    /// −(a₊(u₊ − u) − a₋(u − u₋))/h² + b (u₊ − u₋)/2h, a on the faces or at the points
    case centred(axis: Int, onFaces: Bool)
    /// −∂ᵢ(a ∂ⱼu) − ∂ⱼ(a ∂ᵢu), a at the neighbours; or −2a ∂ᵢ∂ⱼu, a at the points
    case mixed(Int, Int, besides: Bool)
  }

  /// A kind, which coefficients it takes, and numbers before a and b.
  struct Term {
    let kind: Kind
    let a: Int
    var b = 0
    let forA: Scalar
    var forB: Scalar = 0
  }

  private(set) var lattices: [CoefficientLattice<Scalar>] = []
  private(set) var terms: [Term] = []
  /// s of s u.
  private(set) var potential = 0
  private let rank: Int

  init(_ problem: SecondOrderProblem, on grid: Grid, faces: FaceRule) {
    rank = grid.rank
    let (op, axes) = (problem.op, grid.axes.indices)
    let isFlux = op.form == .divergence
    let divergence =
      isFlux && op.hasAdvection ? try? op.divergenceOfAdvection(on: grid, aroundSeams: true) : nil
    potential = add(divergence.map { op.reaction - 0.5 * $0 } ?? op.reaction, [:], on: grid)
    for i in axes {
      let (a, b) = (op.diffusion(i, i), op.advection[i])
      if a.isZero, b.isZero { continue }
      let first =
        isFlux
        ? add(
          a, [i: faces == .sampled ? 1 : 2], on: grid, .even,
          mean: faces == .sampled ? nil : (faces, i))
        : add(a, [:], on: grid)
      let h = Scalar(grid.axes[i].spacing)
      let isSkew = divergence != nil && !b.isZero
      terms.append(
        Term(
          kind: isSkew ? .skew(axis: i) : .centred(axis: i, onFaces: isFlux), a: first,
          b: add(b, isSkew ? [i: 2] : [:], on: grid), forA: 1 / (h * h),
          forB: 1 / ((isSkew ? 4 : 2) * h)))
    }
    for i in axes {
      for j in 0..<i where !op.diffusion(i, j).isZero {
        let a = add(op.diffusion(i, j), isFlux ? [i: 2, j: 2] : [:], on: grid)
        let area = Scalar(grid.axes[i].spacing * grid.axes[j].spacing)
        terms.append(Term(kind: .mixed(i, j, besides: isFlux), a: a, forA: 1 / (4 * area)))
      }
    }
  }

  /// Whether neighbours across two axes are taken.
  var hasDiagonals: Bool {
    terms.contains { if case .mixed = $0.kind { true } else { false } }
  }

  /// A coefficient with so many more places about the points; returns which one it is.
  private mutating func add(
    _ formula: Formula, _ more: [Int: Int], on grid: Grid,
    _ continuation: PlaceSamples<Scalar>.Continuation = .linear, mean: (FaceRule, Int)? = nil
  ) -> Int {
    let more = grid.axes.indices.map { more[$0] ?? 0 }
    lattices.append(
      CoefficientLattice(formula, on: grid, from: more.map(-), more: more, continuation, mean: mean)
    )
    return lattices.count - 1
  }

  /// The axis of a row's place among those of rows, two at most, and the row's own.
  private func unit(_ axis: Int, _ step: Int) -> (Int, Int, Int) {
    axis == rank - 1 ? (0, 0, step) : axis == 0 ? (step, 0, 0) : (0, step, 0)
  }

  /// r ← A u on a row.
  ///
  /// - Parameters:
  ///   - values: Of every coefficient those of the block, in which the row is (i, j).
  ///   - u: The row of u beside, by two steps.
  @inline(__always)
  func apply(
    _ values: UnsafePointer<CoefficientLattice<Scalar>.Rows>, _ i: Int, _ j: Int,
    _ u: (Int, Int) -> UnsafePointer<Scalar>, to r: UnsafeMutablePointer<Scalar>, _ n: Int
  ) {
    func row(_ lattice: Int, _ axis: Int, _ step: Int) -> UnsafePointer<Scalar> {
      values[lattice].row(i, j, unit(axis, step))
    }
    func beside(_ step: (Int, Int, Int)) -> UnsafePointer<Scalar> { u(step.0, step.1) + step.2 }
    let own = u(0, 0)
    multiply(row(potential, 0, 0), own, to: r, n)
    for term in terms {
      switch term.kind {
      case .skew(let axis):
        addSkew(
          term.forA, row(term.a, axis, 0), row(term.a, axis, 1),
          term.forB, row(term.b, axis, 0), row(term.b, axis, 1), row(term.b, axis, 2),
          beside(unit(axis, -1)), own, beside(unit(axis, 1)), to: r, n)
      case .centred(let axis, let onFaces):
        addCentred(
          term.forA, row(term.a, axis, 0), row(term.a, axis, onFaces ? 1 : 0),
          term.forB, row(term.b, axis, 0),
          beside(unit(axis, -1)), own, beside(unit(axis, 1)), to: r, n)
      case .mixed(let first, let second, let besides):
        func place(_ s: Int, _ t: Int) -> UnsafePointer<Scalar> {
          let (x, y) = (unit(first, s), unit(second, t))
          return values[term.a].row(i, j, (x.0 + y.0, x.1 + y.1, x.2 + y.2))
        }
        func corner(_ s: Int, _ t: Int) -> UnsafePointer<Scalar> {
          let (x, y) = (unit(first, s), unit(second, t))
          return beside((x.0 + y.0, x.1 + y.1, x.2 + y.2))
        }
        let middle = besides ? 1 : 0
        addMixed(
          term.forA, (place(0, middle), place(2 * middle, middle)),
          (place(middle, 0), place(middle, 2 * middle)),
          (corner(-1, -1), corner(-1, 1)), (corner(1, -1), corner(1, 1)), to: r, n)
      }
    }
  }
}

/// r ← s u
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func multiply<Scalar: TransformScalar>(
  _ s: UnsafePointer<Scalar>, _ u: UnsafePointer<Scalar>, to r: UnsafeMutablePointer<Scalar>,
  _ n: Int
) {
  for k in 0..<n { r[k] = s[k] * u[k] }
}

/// r ← r − f (a₊(u₊ − u) − a₋(u − u₋)) + g ((b + b₊) u₊ − (b + b₋) u₋)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func addSkew<Scalar: TransformScalar>(
  _ f: Scalar, _ a0: UnsafePointer<Scalar>, _ a1: UnsafePointer<Scalar>, _ g: Scalar,
  _ b0: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar>, _ b1: UnsafePointer<Scalar>,
  _ u0: UnsafePointer<Scalar>, _ u: UnsafePointer<Scalar>, _ u1: UnsafePointer<Scalar>,
  to r: UnsafeMutablePointer<Scalar>, _ n: Int
) {
  for k in 0..<n {
    let (below, above) = (g * (b[k] + b0[k]), g * (b[k] + b1[k]))
    r[k] +=
      ((above - f * a1[k]) * (u1[k] - u[k]) - (below + f * a0[k]) * (u0[k] - u[k]))
      + (above - below) * u[k]
  }
}

/// r ← r − f (a₊(u₊ − u) − a₋(u − u₋)) + g b (u₊ − u₋)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func addCentred<Scalar: TransformScalar>(
  _ f: Scalar, _ a0: UnsafePointer<Scalar>, _ a1: UnsafePointer<Scalar>, _ g: Scalar,
  _ b: UnsafePointer<Scalar>,
  _ u0: UnsafePointer<Scalar>, _ u: UnsafePointer<Scalar>, _ u1: UnsafePointer<Scalar>,
  to r: UnsafeMutablePointer<Scalar>, _ n: Int
) {
  for k in 0..<n {
    let c = g * b[k]
    r[k] += (c - f * a1[k]) * (u1[k] - u[k]) - (c + f * a0[k]) * (u0[k] - u[k])
  }
}

/// r ← r − g {aᵢ₊(u₊₊ − u₊₋) − aᵢ₋(u₋₊ − u₋₋) + aⱼ₊(u₊₊ − u₋₊) − aⱼ₋(u₊₋ − u₋₋)}
///
/// - Parameters:
///   - a: aᵢ₋ and aᵢ₊.
///   - c: aⱼ₋ and aⱼ₊.
///   - u0: u₋₋ and u₋₊.
///   - u1: u₊₋ and u₊₊.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Float80)
private func addMixed<Scalar: TransformScalar>(
  _ g: Scalar, _ a: (UnsafePointer<Scalar>, UnsafePointer<Scalar>),
  _ c: (UnsafePointer<Scalar>, UnsafePointer<Scalar>),
  _ u0: (UnsafePointer<Scalar>, UnsafePointer<Scalar>),
  _ u1: (UnsafePointer<Scalar>, UnsafePointer<Scalar>), to r: UnsafeMutablePointer<Scalar>,
  _ n: Int
) {
  for k in 0..<n {
    let (low, high) = (u0.1[k] - u0.0[k], u1.1[k] - u1.0[k])
    let (left, right) = (u1.0[k] - u0.0[k], u1.1[k] - u0.1[k])
    r[k] -= g * ((a.1[k] * high - a.0[k] * low) + (c.1[k] * right - c.0[k] * left))
  }
}
