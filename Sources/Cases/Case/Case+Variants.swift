import Studies

extension Case {
  /// The runs: the variants, or the case itself.
  var runs: [Case] { variants.isEmpty ? [self] : variants }

  /// A case of several runs, which must all be sound.
  init(
    _ file: CaseFile, _ files: [(variant: Variant, file: CaseFile)]
  ) throws(CaseError) {
    var cases: [Case] = []
    var errors: [(variant: String, diagnostics: [Diagnostic])] = []
    for (variant, file) in files {
      do {
        cases.append(try Case(single: file, variant))
      } catch {
        errors.append((variant.name, error.diagnostics))
      }
    }
    guard errors.isEmpty, let first = cases.first else {
      throw CaseError(Self.merged(errors, of: files.count))
    }
    if let other = cases.first(where: { $0.kind != first.kind }) {
      throw CaseError(
        file.diagnostic(
          "variant \"\(other.variant?.name ?? "")\" is a study `\(other.kind.rawValue)`, "
            + "\"\(first.variant?.name ?? "")\" is one of `\(first.kind.rawValue)`", at: .variant,
          .header, hints: ["all variants are of one kind"]))
    }
    let paths = (file.tree[.expect]?.elements ?? []).indices.map { CasePath.expect[$0] }
    let owners = paths.map { path in
      cases.lazy.compactMap { $0.expectations.first { $0.path == path } }.first
    }
    let unmatched = zip(paths, owners).flatMap { path, owner -> [Diagnostic] in
      guard owner == nil else { return [] }
      return cases.lazy.compactMap { $0.unmatched[path] }.first ?? [
        file.diagnostic("this expectation claims nothing", at: path, .header)
      ]
    }
    guard unmatched.isEmpty else { throw CaseError(unmatched) }

    self = first
    self.file = file
    variants = cases
    expectations = owners.compactMap(\.self)
    notes = []
    for note in cases.flatMap(\.notes) where !notes.contains(note) { notes.append(note) }
    notes += Self.idleEverywhere(in: cases)
    title = file.tree[.title]?.text ?? ""
    for name in Set(first.sweep.map(\.name)) {
      title = title.replacing("{\(name)}", with: Self.values(of: name, in: cases))
    }
    effective = file.effective(cases)
  }

  /// What is said of keys that no variant which has them reads.
  private static func idleEverywhere(in cases: [Case]) -> [Diagnostic] {
    var idle: [CasePath: Diagnostic] = [:]
    for (path, warning) in cases.flatMap(\.idle) where idle[path] == nil {
      let isEverywhere = cases.allSatisfy { $0.idle[path] != nil || $0.file.tree[path] == nil }
      if isEverywhere { idle[path] = warning }
    }
    return idle.inTheirOrder
  }

  /// `1, 10, 100`
  private static func values(of parameter: String, in cases: [Case]) -> String {
    var texts: [String] = []
    for value in cases.flatMap(\.sweep) where value.name == parameter && !texts.contains(value.text)
    {
      texts.append(value.text)
    }
    return texts.joined(separator: ", ")
  }

  /// What is wrong with some variants says which ones; what is wrong with all is said once.
  private static func merged(
    _ errors: [(variant: String, diagnostics: [Diagnostic])], of count: Int
  ) -> [Diagnostic] {
    var merged: [Diagnostic] = []
    for (variant, diagnostics) in errors {
      for diagnostic in diagnostics {
        if errors.count == count, errors.allSatisfy({ $0.diagnostics.contains(diagnostic) }) {
          if !merged.contains(diagnostic) { merged.append(diagnostic) }
        } else {
          merged.append(diagnostic.of(variant))
        }
      }
    }
    return merged.inTheirOrder
  }
}

extension Diagnostic {
  /// The finding, with the variant that it is about.
  func of(_ variant: String) -> Diagnostic {
    var diagnostic = self
    diagnostic.message = "variant \"\(variant)\": " + message
    return diagnostic
  }
}

extension CaseFile {
  /// The case of several runs with every default written out that all of them share.
  ///
  /// A value that the runs do not agree on stays as it is written, or is left out: it is what each
  /// run makes of the rest.
  fileprivate func effective(_ cases: [Case]) -> CaseValue {
    let trees = cases.map(\.effective)
    let isMethodLaid = cases.contains { run in
      run.file.overlays.contains { $0.path.steps.first == .key("method") }
    }
    var entries: [String: CaseValue] = [:]
    for key in CaseSchema.root.keys.map(\.name) where key != "expect" {
      let written = tree[key]
      switch key {
      case "variant", "sweep": entries[key] = written
      // Variants name elements as they are written.
      case "method" where isMethodLaid: entries[key] = written
      default: entries[key] = CaseValue.shared(trees.map { $0[key] }, written)
      }
    }
    entries["expect"] = tree["expect"].map { written in
      .array(
        (written.elements ?? []).enumerated().map { i, element in
          let owner = cases.first { $0.expectations.contains { $0.path == .expect[i] } }
          return owner?.effective[.expect[i]] ?? element
        })
    }
    return .table(entries)
  }
}

extension CaseValue {
  /// The value that all agree on, tables key by key; else the written one.
  fileprivate static func shared(_ values: [CaseValue?], _ written: CaseValue?) -> CaseValue? {
    guard let first = values.first else { return written }
    if values.allSatisfy({ $0 == first }) { return first }
    guard values.allSatisfy({ $0?.entries != nil }) else { return written }
    var entries: [String: CaseValue] = [:]
    for key in Set(values.flatMap { ($0?.entries ?? [:]).keys }) {
      entries[key] = shared(values.map { $0?[key] }, written?[key])
    }
    return .table(entries)
  }
}
