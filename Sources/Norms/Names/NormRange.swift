/// One norm for each order of a range: `H-2..2 step 0.25`.
public struct NormRange: Hashable, Sendable {
  /// The range as it is printed: `|H-1..1 step 0.5|`.
  public let name: String
  /// The orders s, ascending.
  public let orders: [Double]
  /// The norm of each order, all of one form: `bessel` unless another is named.
  public let norms: [Norm]

  /// Reads a range; nil if the text is none.
  ///
  /// - Throws: ``NormNameError`` for a range that is not written as it should be, and for a form
  ///   that has no fractional orders.
  public init?(_ text: String) throws(NormNameError) {
    guard text.contains("..") else { return nil }
    let fail = NormNameError(
      name: text, reason: "a range is written H-2..2 step 0.25, with a step above 0")
    var body = text.filter { $0 != " " }
    var form = Norm.Form.bessel
    if let colon = body.lastIndex(of: ":") {
      guard let named = Norm.Form(rawValue: String(body[body.index(after: colon)...])) else {
        throw fail
      }
      form = named
      body = String(body[..<colon])
    }
    let isSeminorm = body.hasPrefix("|") && body.hasSuffix("|")
    if isSeminorm { body = String(body.dropFirst().dropLast()) }
    let halves = body.split(separator: "step")
    guard body.hasPrefix("H"), halves.count == 2, let step = Double(halves[1]), step > 0,
      let dots = halves[0].firstRange(of: ".."),
      let first = Double(halves[0].dropFirst()[..<dots.lowerBound]),
      let last = Double(halves[0][dots.upperBound...]), abs(first) <= 16, abs(last) <= 16
    else { throw fail }
    guard first <= last else {
      let up = "\(isSeminorm ? "|" : "")H\(spelled(last))..\(spelled(first)) step \(spelled(step))"
      throw NormNameError(
        name: text,
        reason: "the range descends from \(spelled(first)) to \(spelled(last)): write "
          + up + (isSeminorm ? "|" : "") + (form == .bessel ? "" : ":\(form.rawValue)"))
    }
    guard (last - first) / step < 1000 else { throw fail }
    let count = Int(((last - first) / step + 1e-9).rounded(.down))
    // To nine decimals: H0.3, never H0.30000000000000004.
    orders = (0...count).map { ((first + Double($0) * step) * 1e9).rounded() / 1e9 }
    let needsAll = form != .bessel && form != .graph
    guard !needsAll || orders.allSatisfy({ $0 == $0.rounded() }) else { throw fail }
    norms = orders.map { Norm(.sobolev($0), form: form, seminorm: isSeminorm) }
    let bar = isSeminorm ? "|" : ""
    name =
      "\(bar)\(halves[0]) step \(halves[1])\(bar)"
      + (form == .bessel ? "" : ":\(form.rawValue)")
  }
}
