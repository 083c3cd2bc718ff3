import Foundation
import Grids
import Testing
import Transforms
import _TestSupport

@Suite(.serialized) struct WisdomTests {
  private let path = NSTemporaryDirectory() + "wisdom-\(UUID().uuidString)"

  @Test("A measured plan is right, and its wisdom survives a file")
  func roundTrip() throws {
    let grid = Grid(Kind.all[0].axis(24), Kind.all[3].axis(18))
    for effort in PlanningEffort.allCases {
      let u: [Double] = whiteNoise(grid.count)
      let transform = FFTWTransform<Double>(grid.kinds, effort: effort)
      let error = relativeError(transform.forward(u), naiveCoefficients(of: u, on: grid))
      #expect(error < roundoff(24))
    }
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Wisdom.write(to: path)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains("fftw_codelet"))
    Wisdom.forget()
    try Wisdom.read(from: path)
    let again = path + "-again"
    defer { try? FileManager.default.removeItem(atPath: again) }
    try Wisdom.write(to: again)
    // The order of FFTW's entries is its own affair.
    let entries = try String(contentsOfFile: again, encoding: .utf8).split(separator: "\n")
    #expect(Set(entries).isSuperset(of: text.split(separator: "\n")))
  }

  @Test("A file that is not there, or is not wisdom, is an error that names it")
  func errors() throws {
    let missing = #expect(throws: WisdomError.self) { try Wisdom.read(from: path) }
    #expect(missing?.description.contains(path) == true)
    for text in ["", "hello", "(fftw-3.3.10 fftw_wisdom broken"] {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      #expect(throws: WisdomError.notWisdom(path: path)) { try Wisdom.read(from: path) }
    }
    try FileManager.default.removeItem(atPath: path)
    #expect(throws: WisdomError.self) { try Wisdom.write(to: path + "/no/such/folder") }
  }

  @Test("The version is FFTW's")
  func version() {
    #expect(fftwVersion.hasPrefix("fftw-3."))
  }
}
