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

  @Test("The cache is where the base directory specification says, one file a precision")
  func place() {
    func path(_ variables: [String: String]) -> String? {
      Wisdom.cachePath(Double.self) { variables[$0] }
    }
    #expect(path([:]) == nil)
    #expect(path(["HOME": "home"]) == nil)
    #expect(path(["HOME": "/u"])?.hasPrefix("/u/.cache/sobolev/fftw-3.") == true)
    let both = path(["HOME": "/u", "XDG_CACHE_HOME": "/cache"])
    #expect(both?.hasPrefix("/cache/sobolev/") == true)
    #expect(path(["HOME": "/u", "XDG_CACHE_HOME": "cache"]) == path(["HOME": "/u"]))
    #expect(both != Wisdom.cachePath(Float.self) { ["XDG_CACHE_HOME": "/cache"][$0] })
    // One name of a file: nothing in it stands for a folder or a blank.
    #expect(both?.dropFirst("/cache/sobolev/".count).allSatisfy { $0 != "/" && $0 != " " } == true)
  }

  @Test("Wisdom of one precision goes through the cache, whose folders are made, and adds up")
  func cache() throws {
    let folder = path + "-cache"
    let file = folder + "/sobolev/double.wisdom"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Wisdom.readCache(from: file)
    Wisdom.forget()
    let grid = Grid(Kind.all[0].axis(24))
    _ = FFTWTransform<Double>(grid.kinds, effort: .measure).forward(whiteNoise(grid.count))
    try Wisdom.writeCache(Double.self, to: file)
    let first = Set(try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n"))
    #expect(first.contains { $0.contains("fftw_codelet") })
    #expect(!first.contains { $0.contains("fftwf") })
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/sobolev").count == 1)
    // Another process that knows nothing of the first loses nothing of it.
    Wisdom.forget()
    try Wisdom.writeCache(Double.self, to: file)
    let second = Set(try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n"))
    #expect(second.isSuperset(of: first))
    try "(fftw-3.3.10 fftw_wisdom broken".write(toFile: file, atomically: true, encoding: .utf8)
    #expect(throws: WisdomError.notWisdom(path: file)) { try Wisdom.readCache(from: file) }
    try Wisdom.writeCache(Double.self, to: file)
    try Wisdom.readCache(from: file)
  }

  @Test("The version is FFTW's")
  func version() {
    #expect(fftwVersion.hasPrefix("fftw-3."))
  }
}
