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

  /// The same of the numbers whose last is at `place`, the last one first.
  @inline(__always)
  init(backFrom place: UnsafePointer<V.Scalar>) {
    let (re, im) = V.parts(at: place - 2 * (V.scalarCount - 1))
    (self.re, self.im) = (re.reversed, im.reversed)
  }

  @inline(__always)
  func store(backFrom place: UnsafeMutablePointer<V.Scalar>) {
    V.store(re: re.reversed, im: im.reversed, at: place - 2 * (V.scalarCount - 1))
  }

  @inline(__always)
  static func + (a: Self, b: Self) -> Self {
    Self(re: .sum(a.re, b.re), im: .sum(a.im, b.im))
  }

  @inline(__always)
  static func - (a: Self, b: Self) -> Self {
    Self(re: .difference(a.re, b.re), im: .difference(a.im, b.im))
  }

  /// a + ib
  @inline(__always)
  static func plusTurned(_ a: Self, _ b: Self) -> Self {
    Self(re: .difference(a.re, b.im), im: .sum(a.im, b.re))
  }

  /// a − ib
  @inline(__always)
  static func minusTurned(_ a: Self, _ b: Self) -> Self {
    Self(re: .sum(a.re, b.im), im: .difference(a.im, b.re))
  }

  @inline(__always)
  static func * (a: Self, c: V) -> Self {
    Self(re: .product(a.re, c), im: .product(a.im, c))
  }

  @inline(__always)
  static func * (a: Self, w: Self) -> Self {
    Self(
      re: .difference(.product(a.re, w.re), product: a.im, w.im),
      im: .sum(.product(a.re, w.im), product: a.im, w.re))
  }

  /// a w̄
  @inline(__always)
  func timesConjugate(of w: Self) -> Self {
    Self(
      re: .sum(.product(re, w.re), product: im, w.im),
      im: .difference(.product(im, w.re), product: re, w.im))
  }

  var conjugate: Self {
    @inline(__always) get { Self(re: re, im: .difference(V(repeating: 0), im)) }
  }

  /// |z|²
  var square: V {
    @inline(__always) get { .sum(.product(re, re), product: im, im) }
  }
}
