import Fields
import Grids
import Transforms

/// ∂^α v over the lattices of a rule. On grids of some size what was transformed along the axes before
/// the last is held from one lattice to the next.
final class HeldDerivatives<Scalar: TransformScalar> {
  private let v: Coefficients<Scalar>
  private let shifted: ShiftedTransform<Scalar>
  private var functions: [[Int]: ShiftedFunction<Scalar>] = [:]

  init(_ v: Coefficients<Scalar>, by shifted: ShiftedTransform<Scalar>) {
    (self.v, self.shifted) = (v, shifted)
  }

  /// Whether more memory is taken, a field an axis for every derivative: up to 8 MB of doubles each.
  static func holds(_ grid: Grid) -> Bool {
    grid.rank > 1 && grid.cells.reduce(1, *) <= 1 << 20
  }

  func values(_ alpha: [Int], _ offsets: [Extended]) -> [Scalar] {
    guard Self.holds(v.grid) else {
      return v.values(derivative: alpha, offsets: offsets, by: shifted)
    }
    let function = functions[alpha] ?? v.function(derivative: alpha, by: shifted)
    functions[alpha] = function
    return function.values(offsets)
  }

  /// Gives the memory back.
  func forget() { functions = [:] }
}

extension ShiftedFunction {
  /// The values on a lattice.
  func values(_ offsets: [Extended]) -> [Scalar] {
    [Scalar](unsafeUninitializedCapacity: count) { buffer, initialized in
      values(
        offsets: offsets.map { Scalar($0) },
        into: UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
      initialized = count
    }
  }
}
