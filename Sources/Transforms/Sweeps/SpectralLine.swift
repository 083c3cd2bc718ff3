/// The modes of a spectrum that differ along one axis only: a column of it.
public struct SpectralLine: Hashable, Sendable {
  /// The axis along which the line runs.
  public let axis: Int
  /// The stored-mode index along the first of the other axes; 0 if there is none.
  public let first: Int
  /// The same along the second.
  public let second: Int
  /// Where it stands among all lines of that axis.
  public let number: Int

  /// The `number`-th line along an axis of a spectrum, row-major in the other axes.
  public init(_ number: Int, along axis: Int, of spectrumShape: [Int]) {
    self.axis = axis
    self.number = number
    switch spectrumShape.count {
    case 1: (first, second) = (0, 0)
    case 2: (first, second) = (number, 0)
    default:
      let across = spectrumShape[axis == 2 ? 1 : 2]
      (first, second) = (number / across, number % across)
    }
  }
}
