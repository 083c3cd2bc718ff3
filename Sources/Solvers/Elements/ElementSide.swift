import Fields
import Formulas
import Grids
import RealModule
import Transforms

/// ∫ β u φ over a Robin side, by the elements of the side, or lumped at its nodes.
struct ElementSide<Scalar: TransformScalar>: Sendable {
  private let axis: Int
  private let plane: Int
  private let form: EdgeForm<Scalar>
  private let shape: [Int]
  /// Of every unknown on the side its place in the field and in the side's nodes.
  private let places: [(field: Int, node: Int)]

  /// - Parameters:
  ///   - q: Gauss points a direction; nil where it is lumped.
  ///   - isSigned: Whether β may be negative.
  init(
    _ beta: Formula, on side: BoxSide, of grid: Grid, points q: Int?, isSigned: Bool
  ) throws(SolverError) {
    axis = side.axis
    plane = side.side == .lower ? 0 : grid.axes[side.axis].cells
    let lines = grid.axes.map { ClosedAxis<Scalar>($0) }
    shape = lines.map(\.count)
    var part = CellAssembly<Scalar>(on: grid.face(without: side.axis))!
    part.isSigned = isSigned
    let lowered = beta.trace(on: side, of: grid).dropping(axis: axis, rank: grid.rank)
    do throws(SolverError) {
      if let q { try part.addMass(lowered, points: q) } else { try part.addLumped(lowered) }
    } catch {
      throw error.blaming(robin: side, of: grid)
    }
    form = part.closed.scaled(by: 1 / Scalar(grid.axes[side.axis].spacing))
    var rest = Array(grid.axes.indices)
    rest.remove(at: side.axis)
    let counts = rest.map { grid.shape[$0] }
    places = grid.places(nextTo: side).enumerated().map { k, place in
      let index = counts.unravel(k)
      return (
        place, zip(rest, index).reduce(0) { $0 * lines[$1.0].count + $1.1 + lines[$1.0].offset }
      )
    }
  }

  /// r ← r + D A D u
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func add(_ u: [Scalar], _ d: ArraySlice<Scalar>, to r: inout [Scalar]) {
    var w = [Scalar](repeating: 0, count: form.count)
    for (i, k) in places { w[k] = d.isEmpty ? u[i] : d[i] * u[i] }
    add(w) { i, value in r[i] += d.isEmpty ? value : d[i] * value }
  }

  /// r ← r + A w at the unknowns, w at the closed nodes of the box.
  func add(closed w: [Scalar], to r: inout [Scalar]) {
    let inner = shape[(axis + 1)...].reduce(1, *)
    let values = (0..<form.count).map {
      w[(($0 / inner) * shape[axis] + plane) * inner + $0 % inner]
    }
    add(values) { i, value in r[i] += value }
  }

  @inline(__always)
  private func add(_ w: [Scalar], _ body: (Int, Scalar) -> Void) {
    var image = w
    form.apply(w, to: &image)
    for (i, k) in places { body(i, image[k]) }
  }
}

extension ElementSide {
  /// The sides with a β that is not 0.
  static func all(
    _ robin: [BoxSide: Formula], of grid: Grid, points q: Int?, isSigned: Bool = false
  ) throws(SolverError) -> [ElementSide] {
    var sides: [ElementSide] = []
    for side in grid.sides {
      guard let beta = robin[side], !beta.isZero else { continue }
      sides.append(try ElementSide(beta, on: side, of: grid, points: q, isSigned: isSigned))
    }
    return sides
  }
}

extension Grid {
  /// The grid of the other axes.
  fileprivate func face(without a: Int) -> Grid {
    var rest = axes
    rest.remove(at: a)
    return Grid(rest)
  }
}

extension EdgeForm {
  fileprivate func scaled(by c: Scalar) -> EdgeForm {
    var form = self
    form.scale(0..<weights.count, by: c)
    return form
  }
}

extension CellAssembly {
  /// Adds ∫ c u², q Gauss points a direction.
  mutating func addMass(_ c: Formula, points q: Int) throws(SolverError) {
    let mass = SecondOrderOperator(.scalar(0), reaction: c, rank: grid.rank)
    for place in Place.elements(on: grid, points: q) { try add(mass, at: place) }
  }
}

extension SolverError {
  /// What was wrong with c of a side's own elements, said of β at its place in the box.
  func blaming(robin side: BoxSide, of grid: Grid) -> SolverError {
    guard case .coefficient(_, let value, var point) = self else { return self }
    point.insert(Double(side.place(on: grid)), at: side.axis)
    return .coefficient("robin", value: value, point: point)
  }
}
