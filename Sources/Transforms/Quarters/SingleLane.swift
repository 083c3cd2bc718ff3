/// One number: what is left where registers are not filled, and all that long doubles have.
struct SingleLane<Scalar: TransformScalar>: Lanes {
  private var value: Scalar

  static var scalarCount: Int { @inline(__always) get { 1 } }

  @inline(__always)
  init(repeating value: Scalar) { self.value = value }

  @inline(__always)
  init(at place: UnsafePointer<Scalar>) { value = place[0] }

  @inline(__always)
  func store(at place: UnsafeMutablePointer<Scalar>) { place[0] = value }

  @inline(__always)
  static func sum(_ a: Self, _ b: Self) -> Self { Self(repeating: a.value + b.value) }

  @inline(__always)
  static func difference(_ a: Self, _ b: Self) -> Self { Self(repeating: a.value - b.value) }

  @inline(__always)
  static func product(_ a: Self, _ b: Self) -> Self { Self(repeating: a.value * b.value) }

  @inline(__always)
  static func sum(_ c: Self, product a: Self, _ b: Self) -> Self {
    Self(repeating: c.value + a.value * b.value)
  }

  @inline(__always)
  static func difference(_ c: Self, product a: Self, _ b: Self) -> Self {
    Self(repeating: c.value - a.value * b.value)
  }

  @inline(__always)
  static func parts(at place: UnsafePointer<Scalar>) -> (re: Self, im: Self) {
    (Self(at: place), Self(at: place + 1))
  }

  @inline(__always)
  static func store(re: Self, im: Self, at place: UnsafeMutablePointer<Scalar>) {
    re.store(at: place)
    im.store(at: place + 1)
  }

  var reversed: Self { @inline(__always) get { self } }

  @inline(__always)
  static func fourths(at place: UnsafePointer<Scalar>) -> (Self, Self, Self, Self) {
    (Self(at: place), Self(at: place + 1), Self(at: place + 2), Self(at: place + 3))
  }

  @inline(__always)
  static func store(
    fourths: (Self, Self, Self, Self), at place: UnsafeMutablePointer<Scalar>
  ) {
    fourths.0.store(at: place)
    fourths.1.store(at: place + 1)
    fourths.2.store(at: place + 2)
    fourths.3.store(at: place + 3)
  }
}
