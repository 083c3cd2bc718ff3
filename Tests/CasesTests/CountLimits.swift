import Cases
import Testing

/// Numbers that no machine could hold are refused where they stand.
@Suite struct CountLimits {
  private func errors(_ text: String) throws -> String {
    do {
      let study = try Case(CaseFile(text, name: "a.toml"))
      try study.checkMemory(.double, available: 1 << 34)
      return ""
    } catch {
      return error.description
    }
  }

  /// Every count of levels up to more than an `Int` has bits ends in a message.
  @Test(arguments: 1...70)
  func refinementsOfAnyLengthHaveAMessage(levels: Int) throws {
    let text = smallCase.with("[8, 16]", "{ first = 8, levels = \(levels) }")
    let message = try errors(text)
    // 8·2^(l−1) cells each way: 2¹³ × 2¹³ are half a GB, 2¹⁶ × 2¹⁶ twice the memory, 2³¹ too many.
    if levels <= 11 { #expect(message.isEmpty) }
    if levels >= 14 { #expect(!message.isEmpty) }
    #expect(message.contains("more than 2147483647 cells along an axis") == (levels >= 29))
  }

  @Test(arguments: [1025, 1 << 40, Int.max])
  func factorsOfFinerGridsHaveALimit(factor: Int) throws {
    let message = try errors(smallCase.with("[8, 16]", "[8, 16]\noversample = \(factor)"))
    #expect(message.contains("`oversample` is \(factor)") && message.contains("at most 1024"))
  }

  @Test func aGridOfMoreCellsThanCanBeCountedHasAMessage() throws {
    let message = try errors(smallCase.with("[8, 16]", "[4294967296]"))
    #expect(message.contains("`cells` is 4294967296") || message.contains("at most 2147483647"))
  }
}
