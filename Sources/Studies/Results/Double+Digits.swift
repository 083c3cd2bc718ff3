import RealModule

extension Double {
  /// The number with so many significant digits, as it is written.
  func rounded(digits: Int) -> String {
    guard self != 0, isFinite else { return "0" }
    // Less than what the lattice of the box tells from 0.
    if magnitude < 1e-12 { return "0" }
    let place = Double(digits - 1) - Double.log10(magnitude).rounded(.down)
    // Powers of ten up to 10²² are exact, their reciprocals are not.
    let scale = Double.pow(10, place.magnitude)
    let value = place < 0 ? (self / scale).rounded() * scale : (self * scale).rounded() / scale
    return value == value.rounded() && magnitude < 1e15 ? "\(Int(value))" : "\(value)"
  }
}
