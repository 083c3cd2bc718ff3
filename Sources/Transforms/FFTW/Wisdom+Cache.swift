#if canImport(Glibc)
  public import Glibc
#elseif canImport(Musl)
  public import Musl
#elseif canImport(Darwin)
  public import Darwin
#endif

extension Wisdom {
  /// The file for wisdom in the user's cache directory, `$XDG_CACHE_HOME/sobolev` or
  /// `~/.cache/sobolev`; nil for a user without a home.
  ///
  /// Wisdom is of one library on one machine: the name tells its version, its precision, the
  /// architecture and the processor.
  public static func cachePath<Scalar: TransformScalar>(
    _: Scalar.Type, environment: (String) -> String? = { getenv($0).map { String(cString: $0) } }
  ) -> String? {
    let folder: String
    // The base directory specification: a relative path is to be ignored.
    if let cache = environment("XDG_CACHE_HOME"), cache.hasPrefix("/") {
      folder = cache
    } else if let home = environment("HOME"), home.hasPrefix("/") {
      folder = home + "/.cache"
    } else {
      return nil
    }
    let words = [fftwVersion, "\(Scalar.self)".lowercased(), processor]
    return "\(folder)/sobolev/" + words.map(\.fileName).joined(separator: "-") + ".wisdom"
  }

  /// Reads the wisdom of one precision from a file that need not be there.
  ///
  /// - Throws: ``WisdomError/notWisdom(path:)`` for a broken or foreign file.
  public static func readCache(from path: String) throws(WisdomError) {
    if access(path, F_OK) == 0 { try read(from: path) }
  }

  /// Writes the wisdom of one precision, with what other processes have written meanwhile, and makes
  /// the folder if need be.
  public static func writeCache<Scalar: TransformScalar>(
    _: Scalar.Type, to path: String
  ) throws(WisdomError) {
    if access(path, F_OK) == 0 { try? read(from: path) }
    for slash in path.indices where path[slash] == "/" && slash > path.startIndex {
      _ = mkdir(String(path[..<slash]), 0o777)
    }
    try write([Scalar.fftw], to: path)
  }

  /// `x86_64-AMD EPYC …`; without what cannot be found out.
  private static var processor: String {
    var name = utsname()
    var words: [String] = []
    if uname(&name) == 0 {
      words.append(
        withUnsafeBytes(of: &name.machine) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    if let file = fopen("/proc/cpuinfo", "r") {
      defer { fclose(file) }
      var line = [CChar](repeating: 0, count: 4096)
      while fgets(&line, Int32(line.count), file) != nil {
        let text = line.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        guard text.hasPrefix("model name"), let colon = text.firstIndex(of: ":") else { continue }
        words.append(String(text[text.index(after: colon)...]))
        break
      }
    }
    return words.joined(separator: "-")
  }
}

extension String {
  /// The text with a hyphen for each run of what is no letter, digit, point or underscore.
  fileprivate var fileName: String {
    split { !($0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "." || $0 == "_") }
      .joined(separator: "-")
  }
}
