/// A function of x, y, z: an expression over a shared graph.
///
/// Equal subexpressions are one node, so that derivatives of any order stay small; constants are
/// folded, and like terms and powers collected, as the graph is built. Products of sums are not
/// expanded. A formula is an immutable value.
///
/// Collecting powers removes removable singularities (x/x is 1) and ends of domains (sqrt(x)^2 is x
/// for negative x too), and 0·u is 0 for every u.
public struct Formula: Sendable {
  #if arch(x86_64) || arch(i386)
    /// The precision in which constants are held: the widest of the machine.
    public typealias Constant = Float80
  #else
    /// The precision in which constants are held: the widest of the machine.
    public typealias Constant = Double
  #endif

  let graph: Graph

  init(graph: Graph) { self.graph = graph }

  init(_ builder: Builder, root: Int, names: [String]) {
    graph = Graph(builder, root: root, names: names)
  }

  /// The constant function.
  public init(_ constant: Constant) {
    var builder = Builder()
    let root = builder.constant(constant)
    self.init(builder, root: root, names: [])
  }

  /// The constant function, of a number in any precision.
  public init<T: BinaryFloatingPoint>(_ constant: T) { self.init(Constant(constant)) }

  /// The function that is a coordinate.
  public init(_ coordinate: Coordinate) {
    var builder = Builder()
    let root = builder.variable(coordinate.rawValue)
    self.init(builder, root: root, names: [])
  }

  /// The first coordinate.
  public static let x = Formula(Coordinate.x)
  /// The second coordinate.
  public static let y = Formula(Coordinate.y)
  /// The third coordinate.
  public static let z = Formula(Coordinate.z)
  /// π
  public static let pi = Formula(Constant.pi)

  /// The value, if the function depends on nothing.
  public var constant: Constant? { graph.constant }

  /// Whether the function is zero everywhere; `false` if simplification could not see it.
  public var isZero: Bool { graph.constant == 0 }

  /// The coordinates on which the function depends.
  public var coordinates: Set<Coordinate> {
    Set(Coordinate.allCases.filter { depends(on: $0) })
  }

  /// Whether the function depends on a coordinate.
  public func depends(on coordinate: Coordinate) -> Bool {
    graph.mask & coordinate.bit != 0
  }

  /// Whether the function is analytic where it is finite: no abs, sign, min, if, theta, … inside,
  /// whose kinks and jumps lie on curves. Poles, and the corner of r at the origin, do not count.
  public var isSmooth: Bool { graph.isSmooth }

  /// Whether the function is analytic at every point, as its rules say: no quotient, root or logarithm
  /// inside either, which may be singular somewhere.
  public var isAnalytic: Bool { graph.isAnalytic }

  /// The number of different subexpressions: the cost of the formula.
  public var nodeCount: Int { graph.nodes.count }
}

extension Coordinate {
  /// The place of the coordinate in a set of variables.
  var bit: UInt64 { 1 << UInt64(rawValue) }
}

extension Formula: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  /// The constant function.
  public init(integerLiteral value: Int) { self.init(Constant(value)) }

  /// The constant function.
  public init(floatLiteral value: Constant) { self.init(value) }
}
