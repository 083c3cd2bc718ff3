import Reports
import Testing
import _TestSupport

@Suite struct NPYTests {
  /// A file by hand: header of version 1 as NumPy pads it, then the bytes.
  private func file(
    _ type: String, _ shape: String, _ data: [UInt8], fortran: Bool = false, version: UInt8 = 1
  ) -> [UInt8] {
    let text =
      "{'descr': \(type), 'fortran_order': \(fortran ? "True" : "False"), 'shape': \(shape), }\n"
    let length = [UInt8(text.utf8.count), 0] + (version == 1 ? [] : [0, 0])
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + Array(text.utf8) + data
  }

  private func bytes<Word: FixedWidthInteger>(_ words: [Word], big: Bool = false) -> [UInt8] {
    words.flatMap { word in
      withUnsafeBytes(of: big ? word.bigEndian : word.littleEndian) { Array($0) }
    }
  }

  private func error(_ file: [UInt8]) -> String? {
    do throws(NPYError) {
      _ = try NPY(file).values(Double.self)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `every type of number is read in either byte order`() throws {
    let x = [1.5, -0.25, 3, 0]
    for big in [false, true] {
      let order = big ? ">" : "<"
      let files = [
        file("'\(order)f8'", "(4,)", bytes(x.map(\.bitPattern), big: big)),
        file("'\(order)f4'", "(4,)", bytes(x.map { Float($0).bitPattern }, big: big)),
        // 1.5 = 2^0 · (1 + 512/1024), −0.25 = −2^−2, 3 = 2^1 · (1 + 512/1024)
        file("'\(order)f2'", "(4,)", bytes([0x3e00, 0xb400, 0x4200, 0] as [UInt16], big: big)),
      ]
      for file in files {
        let values = try NPY(file).values(Double.self)
        #expect(values.real == x)
        #expect(values.imaginary == nil)
      }
      let integers = [-3, 0, 7] as [Int16]
      let read = try NPY(file("'\(order)i2'", "(3,)", bytes(integers, big: big)))
      #expect(try read.values(Float.self).real == [-3, 0, 7])
      #expect(read.element.name == "int16" && read.element.epsilon == 0)
      let unsigned = try NPY(
        file("'\(order)u4'", "(1,)", bytes([4_000_000_000 as UInt32], big: big)))
      #expect(try unsigned.values(Double.self).real == [4e9])
      let complex = try NPY(
        file("'\(order)c16'", "(2,)", bytes(x.map(\.bitPattern), big: big))
      ).values(Double.self)
      #expect(complex.real == [1.5, 3] && complex.imaginary == [-0.25, 0])
    }
    #expect(try NPY(file("'|b1'", "(2,)", [0, 1])).values(Double.self).real == [0, 1])
  }

  @Test func `x86's long doubles are read from their ten bytes`() throws {
    // π = 0xc90fdaa22168c235 · 2^(1 − 63), −2 = −2^63 · 2^(1 − 63); padding is whatever it was
    let pi: [UInt8] = bytes([0xc90f_daa2_2168_c235 as UInt64]) + [0x00, 0x40]
    let two: [UInt8] = bytes([0x8000_0000_0000_0000 as UInt64]) + [0x00, 0xc0]
    let padding: [UInt8] = [9, 8, 7, 6, 5, 4]
    let little = try NPY(file("'<f16'", "(2,)", pi + padding + two + padding))
    #expect(try little.values(Double.self).real == [.pi, -2])
    #expect(little.element.name == "longdouble")
    let big = try NPY(
      file("'>f16'", "(2,)", (pi + padding).reversed() + (two + padding).reversed()))
    #expect(try big.values(Double.self).real == [.pi, -2])
    let short = try NPY(file("'<f12'", "(2,)", pi + [1, 2] + two + [3, 4]))
    #expect(try short.values(Double.self).real == [.pi, -2])
    #if arch(x86_64)
      #expect(try little.values(Float80.self).real == [.pi, -2])
    #endif
    // 1.5 and 1/3 in quadruple precision: the leading 1 of a significand is not written.
    let half: [UInt8] = [UInt8](repeating: 0, count: 13) + [0x80, 0xff, 0x3f]
    let third: [UInt8] = [UInt8](repeating: 0x55, count: 14) + [0xfd, 0x3f]
    for quadruple in [half, third] {
      #expect(error(file("'<f16'", "(1,)", quadruple)) == NPYError.longDouble.description)
    }
  }

  @Test func `both orders of the axes give the same row-major numbers`() throws {
    for shape in [[5], [2, 3], [3, 1], [2, 3, 4], [1, 5, 2]] {
      let n = [1, 1, 1].dropLast(shape.count) + shape
      var columns: [Double] = []
      for k in 0..<n[2] {
        for j in 0..<n[1] {
          for i in 0..<n[0] { columns.append(Double((i * n[1] + j) * n[2] + k)) }
        }
      }
      let tuple = "(" + shape.map { "\($0)," }.joined(separator: " ") + ")"
      let read = try NPY(
        file("'<f8'", tuple, bytes(columns.map(\.bitPattern)), fortran: true, version: 2))
      #expect(read.shape == shape)
      #expect(try read.values(Double.self).real == columns.indices.map { Double($0) })
    }
  }

  @Test func `what is written is read again, bit for bit`() throws {
    let u = whiteNoise(24, seed: 3, Double.self)
    let v = whiteNoise(24, seed: 4, Double.self)
    func check<Scalar: BinaryFloatingPoint>(_: Scalar.Type, _ name: String) throws {
      let (re, im) = (u.map { Scalar($0) }, v.map { Scalar($0) })
      for shape in [[24], [4, 6], [2, 3, 4]] {
        let real = try NPY(NPY.file(re, shape: shape))
        #expect(real.shape == shape && real.element.name == name)
        #expect(try real.values(Scalar.self).real == re)
        let complex = try NPY(NPY.file(re, imaginary: im, shape: shape)).values(Scalar.self)
        #expect(complex.real == re && complex.imaginary == im)
      }
    }
    try check(Float.self, "float32")
    try check(Double.self, "float64")
    #if arch(x86_64)
      try check(Float80.self, "longdouble")
    #endif
  }

  @Test func `a file that is no array of numbers says why`() {
    let numbers = bytes([1.0, 2.0].map(\.bitPattern))
    #expect(error(file("'<f8'", "(2,)", numbers, version: 3)) == nil)
    #expect(error([1, 2, 3])?.contains("does not begin with") == true)
    #expect(error([0x50, 0x4b, 3, 4, 0])?.contains("archive") == true)
    #expect(error(file("'<f8'", "(2,)", numbers, version: 4))?.contains("version 4") == true)
    #expect(error(file("'|O'", "(2,)", numbers))?.contains("Python objects") == true)
    #expect(error(file("[('a', '<f8')]", "(2,)", numbers))?.contains("structured") == true)
    #expect(error(file("'<U8'", "(2,)", numbers))?.contains("type `<U8`") == true)
    #expect(error(file("'<f8'", "()", numbers))?.contains("single number") == true)
    #expect(error(file("'<f8'", "(1,1,1,2)", numbers))?.contains("4 axes") == true)
    #expect(error(file("'<f8'", "(3, 0)", numbers))?.contains("empty") == true)
    #expect(
      error(file("'<f8'", "(2,)", Array(numbers.dropLast())))
        == "is cut short: its shape needs 16 bytes of numbers, there are 15")
    #expect(
      error(file("'<f8'", "(4294967296, 4294967296)", numbers))?.contains("counted") == true)
    let whole = file("'<f8'", "(2,)", numbers)
    for n in [7, 9, 11, 30] { #expect(error(Array(whole.prefix(n)))?.contains("header") == true) }
    let bad = bytes(([1, 2, 3, .nan, 5, 6] as [Double]).map(\.bitPattern))
    #expect(error(file("'<f8'", "(3, 2)", bad)) == "is nan at index (1, 1)")
    #expect(error(file("'<f8'", "(3, 2)", bad, fortran: true)) == "is nan at index (0, 1)")
  }
}
