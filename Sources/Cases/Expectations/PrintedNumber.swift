/// A number as it stands in a publication: `1.840e-01`.
package struct PrintedNumber {
  /// The number.
  package let value: Double
  /// One unit of its last digit.
  package let unit: Double

  /// nil if the text is no decimal number.
  package init?(_ text: String) {
    let text = text.trimmingSpaces.replacing("−", with: "-")
    guard !text.isEmpty, text.utf8.allSatisfy({ "0123456789.+-eE".utf8.contains($0) }),
      let value = Double(text), value.isFinite
    else { return nil }
    let parts = text.lowercased().split(separator: "e")
    let decimals = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let places = decimals.count == 2 ? decimals[1].count : 0
    let exponent = (parts.count == 2 ? Int(parts[1]) ?? 0 : 0) - places
    guard let unit = Double("1e\(exponent)") else { return nil }
    self.value = value
    self.unit = unit
  }

  /// Whether a number rounds to this one, `units` off in the last digit, after a change of at most
  /// `tolerance`.
  ///
  /// A half rounds either way; the two decimals that meet there are known to their own ulp.
  package func agrees(with x: Double, units: Int, tolerance: Double) -> Bool {
    abs(x - value) <= (Double(units) + 0.5) * unit + tolerance + value.ulp
  }
}
