import Grids

/// The floating-point type of fields.
public enum Precision: String, Sendable, CaseIterable {
  case float, double
  /// The widest type of the machine.
  case extended

  /// Bytes of a number.
  public var size: Int {
    switch self {
    case .float: MemoryLayout<Float>.stride
    case .double: MemoryLayout<Double>.stride
    case .extended: MemoryLayout<Extended>.stride
    }
  }
}
