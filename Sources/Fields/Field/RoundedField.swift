import Grids
import RealModule
package import Transforms

/// u in the upper half of its bits, for a vector that need be no particular one: what is kept is a function
/// as good as u.
///
/// Of `Double` that is a `Float`, of `Float80` a `Double`, of `Float` its sign, its exponent and 7 bits more.
package struct RoundedField<Scalar: TransformScalar>: Sendable {
  private let space: FunctionSpace<Scalar>
  private var memory: [UInt8]

  /// What it holds, in fields.
  package static var fields: Double { Double(size) / Double(MemoryLayout<Scalar>.stride) }

  /// Bytes of a number.
  private static var size: Int { MemoryLayout<Scalar>.stride / 2 }

  /// Values beyond the exponents of what is kept become ±∞ or 0.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package init(rounding u: Field<Scalar>) {
    space = u.space
    let bytes = Self.size * u.values.count
    memory = [UInt8](unsafeUninitializedCapacity: bytes) { memory, count in
      FreshMemory.prepare(memory)
      count = bytes
      nonisolated(unsafe) let target = UnsafeMutableRawPointer(memory.baseAddress!)
      u.values.withUnsafeBufferPointer { u in
        Threads.forEachChunk(count: u.count, minimum: 1 << 16) { chunk in
          for i in chunk { round(u[i], to: target, i) }
        }
      }
    }
  }

  /// Σ u_j v_j, in an order that depends on the number of points alone.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  package func product(_ v: Field<Scalar>) -> Scalar {
    precondition(space == v.space, "fields of different spaces")
    let length = 4096
    let blocks = (v.values.count + length - 1) / length
    return withUnsafeTemporaryAllocation(of: Scalar.self, capacity: blocks) { sums in
      // Every block has a place of its own.
      nonisolated(unsafe) let target = sums
      memory.withUnsafeBytes { memory in
        let memory = memory.baseAddress!
        v.values.withUnsafeBufferPointer { v in
          Threads.forEachChunk(count: blocks, minimum: 16) { chunk in
            withUnsafeTemporaryAllocation(of: Scalar.self, capacity: length) { row in
              for b in chunk {
                let range = b * length..<min((b + 1) * length, v.count)
                for (k, i) in range.enumerated() { row[k] = rounded(memory, i) }
                target.initializeElement(
                  at: b,
                  to: dot(
                    UnsafeBufferPointer(rebasing: row[..<range.count]),
                    UnsafeBufferPointer(rebasing: v[range])))
              }
            }
          }
        }
      }
      return pairwiseSum(UnsafeBufferPointer(sums))
    }
  }
}

/// Keeps the upper half of x as the number i of a memory.
@inline(__always)
private func round<Scalar: TransformScalar>(
  _ x: Scalar, to memory: UnsafeMutableRawPointer, _ i: Int
) {
  switch MemoryLayout<Scalar>.size {
  case 4:
    // Half of the last bit that is kept carries over, into the exponent too.
    let bits = Float(x).bitPattern &+ 0x8000
    memory.assumingMemoryBound(to: UInt16.self)[i] = UInt16(truncatingIfNeeded: bits >> 16)
  case 8: memory.assumingMemoryBound(to: Float.self)[i] = Float(x)
  default: memory.assumingMemoryBound(to: Double.self)[i] = Double(x)
  }
}

/// The number i of a memory.
@inline(__always)
private func rounded<Scalar: TransformScalar>(_ memory: UnsafeRawPointer, _ i: Int) -> Scalar {
  switch MemoryLayout<Scalar>.size {
  case 4:
    let bits = UInt32(memory.assumingMemoryBound(to: UInt16.self)[i]) << 16
    return Scalar(Float(bitPattern: bits))
  case 8: return Scalar(memory.assumingMemoryBound(to: Float.self)[i])
  default: return Scalar(memory.assumingMemoryBound(to: Double.self)[i])
  }
}
