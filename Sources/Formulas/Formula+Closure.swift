extension Formula {
  /// The function x ↦ f(x), known by its values alone.
  ///
  /// It stands wherever a formula does and is evaluated at the same points, in double precision
  /// whatever the precision around it. It has no derivative, kinks and poles in it are not seen
  /// (`isSmooth` is false, `switches` do not hold its own), and two closures are never one
  /// subexpression.
  ///
  /// - Parameter f: a function of its arguments alone, called from several threads.
  /// - Complexity: one call for each point of the coordinates on which it depends.
  public init(_ f: @escaping @Sendable (Double) -> Double) {
    self.init(Closure(arity: 1) { x, _, _ in f(x) })
  }

  /// The function (x, y) ↦ f(x, y); see the function of one coordinate.
  public init(_ f: @escaping @Sendable (Double, Double) -> Double) {
    self.init(Closure(arity: 2) { x, y, _ in f(x, y) })
  }

  /// The function (x, y, z) ↦ f(x, y, z); see the function of one coordinate.
  public init(_ f: @escaping @Sendable (Double, Double, Double) -> Double) {
    self.init(Closure(arity: 3, f))
  }

  private init(_ closure: Closure) {
    var builder = Builder()
    let root = builder.call(closure, (0..<closure.arity).map { builder.variable($0) })
    self.init(builder, root: root, names: [])
  }
}
