/// The value of a parameter in one run of a sweep.
public struct SweptValue: Sendable, Hashable {
  /// The parameter.
  public var name: String
  /// The value as the case writes it.
  public var text: String
  /// The value itself.
  public var value: Double

  /// A parameter's value.
  public init(name: String, text: String, value: Double) {
    self.name = name
    self.text = text
    self.value = value
  }
}

/// A run that ended in an error, as its case expects.
public struct FailureRecord: Sendable, Hashable {
  /// The variant that failed; nil if the case has none.
  public var variant: String?
  /// The name of the error: `not finite`, …
  public var name: String

  /// A failure of a variant by the error's name.
  public init(variant: String? = nil, name: String) {
    self.variant = variant
    self.name = name
  }
}

extension Results {
  /// The results of several runs of one case as one; each run's series carry its name.
  ///
  /// A line of the caption that not all runs share begins with the names of those that do.
  public init(_ runs: [(variant: String, sweep: [SweptValue], results: Results)]) {
    self = runs.first?.results ?? Results(study: .convergence)
    (series, equivalences, failures) = ([], [], [])
    certificate = Certificate()
    var record = RunRecord()
    for (variant, sweep, results) in runs {
      let first = series.count
      series += results.series
      for i in first..<series.count {
        series[i].variant = variant
        series[i].sweep = sweep
      }
      equivalences += results.equivalences.map { found in
        var found = found
        found.variant = variant
        found.sweep = sweep
        return found
      }
      weakDerivatives += results.weakDerivatives.map { found in
        var found = found
        found.variant = variant
        return found
      }
      regularity += results.regularity.map { found in
        var found = found
        found.variant = variant
        return found
      }
      failures += results.failures.map { FailureRecord(variant: variant, name: $0.name) }
      certificate.add(results.certificate)
      record.levels += results.run?.levels ?? []
    }
    run = record
    let tabled = runs.filter { !$0.results.caption.isEmpty }
    var lines: [String] = []
    for place in 0..<(tabled.map(\.results.caption.count).max() ?? 0) {
      for run in tabled where run.results.caption.indices.contains(place) {
        let line = run.results.caption[place]
        if !lines.contains(line) { lines.append(line) }
      }
    }
    caption = lines.map { line in
      let owners = tabled.filter { $0.results.caption.contains(line) }.map(\.variant)
      return owners.count == tabled.count ? line : owners.joined(separator: ", ") + ": " + line
    }
    caption += failures.map { "\($0.variant ?? ""): fails, as expected: \($0.name)" }
  }

  /// What belongs to one variant; nil: all.
  package func part(of variant: String?) -> Results {
    guard let variant else { return self }
    var part = self
    part.series = series.filter { $0.variant == variant }
    part.equivalences = equivalences.filter { $0.variant == variant }
    part.weakDerivatives = weakDerivatives.filter { $0.variant == variant }
    part.regularity = regularity.filter { $0.variant == variant }
    part.failures = failures.filter { $0.variant == variant }
    return part
  }
}

extension Certificate {
  /// Takes in what another run has checked of itself.
  fileprivate mutating func add(_ other: Certificate) {
    func larger(_ a: Double?, _ b: Double?) -> Double? {
      guard let a, let b else { return a ?? b }
      return max(a, b)
    }
    parsevalGap = larger(parsevalGap, other.parsevalGap)
    residual = larger(residual, other.residual)
    lastModeShare = larger(lastModeShare, other.lastModeShare)
  }
}
