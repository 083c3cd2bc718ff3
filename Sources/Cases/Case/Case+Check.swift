import Grids
import Reports
import Studies

extension Case {
  /// What a run would do: the equation in words, grids, transforms, memory, predicted rates, and
  /// what the expectations will be compared with. Nothing is solved.
  ///
  /// - Throws: ``CaseFailure`` for what a study refuses before its first solve.
  public func outline(_ precision: Precision) throws(CaseFailure) -> String {
    var lines = [title.isEmpty ? file.text.name : title]
    var last: [String] = []
    for run in runs {
      if let name = run.variant?.name { lines += ["", "variant \(name)"] }
      let (heading, plan) = try run.plan(precision)
      lines += heading + (plan == last && !plan.isEmpty ? ["  all else as above"] : plan)
      last = plan
    }
    if !expectations.isEmpty {
      lines += ["", "expectations"] + expectations.map { "  " + words(of: $0) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What one run would do: the equation, and all else.
  private func plan(
    _ precision: Precision
  ) throws(CaseFailure) -> (heading: [String], plan: [String]) {
    let heading: [String]
    var predictions: [String] = []
    var advice: [String] = []
    do {
      heading = try study.check().map { "  " + $0 }
      predictions = try self.predictions()
      advice = try study.advice()
    } catch {
      let failure = failure(error)
      guard isExpected(failure) else { throw failure }
      return (["  fails, as expected: \(failure.name)"], [])
    }
    var lines = ["", "grids"]
    let memory = predictedMemory(precision)
    for (cells, bytes) in zip(options.levels, memory) {
      let grid = domain.grid(cells: cells)
      let shape = grid.shape.map(String.init).joined(separator: " × ")
      lines.append(
        "  \(cells.map(String.init).joined(separator: " × ")) cells, \(shape) points, "
          + "\(Self.size(bytes))")
    }
    lines += ["", "transforms"]
    for (name, axis) in zip(["x", "y", "z"], domain.grid(cells: options.levels.last!).axes) {
      lines.append("  \(name): \(axis.transformWords)")
    }
    lines += sizeRemarks
    if !methods.isEmpty {
      lines += ["", "methods"] + methods.map { "  \($0.name): \($0.words)" }
    }
    if !predictions.isEmpty {
      lines += ["", "predicted rates"] + predictions
    }
    lines += advice.map { "  warning: \($0)" }
    return (heading, lines)
  }

  /// `fd2  discrete: L2 2.00, H1 2.00`, with the reasons under it.
  private func predictions() throws(StudyError) -> [String] {
    let entries = try study.predictions()
    guard !entries.isEmpty else { return [] }
    var lines: [String] = []
    for method in methods {
      for measure in study.columns.measures {
        let own = entries.filter { $0.method == method.name && $0.measure == measure }
        guard !own.isEmpty else { continue }
        let rates = own.map { entry in
          let word = entry.prediction.isExponential ? "exp" : "-"
          return "\(entry.norm) \(entry.prediction.rate.map { rateText($0) } ?? word)"
        }
        lines.append("  \(method.name)  \(measure): \(rates.joined(separator: ", "))")
        var reasons: [(text: String, norms: [String])] = []
        for entry in own {
          guard let reason = entry.prediction.reason else { continue }
          if let i = reasons.firstIndex(where: { $0.text == reason }) {
            reasons[i].norms.append(entry.norm)
          } else {
            reasons.append((reason, [entry.norm]))
          }
        }
        for reason in reasons {
          let isForAll = reason.norms.count == own.count
          lines.append(
            "      " + (isForAll ? "" : reason.norms.joined(separator: ", ") + ": ") + reason.text)
        }
      }
    }
    return lines
  }

  /// `line 36: fd2 H1 discrete, rate 2.00 ± 0.10, at the fit`
  private func words(of expectation: Expectation) -> String {
    let place = file.line(of: expectation.path).map { "line \($0): " } ?? ""
    var words = place
    let owners = expectation.methods ?? expectation.functions
    words +=
      owners?.joined(separator: ", ")
      ?? (study.columns.methods.isEmpty ? "every function" : "every method")
    words += ": "
    if case .pair = expectation.claim {
      words = place + (expectation.pairs?.joined(separator: ", ") ?? "every pair")
    } else if let column = expectation.column {
      words += column
    } else if let quantities = expectation.quantities {
      words += quantities.joined(separator: ", ")
    } else {
      words += expectation.norms?.joined(separator: ", ") ?? "every norm"
      words += ", " + (expectation.measures?.joined(separator: ", ") ?? "every measure")
    }
    let element = effective[expectation.path]
    let keys = CaseSchema.expect.keys.map(\.name).filter {
      ![
        "variant", "method", "function", "pair", "norm", "quantity", "column", "measure", "cite",
      ].contains($0)
    }
    for key in keys {
      guard let value = element?[key] else { continue }
      words += ", \(key) \(value.toml)"
    }
    return words
  }

  private static func size(_ bytes: Int) -> String {
    if bytes >= 10_000_000_000 { return gigabytes(bytes) + " GB" }
    if bytes >= 100_000_000 { return "\(Int((Double(bytes) / 1e6).rounded())) MB" }
    let tenths = (Double(bytes) / 1e5).rounded()
    return "\(Int(tenths) / 10).\(Int(tenths) % 10) MB"
  }
}

extension Axis {
  /// FFTW's names for the transforms of the axis, and their logical size.
  fileprivate var transformWords: String {
    let kinds =
      switch (basis, placement) {
      case (.fourier, _): "r2c or c2c, back by c2r or c2c"
      case (.sine, .nodes): "RODFT00, back by RODFT00"
      case (.cosine, .nodes): "REDFT00, back by REDFT00"
      case (.halfSine, .nodes): "RODFT01, back by RODFT10"
      case (.halfCosine, .nodes): "REDFT01, back by REDFT10"
      case (.sine, .cells): "RODFT10, back by RODFT01"
      case (.cosine, .cells): "REDFT10, back by REDFT01"
      case (.halfSine, .cells): "RODFT11, back by RODFT11"
      case (.halfCosine, .cells): "REDFT11, back by REDFT11"
      }
    let size = isPeriodic ? cells : 2 * cells
    return "\(boundary.words), \(placement), \(kinds), logical size \(size) on the finest grid"
  }
}

extension Method {
  /// `staggered, order 2`
  fileprivate var words: String {
    kinds.map { "\($0)" }.joined(separator: " × ") + (load.map { ", load \($0)" } ?? "")
      + (lifting > 0 ? ", lifting \(lifting)" : "")
  }
}
