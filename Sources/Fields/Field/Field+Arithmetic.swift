import Transforms

extension Field {
  /// Traps if the spaces differ.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public static func + (u: Field, v: Field) -> Field { u.combined(with: v) { $0 + $1 } }
  /// Traps if the spaces differ.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public static func - (u: Field, v: Field) -> Field { u.combined(with: v) { $0 - $1 } }
  /// The pointwise product: an interpolant, aliased where the true product leaves the space.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public static func * (u: Field, v: Field) -> Field { u.combined(with: v) { $0 * $1 } }

  /// c u
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  public static func * (c: Scalar, u: Field) -> Field {
    Field(in: u.space, values: u.values.map { c * $0 })
  }

  /// −u
  public static prefix func - (u: Field) -> Field { -1 * u }

  /// u − v in u's own memory; traps if the spaces differ.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public mutating func subtract(_ v: Field) {
    precondition(space == v.space, "fields of different spaces")
    values.withUnsafeMutableBufferPointer { u in
      v.values.withUnsafeBufferPointer { v in
        for i in u.indices { u[i] -= v[i] }
      }
    }
  }

  /// u + c in u's own memory.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public mutating func add(_ c: Scalar) {
    values.withUnsafeMutableBufferPointer { u in
      for i in u.indices { u[i] += c }
    }
  }

  @inline(__always)
  private func combined(with v: Field, _ f: (Scalar, Scalar) -> Scalar) -> Field {
    precondition(space == v.space, "fields of different spaces")
    let w = [Scalar](unsafeUninitializedCapacity: values.count) { target, count in
      FreshMemory.prepare(target)
      count = values.count
      values.withUnsafeBufferPointer { u in
        v.values.withUnsafeBufferPointer { v in
          let w = target.baseAddress!
          for i in 0..<count { (w + i).initialize(to: f(u[i], v[i])) }
        }
      }
    }
    return Field(in: space, values: w)
  }
}
