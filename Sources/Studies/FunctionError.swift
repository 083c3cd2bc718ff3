import Discretizations
import Fields
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Transforms

/// The measure `function`: the function that the method means, less the exact u with its exact
/// derivatives, by Gauss quadrature in every cell.
///
/// One shifted lattice is held at a time. L^∞ and W^{k,∞} are the maximum over the quadrature
/// points.
struct FunctionError<Scalar: TransformScalar> {
  let reconstruction: Reconstruction<Scalar>
  let grid: Grid
  /// Gauss points a direction and knot interval.
  let quadrature: Int
  /// What is subtracted.
  let reference: Reference
  /// The operator whose energy is asked for.
  var op: SecondOrderOperator?
  private let rules: [CellRule]

  /// A function that is known everywhere.
  enum Reference {
    /// u, or u − W where the reconstruction leaves W out.
    case exact(Formula)
    /// The function of the same method on a coarser grid, whose cells this one divides.
    case coarser(Reconstruction<Scalar>, Grid)
  }

  init(_ reconstruction: Reconstruction<Scalar>, on grid: Grid, exact: Formula, quadrature: Int) {
    self.init(reconstruction, on: grid, .exact(exact), quadrature)
  }

  init(
    _ reconstruction: Reconstruction<Scalar>, on grid: Grid, less coarser: Reconstruction<Scalar>,
    of coarse: Grid, quadrature: Int
  ) {
    self.init(reconstruction, on: grid, .coarser(coarser, coarse), quadrature)
  }

  private init(
    _ reconstruction: Reconstruction<Scalar>, on grid: Grid, _ reference: Reference,
    _ quadrature: Int
  ) {
    self.reconstruction = reconstruction
    self.grid = grid
    self.reference = reference
    self.quadrature = quadrature
    rules = grid.axes.enumerated().map { a, axis in
      CellRule(reconstruction.kind(axis: a), on: axis, points: quadrature)
    }
  }

  /// ∫ |∂^α e|^p or max |∂^α e| of every derivative asked for; `shift` is added to e.
  func integrals(
    _ wanted: [Derivative], shift: Scalar
  ) throws(DifferentiationError) -> [Scalar] {
    var formulas: [[Int]: Formula?] = [:]
    let first = MultiIndex.all(order: 1, rank: grid.rank)
    let zero = [Int](repeating: 0, count: grid.rank)
    let gradient = wanted.firstIndex(of: .gradient)
    let energy = wanted.firstIndex(of: .energy)
    let more = (gradient == nil && energy == nil ? [] : first) + (energy == nil ? [] : [zero])
    for alpha in wanted.filter({ $0 != .gradient && $0 != .energy }).map(\.alpha) + more
    where formulas[alpha] == nil {
      if case .exact(let u) = reference {
        formulas[alpha] = try u.derivative(alpha)
      } else {
        formulas[alpha] = .some(nil)
      }
    }
    // A dictionary's order changes from run to run, and with it the sum of three squares.
    let ordered = formulas.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    var sums = [Scalar](repeating: 0, count: wanted.count)
    forEachLattice { offsets, places, share in
      var squares: [Scalar] = []
      var derivatives: [[Int]: [Scalar]] = [:]
      for (alpha, formula) in ordered {
        var e = reconstruction.values(alpha, offsets: offsets)
        let u = subtrahend(formula, alpha, offsets: offsets, places: places)
        let constant = alpha.allSatisfy { $0 == 0 } ? shift : 0
        for i in e.indices { e[i] += constant - u[i] }
        if gradient != nil, first.contains(alpha) {
          if squares.isEmpty { squares = [Scalar](repeating: 0, count: e.count) }
          for i in e.indices { squares[i] += e[i] * e[i] }
        }
        if energy != nil, alpha == zero || first.contains(alpha) { derivatives[alpha] = e }
        for (w, derivative) in wanted.enumerated() where derivative.alpha == alpha {
          if let p = derivative.exponent {
            sums[w] += share * powerSum(e, p)
          } else {
            let size = largestMagnitude(e)
            if size.isNaN || size > sums[w] { sums[w] = size }
          }
        }
      }
      if let energy, let op {
        let density = op.density(derivatives[zero]!, first.map { derivatives[$0]! }, at: places)
        sums[energy] += share * density.withUnsafeBufferPointer { pairwiseSum($0) }
      }
      if let gradient { sums[gradient] += share * powerSum(squares.map { $0.squareRoot() }, 1) }
    }
    return sums
  }

  /// ∫ e: what a solution that is determined up to a constant is shifted by.
  func mean() -> Scalar {
    var total: Scalar = 0
    let zero = [Int](repeating: 0, count: grid.rank)
    var formula: Formula?
    if case .exact(let u) = reference { formula = u }
    forEachLattice { offsets, places, share in
      let e = reconstruction.values(zero, offsets: offsets)
      let u = subtrahend(formula, zero, offsets: offsets, places: places)
      var sum: Scalar = 0
      for i in e.indices { sum += e[i] - u[i] }
      total += share * sum
    }
    return total / Scalar(grid.volume)
  }

  /// ∫ w·∇e + w₀ e, w one formula an axis.
  func integral(
    _ w: [Formula], _ zeroth: Formula
  ) throws(DifferentiationError) -> Scalar {
    let zero = [Int](repeating: 0, count: grid.rank)
    var terms: [(alpha: [Int], weight: Formula, exact: Formula?)] = []
    func exact(_ alpha: [Int]) throws(DifferentiationError) -> Formula? {
      if case .exact(let u) = reference { try u.derivative(alpha) } else { nil }
    }
    if !zeroth.isZero { terms.append((zero, zeroth, try exact(zero))) }
    for (i, weight) in w.enumerated() where !weight.isZero {
      let alpha = zero.indices.map { $0 == i ? 1 : 0 }
      terms.append((alpha, weight, try exact(alpha)))
    }
    var total: Scalar = 0
    forEachLattice { offsets, places, share in
      for term in terms {
        let e = reconstruction.values(term.alpha, offsets: offsets)
        let u = subtrahend(term.exact, term.alpha, offsets: offsets, places: places)
        let weight = term.weight.values(on: places)
        var sum: Scalar = 0
        for i in e.indices { sum += weight[i] * (e[i] - u[i]) }
        total += share * sum
      }
    }
    return total
  }

  /// ∂^α of what is subtracted, on one shifted lattice; of a formula by its derivative.
  private func subtrahend(
    _ formula: Formula?, _ alpha: [Int], offsets: [Extended], places: [[Scalar]]
  ) -> [Scalar] {
    guard case .coarser(let function, let coarse) = reference else {
      return formula!.valuesByThreads(on: places)
    }
    // Cell s + ρc of this grid lies in cell c of the coarse one, at the offsets (s + ξ)/ρ.
    let ratios = zip(grid.cells, coarse.cells).map { $0 / $1 }
    var values = [Scalar](repeating: 0, count: grid.cells.reduce(1, *))
    var part = [Int](repeating: 0, count: grid.rank)
    repeat {
      let lattice = function.values(
        alpha,
        offsets: part.indices.map { (Extended(part[$0]) + offsets[$0]) / Extended(ratios[$0]) })
      var cell = [Int](repeating: 0, count: grid.rank)
      var i = 0
      repeat {
        var place = 0
        for a in cell.indices { place = place * grid.axes[a].cells + ratios[a] * cell[a] + part[a] }
        values[place] = lattice[i]
        i += 1
      } while cell.advance(below: coarse.cells)
    } while part.advance(below: ratios)
    return values
  }

  /// Calls `body` with every shifted lattice: its offsets, its places along each axis, and the weight
  /// of each of its points.
  private func forEachLattice(
    _ body: (_ offsets: [Extended], _ places: [[Scalar]], _ share: Scalar) -> Void
  ) {
    var choice = [Int](repeating: 0, count: grid.rank)
    repeat {
      let offsets = choice.enumerated().map { rules[$0].offsets[$1] }
      let share = choice.enumerated().reduce(Scalar(grid.cellVolume)) {
        $0 * Scalar(rules[$1.offset].weights[$1.element])
      }
      let places = zip(grid.axes, offsets).map { axis, xi -> [Scalar] in
        (0..<axis.cells).map { Scalar(axis.place(cell: $0, offset: xi)) }
      }
      body(offsets, places, share)
    } while choice.advance(below: rules.map(\.offsets.count))
  }

  /// One integral: ∫ |∂^α e|^p, or the maximum.
  struct Derivative: Hashable {
    let alpha: [Int]
    /// p; nil for the maximum.
    let exponent: Double?

    /// ∫ |∇e|
    static var gradient: Derivative { Derivative(alpha: [], exponent: 1) }
    /// ∫ ∇e·a∇e + c e²
    static var energy: Derivative { Derivative(alpha: [], exponent: 2) }
  }
}

extension SecondOrderOperator {
  /// ∇e·a∇e + c e² at every point, e and its derivatives given there.
  func density<Scalar: TransformScalar>(
    _ e: [Scalar], _ slopes: [[Scalar]], at places: [[Scalar]]
  ) -> [Scalar] {
    var total = [Scalar](repeating: 0, count: e.count)
    func add(_ coefficient: Formula, _ u: [Scalar], _ v: [Scalar]) {
      guard !coefficient.isZero else { return }
      let a = coefficient.values(on: places)
      for i in total.indices { total[i] += a[i] * u[i] * v[i] }
    }
    add(reaction, e, e)
    for i in slopes.indices {
      for j in slopes.indices { add(diffusion(i, j), slopes[i], slopes[j]) }
    }
    return total
  }
}

extension Grid {
  /// Π h
  var cellVolume: Extended { axes.reduce(1) { $0 * $1.spacing } }
}

extension Formula {
  /// ∂^α
  func derivative(_ alpha: [Int]) throws(DifferentiationError) -> Formula {
    var result = self
    for (a, m) in alpha.enumerated() where m > 0 {
      result = try result.derivative(Coordinate(rawValue: a)!, order: m)
    }
    return result
  }
}

/// Σ |e|^p by halves.
private func powerSum<Scalar: TransformScalar>(_ e: [Scalar], _ p: Double) -> Scalar {
  let powers: [Scalar] =
    p == 2
    ? e.map { $0 * $0 }
    : p == 1 ? e.map(\.magnitude) : e.map { Scalar.pow($0.magnitude, Scalar(p)) }
  return powers.withUnsafeBufferPointer { pairwiseSum($0) }
}
