public import Grids
public import Transforms

/// u ∈ V by its unit-amplitude coefficients û: u(x_j) = Σ_k û_k φ_k(x_j).
///
/// Stored row-major over ``Grid/spectrumShape``; interleaved complex numbers if an axis is periodic.
public struct Coefficients<Scalar: TransformScalar>: Sendable {
  /// The space it belongs to.
  public let space: FunctionSpace<Scalar>
  /// û, row-major over the stored modes.
  public var values: [Scalar]

  /// Traps unless there are as many scalars as the spectrum has.
  public init(in space: FunctionSpace<Scalar>, values: [Scalar]) {
    precondition(values.count == space.transform.spectrumCount, "not a spectrum of this space")
    self.space = space
    self.values = values
  }

  /// The zero function.
  public init(in space: FunctionSpace<Scalar>) {
    self.init(
      in: space, values: [Scalar](repeating: 0, count: space.transform.spectrumCount))
  }

  /// The coefficients of a field.
  ///
  /// - Complexity: one transform; the field is untouched.
  public init(_ u: Field<Scalar>) {
    let space = u.space
    let transform = space.transform
    let total = transform.spectrumCount
    if var kept = space.spectra.take() {
      u.values.withUnsafeBufferPointer { u in
        kept.withUnsafeMutableBufferPointer { transform.forward(u, into: $0) }
      }
      self.init(in: space, values: kept)
      return
    }
    self.init(
      in: space,
      values: [Scalar](unsafeUninitializedCapacity: total) { buffer, count in
        let target = UnsafeMutableBufferPointer(rebasing: buffer[..<total])
        u.values.withUnsafeBufferPointer { transform.forward($0, into: target) }
        count = total
      })
  }

  /// Gives the memory to the space's next transform: for coefficients that are needed no more.
  public consuming func recycle() {
    let pool = space.spectra
    let kept = values
    values = []
    pool.give(kept)
  }

  /// The grid it lives on.
  public var grid: Grid { space.grid }

  /// Scalars a mode: 2 if complex.
  var width: Int { space.transform.isComplex ? 2 : 1 }

  /// û of the constant mode; nil where the basis has none.
  public var mean: Scalar? {
    guard grid.hasConstants else { return nil }
    return values[0]
  }

  /// Sets the constant mode to zero, where there is one.
  public mutating func removeMean() {
    guard grid.hasConstants else { return }
    for i in 0..<width { values[i] = 0 }
  }
}
