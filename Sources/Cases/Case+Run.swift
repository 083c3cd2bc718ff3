import Grids
import Norms
import Reports
public import Studies
import Transforms

/// The version of the program.
public let sobolevVersion = "1.0"

extension Case {
  /// Runs the study.
  ///
  /// The results lack verdicts on expectations; see ``judge(_:)``. A case that ends in the error that
  /// it expects has results without series.
  ///
  /// - Parameter progress: called after each row of a method or function.
  /// - Throws: ``CaseFailure``
  public func run(
    _ precision: Precision = .double,
    progress: (_ series: String, _ level: Level) -> Void = { _, _ in }
  ) throws(CaseFailure) -> Results {
    let clock = ContinuousClock()
    let start = clock.now
    var results: Results
    do {
      results =
        switch precision {
        case .float: try study.run(Float.self, progress: progress)
        case .double: try study.run(Double.self, progress: progress)
        case .extended: try study.run(Extended.self, progress: progress)
        }
    } catch {
      let failure = failure(error)
      guard let verdicts = judge(failure: failure.name) else { throw failure }
      results = Results(study: kind)
      results.expectations = verdicts
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

  /// Adds what the case knows: title, hash, program, the expressions of known values.
  func complete(_ results: inout Results, _ precision: Precision) {
    results.title = title
    results.source = record
    results.program.version = sobolevVersion
    results.program.fftw = fftwVersion.droppingPrefix("fftw-").prefix { $0 != "-" }.description
    results.program.precision = precision.rawValue
    for i in results.series.indices {
      let name = results.series[i].function
      let functions = file.tree["function"]?.elements ?? []
      let known = name.map { name in functions.first { $0["name"]?.text == name }?["known"] }
      for (key, value) in (known ?? file.tree[.study["known"]])?.entries ?? [:] {
        guard let text = value.text else { continue }
        let norm = try? Norm(key)
        let column =
          norm.flatMap { norm in options.norms.first { $0.means(norm, spelled: key) }?.name }
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
