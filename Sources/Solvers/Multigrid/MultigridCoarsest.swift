import Transforms

/// S x = b by a Cholesky factorisation in the order of ``MultigridDissection``; where constants are
/// the kernel, the pseudo-inverse.
///
///     S = L D Lᵀ;   singular: x = Π S₀⁻¹ Π b, Π the projection to zero mean, S₀ with one point held
///
/// L is found in double precision and kept in numbers of 16 bits, columns over a unit of their own:
/// in (S x, x) = Σ D (Lᵀx)² what is lost of Lᵀx enters squared. Of an entry l at most min(|l|, ½u) is
/// lost, u ≈ 2⁻¹⁵ max |l|: against the conductance D l that it stands for at most ½u of it, whatever
/// the contrast. The units keep the sum of a column, and so all islands.
final class MultigridCoarsest: @unchecked Sendable {
  /// The number of points.
  let count: Int
  private let isSingular: Bool
  private let parts: [MultigridDissection.Part]
  private let rings: [Int32]
  /// The points in the order.
  private let places: [Int32]
  /// The columns of L below the diagonal over their units, part by part.
  private let columns: UnsafeMutablePointer<Int16>
  private let units: UnsafeMutablePointer<Float>
  /// 1/D
  private let inverse: UnsafeMutablePointer<Double>
  /// The largest part and its ring.
  private let widest: Int

  init<Scalar: TransformScalar>(_ stencil: MultigridStencil<Scalar>, isSingular: Bool) {
    count = stencil.count
    self.isSingular = isSingular
    let dissection = MultigridDissection(shape: stencil.shape, isPeriodic: stencil.isPeriodic)
    parts = dissection.parts
    rings = dissection.rings
    widest = parts.reduce(0) { max($0, $1.own.count + $1.ring.count) }
    var places = [Int32](repeating: 0, count: count)
    for (p, q) in dissection.order.enumerated() { places[Int(q)] = Int32(p) }
    self.places = places
    columns = .allocate(capacity: parts.reduce(0) { $0 + $1.entries })
    inverse = .allocate(capacity: count)
    units = .allocate(capacity: count)
    MultigridFactorisation(stencil, dissection).run(
      inverse: inverse, columns: columns, units: units)
    // The last pivot of a singular operator is round-off.
    if isSingular { inverse[count - 1] = 0 }
  }

  deinit {
    columns.deallocate()
    units.deallocate()
    inverse.deallocate()
  }

  /// x ← S⁻¹ b
  func solve<Scalar: TransformScalar>(
    _ b: UnsafePointer<Scalar>, to x: UnsafeMutablePointer<Scalar>
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: count + widest) { scratch in
      let y = UnsafeMutableBufferPointer(rebasing: scratch[..<count])
      let z = scratch.baseAddress! + count
      for p in 0..<count { y[p] = Double(b[Int(places[p])]) }
      if isSingular { MultigridCoarsest.removeMean(y) }
      var column = UnsafePointer(columns)
      for part in parts { forward(part, y.baseAddress!, z, &column) }
      for p in 0..<count { y[p] *= inverse[p] }
      for part in parts.reversed() { backward(part, y.baseAddress!, z, &column) }
      if isSingular { MultigridCoarsest.removeMean(y) }
      for p in 0..<count { x[Int(places[p])] = Scalar(y[p]) }
    }
  }

  /// y ← L⁻¹ y in the columns of a part.
  @inline(__always)
  private func forward(
    _ part: MultigridDissection.Part, _ y: UnsafeMutablePointer<Double>,
    _ z: UnsafeMutablePointer<Double>, _ column: inout UnsafePointer<Int16>
  ) {
    let (own, ring) = (part.own.count, part.ring.count)
    let from = y + part.own.lowerBound
    for i in 0..<own { z[i] = from[i] }
    for i in 0..<ring { z[own + i] = 0 }
    for j in 0..<own {
      let value = z[j] * Double(units[part.own.lowerBound + j])
      let below = z + j + 1
      let length = own + ring - j - 1
      for i in 0..<length { below[i] -= Double(column[i]) * value }
      column += length
    }
    for i in 0..<own { from[i] = z[i] }
    for i in 0..<ring { y[Int(rings[part.ring.lowerBound + i])] += z[own + i] }
  }

  /// y ← L⁻ᵀ y in the columns of a part; `column` is just behind them.
  @inline(__always)
  private func backward(
    _ part: MultigridDissection.Part, _ y: UnsafeMutablePointer<Double>,
    _ z: UnsafeMutablePointer<Double>, _ column: inout UnsafePointer<Int16>
  ) {
    let (own, ring) = (part.own.count, part.ring.count)
    let to = y + part.own.lowerBound
    for i in 0..<own { z[i] = to[i] }
    for i in 0..<ring { z[own + i] = y[Int(rings[part.ring.lowerBound + i])] }
    for j in (0..<own).reversed() {
      let below = z + j + 1
      let length = own + ring - j - 1
      column -= length
      // Four sums at once: an addition need not wait for the one before.
      var sums = SIMD4<Double>()
      var i = 0
      while i + 4 <= length {
        for k in 0..<4 { sums[k] += Double(column[i + k]) * below[i + k] }
        i += 4
      }
      var sum = sums.sum()
      for k in i..<length { sum += Double(column[k]) * below[k] }
      z[j] -= sum * Double(units[part.own.lowerBound + j])
    }
    for i in 0..<own { to[i] = z[i] }
  }

  private static func removeMean(_ y: UnsafeMutableBufferPointer<Double>) {
    var sum = 0.0
    for value in y { sum += value }
    let mean = sum / Double(y.count)
    for p in y.indices { y[p] -= mean }
  }
}
