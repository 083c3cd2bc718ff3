import CFFTW

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What FFTW has learnt about this machine's fast plans, for all precisions, as a file.
///
/// With wisdom a later run finds the plans of an earlier `measure` or `patient` at once, also under
/// `estimate`: its round-off is then that of those plans. The file holds FFTW's own texts one after
/// the other.
public enum Wisdom {
  /// Adds the wisdom of a file to what is known.
  public static func read(from path: String) throws(WisdomError) {
    guard let text = contents(of: path) else { throw .unreadable(path: path, reason: lastError()) }
    let pieces = text.split(separator: "(fftw-").map { "(fftw-" + $0 }
    let accepted = Planner.exclusively {
      pieces.filter { piece in libraries.contains { $0.importWisdom(piece) } }.count
    }
    if accepted == 0 || accepted < pieces.count { throw .notWisdom(path: path) }
  }

  /// Writes all that is known; the file is never half-written.
  public static func write(to path: String) throws(WisdomError) {
    try write(libraries, to: path)
  }

  /// Writes what some libraries know, under another name first.
  static func write(
    _ libraries: [any FFTWPrecision.Type], to path: String
  ) throws(WisdomError) {
    let texts = Planner.exclusively { libraries.map { $0.exportWisdom() } }
    let partial = "\(path).\(getpid()).partial"
    guard let file = fopen(partial, "w") else {
      throw .unwritable(path: path, reason: lastError())
    }
    let isWritten = texts.allSatisfy { fputs($0, file) >= 0 }
    guard fclose(file) == 0, isWritten, rename(partial, path) == 0 else {
      let reason = lastError()
      unlink(partial)
      throw .unwritable(path: path, reason: reason)
    }
  }

  /// Forgets everything.
  public static func forget() {
    Planner.exclusively { for library in libraries { library.forgetWisdom() } }
  }

  private static var libraries: [any FFTWPrecision.Type] {
    #if arch(x86_64) || arch(i386)
      [Float.self, Double.self, Float80.self]
    #else
      [Float.self, Double.self]
    #endif
  }

  private static func contents(of path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while case let n = fread(&block, 1, block.count, file), n > 0 { bytes += block[..<n] }
    return ferror(file) == 0 ? String(decoding: bytes, as: UTF8.self) : nil
  }

  private static func lastError() -> String { String(cString: strerror(errno)) }
}

/// Why a wisdom file is of no use.
public enum WisdomError: Error, Hashable, Sendable, CustomStringConvertible {
  case unreadable(path: String, reason: String)
  case unwritable(path: String, reason: String)
  /// The file is not wisdom, or is that of another version of FFTW.
  case notWisdom(path: String)

  /// One line for a user.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "cannot read the wisdom file \(path): \(reason)"
    case .unwritable(let path, let reason): "cannot write the wisdom file \(path): \(reason)"
    case .notWisdom(let path): "\(path) holds no wisdom of \(fftwVersion)"
    }
  }
}
