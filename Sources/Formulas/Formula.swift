public import RealModule

/// A function of x, y, z: an expression over a shared graph.
public struct Formula: Sendable {
  /// The precision in which constants are held.
  #if arch(x86_64) || arch(i386)
    public typealias Constant = Float80
  #else
    public typealias Constant = Double
  #endif

  public init(_ constant: Constant) {}
}
