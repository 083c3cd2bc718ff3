import TOMLKit

/// A case as it is written: text, tree, and what `--set` laid over it.
public struct CaseFile: Sendable {
  /// The text.
  public let text: CaseText
  /// What it holds, with the settings laid over it.
  public internal(set) var tree: CaseValue
  /// What has been laid over the text, in this order.
  var overlays: [Overlay] = []

  /// Reads a text and lays settings over it.
  ///
  /// - Parameters:
  ///   - text: TOML 1.0; JSON with the same schema if the name ends so or the text begins with `{`.
  ///   - name: The file as messages print it.
  ///   - settings: `path=value`, laid over the case in this order.
  /// - Throws: ``CaseError`` for the first fault of the syntax, or of a setting.
  public init(_ text: String, name: String, settings: [String] = []) throws(CaseError) {
    var text = CaseText(text, name: name)
    tree = try CaseValue(text)
    text.scan()
    self.text = text
    for argument in settings {
      let setting = try Setting(argument)
      let path = try setting.path(in: tree)
      tree = tree.replacing(path.steps[...], by: setting.value)
      overlays.append(Overlay(path: path, origin: .argument(argument)))
    }
  }
}

extension CaseValue {
  /// Reads the text of a case in its notation.
  init(_ text: CaseText) throws(CaseError) {
    if text.isJSON {
      self = try CaseValue(json: text)
      return
    }
    guard !text.bytes.contains(0) else {
      throw CaseError(Diagnostic("the file holds a zero byte: it is not text", file: text.name))
    }
    var scanner = CaseScanner(bytes: text.bytes)
    scanner.scan(isJSON: false)
    let trap = scanner.trap
    do {
      let sound = text.bytes[..<(trap?.offset ?? text.bytes.count)]
      self = try CaseValue(toml: String(decoding: sound, as: UTF8.self))
      guard let trap else { return }
      throw CaseError(text.diagnostic(trap))
    } catch let error as TOMLParseError {
      // What stands before a trap ends in the middle of something: only an earlier fault counts.
      guard let trap, text.offset(of: error) >= trap.offset - 1 else {
        throw CaseError(text.diagnostic(error))
      }
      throw CaseError(text.diagnostic(trap))
    } catch let error as CaseError {
      throw error
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// The tree with another value at a path; tables on the way are made.
  func replacing(_ steps: ArraySlice<CasePath.Step>, by value: CaseValue) -> CaseValue {
    guard let step = steps.first else { return value }
    let rest = steps.dropFirst()
    switch step {
    case .key(let key):
      var entries = self.entries ?? [:]
      entries[key] = (entries[key] ?? .table([:])).replacing(rest, by: value)
      return .table(entries)
    case .index(let i):
      guard var elements, elements.indices.contains(i) else { return self }
      elements[i] = elements[i].replacing(rest, by: value)
      return .array(elements)
    }
  }
}
