import Reports
public import Studies

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Case {
  /// Writes the results: `results.json`, the tables that `[output]` asks for, and the worst test
  /// functions of weak derivatives as arrays of NumPy's.
  ///
  /// Every file is written under another name first; no name is taken before all are complete.
  ///
  public func write(
    _ results: Results, to directory: String
  ) throws(FileSystemError) {
    try FileSystem.makeFolder(directory)
    var texts = [("results.json", render(results, as: .json, layout: layout))]
    for format in formats where format != .json {
      texts.append(("table." + format.suffix, render(results, as: format, layout: layout)))
    }
    var files = texts.map { ($0.0, [UInt8]($0.1.utf8)) }
    for gap in results.weakDerivatives {
      guard let field = gap.worst else { continue }
      let name = [field.name, gap.variant?.fileName].compactMap(\.self).joined(separator: "-")
      files.append((name + ".npy", NPY.file(field.values, shape: field.shape)))
    }
    let mark = ".\(getpid()).partial"
    var waiting: [(from: String, to: String)] = []
    defer { for file in waiting { FileSystem.remove(file.from) } }
    for (name, contents) in files {
      let partial = "\(directory)/.\(name)\(mark)"
      waiting.append((partial, "\(directory)/\(name)"))
      try FileSystem.write(contents, to: partial)
    }
    for file in waiting { try FileSystem.move(file.from, to: file.to) }
    waiting = []
  }
}

extension TableFormat {
  fileprivate var suffix: String {
    switch self {
    case .text: "txt"
    case .markdown: "md"
    case .latex: "tex"
    case .csv: "csv"
    case .json: "json"
    }
  }
}

extension String {
  /// The text with a hyphen for each run of what is neither letter, number, point nor sign.
  fileprivate var fileName: String {
    split { !($0.isLetter || $0.isNumber || "._-+".contains($0)) }.joined(separator: "-")
  }
}
