/// Real numbers of neighbouring modes side by side in a register, as many as every processor of an
/// architecture takes at once.
protocol Lanes: Sendable {
  associatedtype Scalar: TransformScalar

  static var scalarCount: Int { get }
  init(repeating value: Scalar)
  /// `scalarCount` numbers in a row.
  init(at place: UnsafePointer<Scalar>)
  func store(at place: UnsafeMutablePointer<Scalar>)

  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self

  /// The real and the imaginary parts of `scalarCount` interleaved complex numbers.
  static func parts(at place: UnsafePointer<Scalar>) -> (re: Self, im: Self)
  static func store(re: Self, im: Self, at place: UnsafeMutablePointer<Scalar>)
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
  static func parts(at place: UnsafePointer<Double>) -> (re: Self, im: Self) {
    let (a, b) = (Self(at: place), Self(at: place + 2))
    return (Self(a.x, b.x), Self(a.y, b.y))
  }

  @inline(__always)
  static func store(re: Self, im: Self, at place: UnsafeMutablePointer<Double>) {
    Self(re.x, im.x).store(at: place)
    Self(re.y, im.y).store(at: place + 2)
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
  static func parts(at place: UnsafePointer<Float>) -> (re: Self, im: Self) {
    let (a, b) = (Self(at: place), Self(at: place + 4))
    return (Self(a.x, a.z, b.x, b.z), Self(a.y, a.w, b.y, b.w))
  }

  @inline(__always)
  static func store(re: Self, im: Self, at place: UnsafeMutablePointer<Float>) {
    Self(re.x, im.x, re.y, im.y).store(at: place)
    Self(re.z, im.z, re.w, im.w).store(at: place + 4)
  }
}

/// Complex numbers of neighbouring modes.
struct ComplexLanes<V: Lanes> {
  var re: V
  var im: V

  @inline(__always)
  init(re: V, im: V) { (self.re, self.im) = (re, im) }

  /// Interleaved numbers in a row.
  @inline(__always)
  init(at place: UnsafePointer<V.Scalar>) { (re, im) = V.parts(at: place) }

  @inline(__always)
  func store(at place: UnsafeMutablePointer<V.Scalar>) { V.store(re: re, im: im, at: place) }

  @inline(__always)
  static func + (a: Self, b: Self) -> Self { Self(re: a.re + b.re, im: a.im + b.im) }

  @inline(__always)
  static func - (a: Self, b: Self) -> Self { Self(re: a.re - b.re, im: a.im - b.im) }

  /// a + ib
  @inline(__always)
  static func plusTurned(_ a: Self, _ b: Self) -> Self { Self(re: a.re - b.im, im: a.im + b.re) }

  /// a − ib
  @inline(__always)
  static func minusTurned(_ a: Self, _ b: Self) -> Self { Self(re: a.re + b.im, im: a.im - b.re) }

  @inline(__always)
  static func * (a: Self, c: V) -> Self { Self(re: a.re * c, im: a.im * c) }

  @inline(__always)
  static func * (a: Self, w: Self) -> Self {
    Self(re: a.re * w.re - a.im * w.im, im: a.re * w.im + a.im * w.re)
  }

  /// a w̄
  @inline(__always)
  func timesConjugate(of w: Self) -> Self {
    Self(re: re * w.re + im * w.im, im: im * w.re - re * w.im)
  }
}
