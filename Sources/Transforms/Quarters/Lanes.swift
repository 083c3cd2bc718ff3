import CFFTW

/// Real numbers of neighbouring modes side by side in a register, as many as every processor of an
/// architecture takes at once.
protocol Lanes: Sendable {
  associatedtype Scalar: TransformScalar

  static var scalarCount: Int { get }
  init(repeating value: Scalar)
  /// `scalarCount` numbers in a row.
  init(at place: UnsafePointer<Scalar>)
  func store(at place: UnsafeMutablePointer<Scalar>)

  // Named, since the generic operators of SIMD would be the witnesses, which go through the elements.
  static func sum(_ a: Self, _ b: Self) -> Self
  static func difference(_ a: Self, _ b: Self) -> Self
  static func product(_ a: Self, _ b: Self) -> Self
  /// c + ab and c − ab.
  static func sum(_ c: Self, product a: Self, _ b: Self) -> Self
  static func difference(_ c: Self, product a: Self, _ b: Self) -> Self

  /// The real and the imaginary parts of `scalarCount` interleaved complex numbers.
  static func parts(at place: UnsafePointer<Scalar>) -> (re: Self, im: Self)
  static func store(re: Self, im: Self, at place: UnsafeMutablePointer<Scalar>)

  /// The last number first.
  var reversed: Self { get }
  /// Every fourth of 4 `scalarCount` numbers: the first, second, third and fourth of four.
  static func fourths(at place: UnsafePointer<Scalar>) -> (Self, Self, Self, Self)
  static func store(fourths: (Self, Self, Self, Self), at place: UnsafeMutablePointer<Scalar>)
}

extension SIMD2: Lanes where Scalar == Double {
  @inline(__always)
  init(at place: UnsafePointer<Double>) {
    self = UnsafeRawPointer(place).loadUnaligned(as: Self.self)
  }

  @inline(__always)
  func store(at place: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(place).storeBytes(of: self, as: Self.self)
  }

  @inline(__always)
  static func sum(_ a: Self, _ b: Self) -> Self { a + b }

  @inline(__always)
  static func difference(_ a: Self, _ b: Self) -> Self { a - b }

  @inline(__always)
  static func product(_ a: Self, _ b: Self) -> Self { a * b }

  @inline(__always)
  static func sum(_ c: Self, product a: Self, _ b: Self) -> Self { cfftw_plus2(c, a, b) }

  @inline(__always)
  static func difference(_ c: Self, product a: Self, _ b: Self) -> Self {
    cfftw_minus2(c, a, b)
  }

  @inline(__always)
  static func parts(at place: UnsafePointer<Double>) -> (re: Self, im: Self) {
    let (a, b) = (Self(at: place), Self(at: place + 2))
    return (Self(a.x, b.x), Self(a.y, b.y))
  }

  @inline(__always)
  static func store(re: Self, im: Self, at place: UnsafeMutablePointer<Double>) {
    Self(re.x, im.x).store(at: place)
    Self(re.y, im.y).store(at: place + 2)
  }

  var reversed: Self {
    @inline(__always) get { Self(y, x) }
  }

  @inline(__always)
  static func fourths(at place: UnsafePointer<Double>) -> (Self, Self, Self, Self) {
    let (a, b) = (Self(at: place), Self(at: place + 2))
    let (c, d) = (Self(at: place + 4), Self(at: place + 6))
    return (Self(a.x, c.x), Self(a.y, c.y), Self(b.x, d.x), Self(b.y, d.y))
  }

  @inline(__always)
  static func store(
    fourths f: (Self, Self, Self, Self), at place: UnsafeMutablePointer<Double>
  ) {
    Self(f.0.x, f.1.x).store(at: place)
    Self(f.2.x, f.3.x).store(at: place + 2)
    Self(f.0.y, f.1.y).store(at: place + 4)
    Self(f.2.y, f.3.y).store(at: place + 6)
  }
}

extension SIMD4: Lanes where Scalar == Float {
  @inline(__always)
  init(at place: UnsafePointer<Float>) {
    self = UnsafeRawPointer(place).loadUnaligned(as: Self.self)
  }

  @inline(__always)
  func store(at place: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(place).storeBytes(of: self, as: Self.self)
  }

  @inline(__always)
  static func sum(_ a: Self, _ b: Self) -> Self { a + b }

  @inline(__always)
  static func difference(_ a: Self, _ b: Self) -> Self { a - b }

  @inline(__always)
  static func product(_ a: Self, _ b: Self) -> Self { a * b }

  @inline(__always)
  static func sum(_ c: Self, product a: Self, _ b: Self) -> Self { cfftw_plus4(c, a, b) }

  @inline(__always)
  static func difference(_ c: Self, product a: Self, _ b: Self) -> Self {
    cfftw_minus4(c, a, b)
  }

  @inline(__always)
  static func parts(at place: UnsafePointer<Float>) -> (re: Self, im: Self) {
    let (a, b) = (Self(at: place), Self(at: place + 4))
    return (Self(a.x, a.z, b.x, b.z), Self(a.y, a.w, b.y, b.w))
  }

  @inline(__always)
  static func store(re: Self, im: Self, at place: UnsafeMutablePointer<Float>) {
    Self(re.x, im.x, re.y, im.y).store(at: place)
    Self(re.z, im.z, re.w, im.w).store(at: place + 4)
  }

  var reversed: Self {
    @inline(__always) get { Self(w, z, y, x) }
  }

  @inline(__always)
  static func fourths(at place: UnsafePointer<Float>) -> (Self, Self, Self, Self) {
    let (a, b) = (Self(at: place), Self(at: place + 4))
    let (c, d) = (Self(at: place + 8), Self(at: place + 12))
    return (
      Self(a.x, b.x, c.x, d.x), Self(a.y, b.y, c.y, d.y), Self(a.z, b.z, c.z, d.z),
      Self(a.w, b.w, c.w, d.w)
    )
  }

  @inline(__always)
  static func store(
    fourths f: (Self, Self, Self, Self), at place: UnsafeMutablePointer<Float>
  ) {
    Self(f.0.x, f.1.x, f.2.x, f.3.x).store(at: place)
    Self(f.0.y, f.1.y, f.2.y, f.3.y).store(at: place + 4)
    Self(f.0.z, f.1.z, f.2.z, f.3.z).store(at: place + 8)
    Self(f.0.w, f.1.w, f.2.w, f.3.w).store(at: place + 12)
  }
}
