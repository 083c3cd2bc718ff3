import Norms
import RealModule
import Studies
import Testing

/// The rate of a column by theory.
struct ExpectedRate {
  let norm: Norm
  let measure: Measure
  let rate: Double

  init(_ norm: Norm, _ measure: Measure, _ rate: Double) {
    self.norm = norm
    self.measure = measure
    self.rate = rate
  }
}

/// Rates as they are seen, and as theory has them.
extension Series {
  /// The errors of a column that has one on every level.
  func errors(_ norm: Norm, _ measure: Measure) throws -> [Double] {
    try values(norm, measure).map { try #require($0, "\(norm) \(measure)") }
  }

  /// log(e₁/e₂)/log(h₁/h₂) between the last level and the one so many steps before it.
  func rate(_ norm: Norm, _ measure: Measure, over steps: Int = 1) throws -> Double {
    let e = try errors(norm, measure)
    let h = levels.map { $0.h.max()! }
    let (i, j) = (h.count - 1 - steps, h.count - 1)
    return Double.log(e[i] / e[j]) / Double.log(h[i] / h[j])
  }

  /// Expects the mean rate of the last steps in some norms, within what the caller derives.
  func expectRates(
    _ expected: [(Norm, Double)], _ measure: Measure, over steps: Int, within tolerance: Double,
    _ label: String = "", sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for (norm, rate) in expected {
      let found = try self.rate(norm, measure, over: steps)
      #expect(
        abs(found - rate) < tolerance, "\(label) \(norm) \(measure): \(found)",
        sourceLocation: sourceLocation)
    }
  }

  /// Expects the predicted rates, and that those of three levels tend to them; of columns that the
  /// table leaves open only the latter.
  ///
  /// With e = C h^p (1 + D h^q + …) and h halved the last rate r₂ differs from p by |r₁ − r₂|/(2^q − 1),
  /// and orders are half of one apart: q ≥ ½. The norms of one error have next terms of one size, but in
  /// one of them r₁ and r₂ may cross: the largest of their differences is the tolerance of all, and never
  /// more than a quarter, which tells two rates apart. A factor √log n, where there is one, moves a rate by
  /// 1/(2 log n): `logarithm`.
  func expectAsymptotic(
    _ expected: [ExpectedRate], _ label: String,
    isPredicted: Bool = true, logarithm: Double = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var columns: [(name: String, rate: Double, found: Double)] = []
    var next = 0.0
    for column in expected {
      let (norm, measure, rate) = (column.norm, column.measure, column.rate)
      let name = "\(label): \(norm) \(measure)"
      let e = try errors(norm, measure)
      let h = levels.map { $0.h.max()! }
      let r = (0..<2).map { Double.log(e[$0] / e[$0 + 1]) / Double.log(h[$0] / h[$0 + 1]) }
      next = max(next, abs(r[0] - r[1]))
      columns.append((name, rate, r[1]))
      let predicted = fits[norm.name]?[measure]?.predicted
      #expect(
        predicted == (isPredicted ? rate : nil),
        "\(name): \(predicted ?? .nan) predicted, \(rate) by theory",
        sourceLocation: sourceLocation)
    }
    for column in columns {
      #expect(
        abs(column.found - column.rate) <= min(next / (Double.sqrt(2) - 1) + logarithm, 0.25),
        "\(column.name): \(column.found), \(column.rate) by theory",
        sourceLocation: sourceLocation)
    }
  }

  /// Expects errors that fall faster than every power: each is round-off, or at most the square of
  /// the one before it, h halved, but for a factor 100.
  func expectExponential(
    _ norms: [Norm], _ measures: [Measure], _ label: String, isPredicted: Bool = true,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for norm in norms {
      for measure in measures {
        let e = try errors(norm, measure)
        // A column of round-off alone has no word.
        let isSeen = e[0] > 1e-9
        #expect(
          !isSeen || fits[norm.name]?[measure]?.predictedWord == (isPredicted ? "exp" : nil),
          "\(label): \(norm) \(measure)",
          sourceLocation: sourceLocation)
        for (coarse, fine) in zip(e, e.dropFirst()) {
          #expect(
            fine < max(100 * coarse * coarse, 1e-9), "\(label): \(norm) \(measure) \(e)",
            sourceLocation: sourceLocation)
        }
      }
    }
  }
}
