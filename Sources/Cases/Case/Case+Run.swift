import Grids
import Norms
import Reports
public import Studies
import Transforms

/// The version of the program.
public let sobolevVersion = "1.2"

/// A row that a run has finished.
public struct FinishedRow: Sendable {
  /// The variant; nil if the case has none.
  public var variant: String?
  /// The method or function.
  public var series: String
  /// The row itself.
  public var level: Level
}

extension Case {
  /// Runs the study, of every variant in the file's order.
  ///
  /// The results lack verdicts on expectations; see ``judge(_:)``. A run that ends in the error that
  /// the case expects of it has a failure in place of series.
  ///
  /// - Parameter progress: called after each row of a method or function.
  /// - Throws: ``CaseFailure``; of several variants, for the first that fails.
  public func run(
    _ precision: Precision = .double, progress: (FinishedRow) -> Void = { _ in }
  ) throws(CaseFailure) -> Results {
    let clock = ContinuousClock()
    let start = clock.now
    var results: Results
    if variants.isEmpty {
      results = try runStudy(precision, progress)
    } else {
      var runs: [(variant: String, sweep: [SweptValue], results: Results)] = []
      for run in variants {
        runs.append((run.variant?.name ?? "", run.sweep, try run.runStudy(precision, progress)))
      }
      results = Results(runs)
    }
    let seconds = (clock.now - start).seconds
    complete(&results, precision)
    var run = results.run ?? RunRecord()
    run.seconds = seconds
    run.threads = Threads.count
    run.plan = PlanningEffort.default.rawValue
    run.peakMemory = ProcessMemory.peak ?? 0
    results.run = run
    return results
  }

  /// Runs this one study.
  private func runStudy(
    _ precision: Precision, _ progress: (FinishedRow) -> Void
  ) throws(CaseFailure) -> Results {
    var results: Results
    let name = variant?.name
    func report(_ series: String, _ level: Level) {
      progress(FinishedRow(variant: name, series: series, level: level))
    }
    do {
      results =
        switch precision {
        case .float: try study.run(Float.self, progress: report)
        case .double: try study.run(Double.self, progress: report)
        case .extended: try study.run(Extended.self, progress: report)
        }
    } catch {
      var failure = failure(error)
      guard isExpected(failure) else {
        if var partial = failure.partial {
          complete(&partial, precision)
          failure.partial = partial
        }
        throw failure
      }
      results = Results(study: kind)
      results.failures = [FailureRecord(name: failure.name)]
    }
    addKnownNotes(&results)
    return results
  }

  /// Adds what the case knows: title, hash, program.
  func complete(_ results: inout Results, _ precision: Precision) {
    results.title = title
    results.source = record
    results.program.version = sobolevVersion
    results.program.fftw = fftwVersion.droppingPrefix("fftw-").prefix { $0 != "-" }.description
    results.program.precision = precision.rawValue
    for case .own(let norm) in options.norms.map(\.core) { results.notation[norm.name] = norm.tex }
  }

  /// Adds the expressions of known values.
  private func addKnownNotes(_ results: inout Results) {
    for i in results.series.indices {
      let name = results.series[i].function
      let functions = file.tree["function"]?.elements ?? []
      let known = name.map { name in functions.first { $0["name"]?.text == name }?["known"] }
      for (key, value) in (known ?? file.tree[.study["known"]])?.entries ?? [:] {
        guard let text = value.text else { continue }
        let norm = try? Norm(key)
        let column =
          options.norms.first { $0.name == key }?.name
          ?? norm.flatMap { norm in options.norms.first { $0.means(norm, spelled: key) }?.name }
          ?? results.series[i].quantities.first { $0.withoutBlanks == key.withoutBlanks }
        if let column { results.series[i].knownNotes[column] = text }
      }
    }
  }

  /// The case as results files hold it.
  public var record: CaseRecord {
    let json = effective.json.line
    return CaseRecord(
      file: file.text.name.split(separator: "/").last.map(String.init) ?? file.text.name,
      sha256: SHA256.digest(json), effective: json)
  }
}
