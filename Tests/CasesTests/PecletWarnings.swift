import Cases
import Testing

/// `check` says where a cell's advection outweighs its diffusion, before anything is solved.
@Suite struct PecletWarnings {
  @Test(arguments: [(12, false), (40, true)])
  func check(_ b: Int, isSaid: Bool) throws {
    let text = smallCase.with("exact  =", "advection = [\(b), 0]\nexact  =")
    let outline = try Case(CaseFile(text, name: "case.toml")).outline(.double)
    let lines = outline.split(separator: "\n").filter { $0.contains("Péclet") }
    // 40/8 and 40/16.
    #expect(lines.count == (isSaid ? 1 : 0), "\(outline)")
    guard let line = lines.first else { return }
    #expect(
      line.hasPrefix("  warning: cell Péclet number h|b|/a = 5 on 8 × 8 cells to 2.5 on 16 × 16"),
      "\(line)")
  }
}
