/// The ten one-dimensional kinds: between values u_j on the points of one axis and unit-amplitude
/// coefficients, u_j = Σ_k û_k φ_k(x_j).
///
/// `n` is the number of cells of the axis. Points and modes:
///
/// | kind | φ_k at the point | points | modes |
/// | --- | --- | --- | --- |
/// | `fourier` | e^{2πik(j+½·cells)/n} | j = 0…n−1 | 0…⌊n/2⌋, then −⌈n/2⌉+1…−1 |
/// | `sine` nodes, RODFT00 | sin πkj/n | j = 1…n−1 | k = 1…n−1 |
/// | `sine` cells, RODFT10 / RODFT01 | sin πk(j+½)/n | j = 0…n−1 | k = 1…n |
/// | `cosine` nodes, REDFT00 | cos πkj/n | j = 0…n | k = 0…n |
/// | `cosine` cells, REDFT10 / REDFT01 | cos πk(j+½)/n | j = 0…n−1 | k = 0…n−1 |
/// | `halfSine` nodes, RODFT01 / RODFT10 | sin π(k+½)j/n | j = 1…n | k = 0…n−1 |
/// | `halfSine` cells, RODFT11 | sin π(k+½)(j+½)/n | j = 0…n−1 | k = 0…n−1 |
/// | `halfCosine` nodes, REDFT01 / REDFT10 | cos π(k+½)j/n | j = 0…n−1 | k = 0…n−1 |
/// | `halfCosine` cells, REDFT11 | cos π(k+½)(j+½)/n | j = 0…n−1 | k = 0…n−1 |
public struct TransformKind: Hashable, Sendable {
  /// The family of basis functions.
  public enum Family: Hashable, Sendable {
    case fourier, sine, cosine, halfSine, halfCosine
  }

  /// Which functions they are.
  public let family: Family
  /// The number n of cells.
  public let cells: Int
  /// Whether the points are the cells' middles instead of their ends.
  public let onCells: Bool

  /// The kind of an axis of n cells.
  public init(_ family: Family, cells: Int, onCells: Bool) {
    self.family = family
    self.cells = cells
    self.onCells = onCells
  }
}

/// A tensor product of one-dimensional transforms between real values and coefficients.
///
/// Values are real, row-major, of ``shape``. Coefficients are row-major, of ``spectrumShape``; if
/// some axis is periodic they are complex, interleaved (re, im), and the *last* periodic axis keeps
/// the ⌊n/2⌋ + 1 modes k ≥ 0 only. Both directions leave their input untouched and are safe to
/// call from several threads at once.
public protocol SpectralTransform<Scalar>: Sendable {
  associatedtype Scalar: TransformScalar

  /// The kind of each axis, slowest first.
  var kinds: [TransformKind] { get }
  /// Points along each axis.
  var shape: [Int] { get }
  /// Stored modes along each axis.
  var spectrumShape: [Int] { get }
  /// Whether coefficients are complex.
  var isComplex: Bool { get }

  /// û from u, with unit amplitude: no factor 1/N is left to the caller.
  func forward(
    _ values: UnsafeBufferPointer<Scalar>, into coefficients: UnsafeMutableBufferPointer<Scalar>)

  /// u from û.
  func inverse(
    _ coefficients: UnsafeBufferPointer<Scalar>, into values: UnsafeMutableBufferPointer<Scalar>)

  /// u from û, using the coefficients' own memory as scratch: their content is lost.
  func inverse(
    consuming coefficients: UnsafeMutableBufferPointer<Scalar>,
    into values: UnsafeMutableBufferPointer<Scalar>)

  /// The axis along which the lines of ``multiply(_:into:by:)`` and ``energies(of:work:_:)`` run.
  var sweptAxis: Int { get }

  /// û_k ← m_k û_k: forward, times m, and back. Both arrays may be the same.
  ///
  /// `multiplier` writes m at the modes of a line, in any order of lines and on any thread.
  func multiply(
    _ values: UnsafeBufferPointer<Scalar>, into result: UnsafeMutableBufferPointer<Scalar>,
    by multiplier: (SpectralLine, UnsafeMutableBufferPointer<Scalar>) -> Void)

  /// The same in place with loops over the points before and after, in the passes that are there
  /// where they go range by range; else, as by default, in passes of their own.
  func multiply(
    inPlace values: UnsafeMutableBufferPointer<Scalar>, fusing loops: PointLoops,
    by multiplier: (SpectralLine, UnsafeMutableBufferPointer<Scalar>) -> Void)

  /// Whether ``solveDifferences(_:into:_:)`` applies: the swept axis and all others are bounded.
  var solvesDifferences: Bool { get }

  /// (A + δ²) u = c f along the swept axis, −δ² the second difference u_{j+1} − 2u_j + u_{j−1} with
  /// the axis's reflections, between transforms along the others only. `line` gives A ≥ 0 and c of
  /// each line; not all A and both ends may be zero. Both arrays may be the same.
  func solveDifferences(
    _ values: UnsafeBufferPointer<Scalar>, into result: UnsafeMutableBufferPointer<Scalar>,
    _ line: (SpectralLine) -> (shift: Scalar, scale: Scalar))

  /// The same in place with loops over the points before and after, as in ``multiply(inPlace:fusing:by:)``.
  func solveDifferences(
    inPlace values: UnsafeMutableBufferPointer<Scalar>, fusing loops: PointLoops,
    _ line: (SpectralLine) -> (shift: Scalar, scale: Scalar))

  /// |û_k|² at the modes of each line, in any order of lines and on any thread. `work` has room for
  /// a spectrum; its content is lost.
  func energies(
    of values: UnsafeBufferPointer<Scalar>, work: UnsafeMutableBufferPointer<Scalar>,
    _ body: (SpectralLine, UnsafeMutableBufferPointer<Scalar>) -> Void)
}

extension SpectralTransform {
  /// The number of values.
  public var count: Int { shape.reduce(1, *) }
  /// The number of scalars in a spectrum: two a mode if it is complex.
  public var spectrumCount: Int { spectrumShape.reduce(isComplex ? 2 : 1, *) }
  /// The number of lines along ``sweptAxis``.
  public var lineCount: Int { spectrumShape.reduce(1, *) / spectrumShape[sweptAxis] }
}
