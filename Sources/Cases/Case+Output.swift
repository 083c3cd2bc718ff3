import Foundation
import Reports
public import Studies

extension Case {
  /// Writes the results: `results.json`, the tables that `[output]` asks for, and the worst test
  /// functions of weak derivatives as arrays of NumPy's.
  ///
  /// Every file is written under another name first; no name is taken before all are complete.
  ///
  /// - Throws: the file system's error.
  public func write(_ results: Results, to directory: String) throws {
    let folder = URL(fileURLWithPath: directory, isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var texts = [("results.json", render(results, as: .json, layout: layout))]
    for format in formats where format != .json {
      texts.append(("table." + format.suffix, render(results, as: format, layout: layout)))
    }
    var files = texts.map { ($0.0, Data($0.1.utf8)) }
    for gap in results.weakDerivatives {
      guard let field = gap.worst else { continue }
      let name = [field.name, gap.variant?.fileName].compactMap(\.self).joined(separator: "-")
      files.append((name + ".npy", Data(NPY.file(field.values, shape: field.shape))))
    }
    let mark = ".\(ProcessInfo.processInfo.processIdentifier).partial"
    var waiting: [(from: URL, to: URL)] = []
    defer { for file in waiting { try? FileManager.default.removeItem(at: file.from) } }
    for (name, contents) in files {
      let partial = folder.appendingPathComponent("." + name + mark)
      waiting.append((partial, folder.appendingPathComponent(name)))
      try contents.write(to: partial)
    }
    for file in waiting {
      guard rename(file.from.path, file.to.path) == 0 else {
        throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: file.to.path])
      }
    }
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
