import Foundation
import Testing

/// `sobolev norm` and `sobolev regularity` on arrays that are written here, byte for byte.
@Suite struct FieldCommandTests {
  /// A folder with `u.npy`: float64, little-endian, row-major.
  private func folder(
    _ values: [Double], shape: String, type: String = "<f8"
  ) throws -> Folder {
    let folder = try Folder()
    let text = "{'descr': '\(type)', 'fortran_order': False, 'shape': \(shape), }\n"
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.utf8.count), 0]
    bytes += Array(text.utf8)
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += Array($0) }
    }
    try Data(bytes).write(to: folder.url.appendingPathComponent("u.npy"))
    return folder
  }

  /// sin 2πx on a circle of length 1: ½, and 2π² for the seminorm, are the squares.
  private func wave() throws -> Folder {
    try folder((0..<8).map { sin(2 * .pi * Double($0) / 8) }, shape: "(8,)")
  }

  @Test("Norms of an array, by their names and by discretisations")
  func norms() throws {
    let run = try Command(
      "norm", "u.npy", "--box", "0,1", "--norm", "L2", "--norm", "H1semi", "--norm", "H-1", "--by",
      "spectral", "--by", "staggered2", in: try wave())
    #expect(run.status == 0, "\(run.errors)")
    // The staggered difference of mode 1 on 8 points: 2 sin(π/8)/h.
    for number in ["0.7071067812", "4.442882938", "0.1111407284", "4.329568801"] {
      #expect(run.output.contains(number), "\(run.output)")
    }
    #expect(run.output.contains("8, float64 → x 8 cells"))
    let explained = try Command(
      "norm", "u.npy", "--box", "0,1", "--norm", "H-1..1 step 0.5", "--explain", in: try wave())
    #expect(explained.status == 0 && explained.output.contains("radians"))
    let json = try Command("norm", "u.npy", "--box", "0,1", "--format", "json", in: try wave())
    #expect(json.status == 0 && json.output.contains("\"sobolev-results\""))
  }

  /// Of u = e^{2πix} = cos + i sin the squares add up.
  @Test("Complex arrays have the norms of squares, and the others say what is wrong")
  func complexArrays() throws {
    var waves: [Double] = []
    for j in 0..<8 {
      let phase = 2 * Double.pi * Double(j) / 8
      waves += [cos(phase), sin(phase)]
    }
    let complex = try folder(waves, shape: "(8,)", type: "<c16")
    for norm in ["B0.5,2,2", "W0.5,2", "W1,2", "H1"] {
      let arguments = ["norm", "u.npy", "--box", "0,1", "--format", "csv", "--norm", norm]
      let both = try Command(arguments, in: complex)
      let one = try Command(arguments, in: try wave())
      #expect(both.status == 0, "\(both.errors)")
      let ratio: Double = value(both.output) / value(one.output)
      #expect(abs(ratio - 2.0.squareRoot()) < 1e-8, "\(norm) \(both.output)")
    }
    let refused = try Command(
      ["norm", "u.npy", "--box", "0,1", "--norm", "B0.5,1,1"], in: complex)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("B0.5,1,1 is not yet available for complex arrays"))
  }

  /// The one number of a table that is no count.
  private func value(_ csv: String) -> Double {
    let entries: [Substring] = csv.split { $0 == "," || $0 == "\n" }
    return entries.compactMap { Double(String($0)) }.last ?? .nan
  }

  @Test("A call that cannot be understood says why, and ends with 2")
  func mistakes() throws {
    let calls: [([String], String)] = [
      (["--box", "0,1", "--norm", "L2,H1"], "--norm takes one norm: write --norm L2 --norm H1"),
      (["--box", "0,1", "--norm", "Q1"], "`Q1` is not a norm"),
      (["--box", "0,1,0,1"], "--box has 4 numbers, the array has 1 axis"),
      (["--box", "1,0"], "axis x ends where it begins"),
      (["--box", "0,1", "--boundary", "open"], "--boundary takes periodic"),
      (["--box", "0,1", "--axes", "y"], "--axes takes the letters x"),
      (["--box", "0,1", "--by", "magic"], "--by takes spectral"),
      (["--box", "0,1", "--ends", "x"], "are one point of a periodic axis"),
      (["--box", "0,1", "--boundary", "dirichlet", "--ends", "x"], "asks for 0"),
    ]
    for (arguments, message) in calls {
      let run = try Command(["norm", "u.npy"] + arguments, in: try wave())
      #expect(run.status == 2, "\(arguments)")
      #expect(run.output.isEmpty && run.errors.contains(message), "\(run.errors)")
    }
    let bubble = try folder((0...8).map { Double($0 * (8 - $0)) }, shape: "(9,)")
    let twoWays = try Command(
      ["norm", "u.npy", "--box", "0,1", "--boundary", "dirichlet"], in: bubble)
    #expect(twoWays.status == 2 && twoWays.errors.contains("can be read in two ways"))
    #expect(twoWays.errors.contains("--ends x"))
    let none = try Command(["norm", "v.npy", "--box", "0,1"], in: bubble)
    #expect(none.status == 2 && none.errors.contains("v.npy does not exist"))
  }

  @Test("The regularity of data that are not periodic, and the jump that limits it")
  func regularity() throws {
    let line = try folder((0..<512).map { 2 * Double($0) / 512 }, shape: "(512,)")
    let run = try Command(["regularity", "u.npy", "--box", "0,1"], in: line)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("warning: not periodic in x: u jumps by 2 between the ends"))
    #expect(run.output.contains("algebraic") && run.output.contains("so s* is at most 0.5"))
  }
}
