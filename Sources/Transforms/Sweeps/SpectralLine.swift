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

  /// The line of the modes that stand where this one counts, in the order given for each other axis.
  func reordered(by orders: [[Int]?], of spectrumShape: [Int]) -> SpectralLine {
    if orders.allSatisfy({ $0 == nil }) { return self }
    var places = [first, second]
    for (i, order) in orders.enumerated() {
      if let order { places[i] = order[places[i]] }
    }
    let across = spectrumShape.count < 3 ? 1 : spectrumShape[axis == 2 ? 1 : 2]
    return SpectralLine(places[0] * across + places[1], along: axis, of: spectrumShape)
  }
}
