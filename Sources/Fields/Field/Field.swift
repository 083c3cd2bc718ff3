public import Grids
public import Transforms

/// u ∈ V by its values at the grid's points, row-major.
public struct Field<Scalar: TransformScalar>: Sendable {
  /// The space it belongs to.
  public let space: FunctionSpace<Scalar>
  /// u at the points, row-major.
  public var values: [Scalar]

  /// Traps unless there is one value a point.
  public init(in space: FunctionSpace<Scalar>, values: [Scalar]) {
    precondition(
      values.count == space.count, "\(values.count) values for \(space.count) points")
    self.space = space
    self.values = values
  }

  /// The zero function.
  public init(in space: FunctionSpace<Scalar>) {
    self.init(in: space, values: zeros(space.count))
  }

  /// The function with the given coefficients.
  ///
  /// - Complexity: one transform.
  public init(_ coefficients: Coefficients<Scalar>) {
    let space = coefficients.space
    self.init(
      in: space,
      values: [Scalar](unsafeUninitializedCapacity: space.count) { buffer, count in
        FreshMemory.prepare(buffer)
        let target = UnsafeMutableBufferPointer(rebasing: buffer[..<space.count])
        coefficients.values.withUnsafeBufferPointer {
          space.transform.inverse($0, into: target)
        }
        count = space.count
      })
  }

  /// The function with the given coefficients, whose memory serves as scratch.
  ///
  /// - Complexity: one transform, no memory but the result's.
  public init(consuming coefficients: consuming Coefficients<Scalar>) {
    let space = coefficients.space
    var scratch = coefficients.values
    coefficients.values = []
    self.init(
      in: space,
      values: [Scalar](unsafeUninitializedCapacity: space.count) { buffer, count in
        FreshMemory.prepare(buffer)
        let target = UnsafeMutableBufferPointer(rebasing: buffer[..<space.count])
        scratch.withUnsafeMutableBufferPointer {
          space.transform.inverse(consuming: $0, into: target)
        }
        count = space.count
      })
    space.spectra.give(scratch)
  }

  /// Replaces the values by those of the given coefficients, whose memory serves as scratch.
  ///
  /// Traps if the spaces differ. - Complexity: one transform, no memory.
  public mutating func assign(consuming coefficients: consuming Coefficients<Scalar>) {
    precondition(space == coefficients.space, "coefficients of another space")
    var scratch = coefficients.values
    coefficients.values = []
    let transform = space.transform
    values.withUnsafeMutableBufferPointer { values in
      scratch.withUnsafeMutableBufferPointer {
        transform.inverse(consuming: $0, into: values)
      }
    }
    space.spectra.give(scratch)
  }

  /// The grid it lives on.
  public var grid: Grid { space.grid }
}
