import Foundation
import Studies
import Testing

/// Rates, fits, marks and limits of columns that are made up.
@Suite struct Statistics {
  private let n = [8, 16, 32, 64, 128, 256]

  /// A series of one norm and measure on halved grids.
  private func judged(
    _ errors: [Double], h: [Double]? = nil, floor: Double = 0, exponential: Bool = false
  ) -> Series {
    var series = Series()
    series.norms = ["L2"]
    series.measures = ["discrete"]
    let h = h ?? errors.indices.map { 1 / Double(n[$0]) }
    for (error, h) in zip(errors, h) {
      var level = Level(cells: [Int((1 / h).rounded())], h: [h], unknowns: Int((1 / h).rounded()))
      level.values["L2"] = ["discrete": error]
      series.levels.append(level)
    }
    let prediction = Prediction(rate: exponential ? nil : 2, isExponential: exponential)
    let floors = [NoiseFloor](repeating: NoiseFloor(roundoff: floor), count: errors.count)
    series.judge(floors: ["L2": ["discrete": floors]], key: .h) { _, _ in prediction }
    return series
  }

  private func fit(_ series: Series) throws -> Fit {
    try #require(series.fits["L2"]?["discrete"])
  }

  private func rates(_ series: Series) -> [Double?] {
    series.levels.map { $0.rates["L2"]?["discrete"] }
  }

  private func marks(_ series: Series) -> [Mark?] {
    series.levels.map { $0.marks["L2"]?["discrete"] }
  }

  @Test(arguments: [0.5, 1, 1.5, 2, 4])
  func aPowerIsFittedExactlyOverAllRows(_ p: Double) throws {
    let series = judged(n.map { 3 * pow(Double($0), -p) })
    let fit = try fit(series)
    #expect(abs(fit.rate! - p) < 1e-13)
    #expect(fit.halfWidth! < 1e-12)
    #expect(fit.rows == [0, 5])
    #expect(rates(series)[0] == nil)
    #expect(rates(series).dropFirst().allSatisfy { abs($0! - p) < 1e-13 })
  }

  @Test func aFloorLeavesTheFitAndHasNoRates() throws {
    let errors = n.map { pow(Double($0), -4) + 1e-8 }
    let series = judged(errors, floor: 2e-8)
    // 128⁻⁴ = 3.7e-9: the last two rows are round-off.
    #expect(marks(series).suffix(2) == [.floor, .floor])
    #expect(rates(series).suffix(2) == [nil, nil])
    let fit = try fit(series)
    #expect(try #require(fit.rows)[1] == 3)
    // 64⁻⁴ is 6e-8, a sixth of it noise.
    #expect(abs(fit.rate! - 4) < 0.1)
  }

  @Test func preasymptoticRowsLeaveTheFit() throws {
    let errors = n.map { pow(Double($0), -2) * (1 + pow(20 / Double($0), 4)) }
    let series = judged(errors)
    let fit = try fit(series)
    let first = try #require(fit.rows)[0]
    #expect(first >= 2)
    #expect(marks(series).prefix(first).allSatisfy { $0 == .preasymptotic })
    #expect(abs(fit.rate! - 2) < 0.05)
  }

  /// Of e = h^p (1 + a h^r) a row joins the finest three as long as the slope stays within 5 % of p
  /// (of 1, where p is less) for r ≥ 1, whatever a is: by 0.92 · 5 % to first order in a h^r, here below ¼.
  @Test(arguments: [0.5, 1, 2, 3.5], [1, 2])
  func rowsThatAgreeLeaveASmallBias(_ p: Double, _ r: Double) throws {
    var counts = Set<Int>()
    for k in -12...12 where k != 0 {
      let a = Double(k.signum()) * pow(8, r) / 4 * pow(2, r * Double(abs(k) - 12) / 4)
      let fit = try fit(judged(n.map { pow(Double($0), -p) * (1 + a * pow(Double($0), -r)) }))
      let rows = try #require(fit.rows)
      counts.insert(rows[1] - rows[0] + 1)
      guard rows[1] - rows[0] > 2 else { continue }
      #expect(abs(fit.rate! - p) <= 0.05 * max(1, p), "\(a)")
    }
    #expect(counts.contains(6))
  }

  @Test func aZeroColumnIsExact() {
    let series = judged([0, 0, 0])
    #expect(marks(series) == [.exact, .exact, .exact])
    #expect(series.fits["L2"]?["discrete"] == nil)
    #expect(rates(series) == [nil, nil, nil])
    let noise = judged([1e-16, 3e-16, 2e-16], floor: 1e-15)
    #expect(marks(noise) == [.exact, .exact, .exact])
  }

  @Test func aRowThatDoesNotLowerHHasNoRate() throws {
    let series = judged([1, 0.25, 0.3, 0.06], h: [0.5, 0.25, 0.25, 0.125])
    #expect(rates(series).map { $0 == nil } == [true, false, true, false])
    let rising = judged([1, 0.25, 1], h: [0.5, 0.25, 0.5])
    #expect(rates(rising)[2] == nil)
  }

  @Test func twoRowsHaveARateWithoutAWidth() throws {
    let fit = try fit(judged([4e-2, 1e-2]))
    #expect(abs(fit.rate! - 2) < 1e-14)
    #expect(fit.halfWidth == nil && fit.rows == [0, 1])
    let one = judged([4e-2])
    #expect(try self.fit(one).rate == nil)
  }

  @Test func exponentialDecayHasAWordAndNoFit() throws {
    let series = judged([1e-1, 1e-4, 1e-10, 1e-15], floor: 1e-14, exponential: true)
    #expect(marks(series) == [nil, .exponential, .exponential, .floor])
    let fit = try fit(series)
    #expect(fit.rate == nil && fit.predictedWord == "exp")
  }

  /// The half-width is Student's: for y = 2x + noise of known size, by hand.
  @Test func theHalfWidthIsStudents() throws {
    // log h = 0, −1, −2 (times log 2), log e = slope 2 with a residual (+d, −2d, +d).
    let d = 0.001
    let errors = [exp(d), 0.25 * exp(-2 * d), exp(d) / 16]
    let fit = try fit(judged(errors, h: [1, 0.5, 0.25]))
    // s² = 6d²/(3 − 2), Sxx = 2 log² 2, t(0.975, 1) = 12.706
    let width = 12.706 * (6 * d * d / (2 * log(2) * log(2))).squareRoot()
    #expect(abs(fit.rate! - 2) < 1e-12)
    #expect(abs(fit.halfWidth! - width) < 1e-4 * width)
  }

  private func extrapolated(
    _ values: [Double], h: [Double]? = nil, known: Double? = nil, orders: [Double] = []
  ) -> Series {
    var series = Series()
    series.quantities = ["q"]
    if let known { series.known["q"] = known }
    let h = h ?? values.indices.map { pow(0.5, Double($0)) }
    for (value, h) in zip(values, h) {
      var level = Level(cells: [1], h: [h], unknowns: 1)
      level.quantities["q"] = value
      series.levels.append(level)
    }
    series.extrapolateQuantities(orders: orders)
    return series
  }

  @Test(arguments: [1.0, 1.5, 2, 4])
  func richardsonFindsRateAndLimitOfAPower(_ p: Double) throws {
    for ratio in [2.0, 3] {
      let h = (0..<4).map { pow(1 / ratio, Double($0)) }
      let series = extrapolated(h.map { 5 - 0.3 * pow($0, p) }, h: h, orders: [p])
      let limit = try #require(series.limits["q"])
      #expect(abs(limit.value - 5) < 1e-11)
      #expect(abs(limit.rate! - p) < 1e-8)
      #expect(limit.halfWidth! < 1e-11)
      #expect(series.levels[0].quantityLimits["q"] == nil)
      #expect(series.levels[1].quantityLimits["q"] == nil)
      #expect(abs(series.levels[2].quantityLimits["q"]! - 5) < 1e-11)
    }
  }

  @Test func richardsonIsSilentWhereItWouldLie() {
    // Differences that change sign, do not fall; ratios that differ.
    #expect(extrapolated([1, 2, 1.5]).limits["q"] == nil)
    #expect(extrapolated([1, 1.1, 1.3]).limits["q"] == nil)
    #expect(extrapolated([1, 1.4, 1.5], h: [1, 0.5, 0.2]).limits["q"] == nil)
    #expect(extrapolated([1, 1.4]).limits["q"] == nil)
  }

  /// A flux that is right on every grid is its own limit; round-off has no rate.
  @Test func whatLevelsAgreeOnIsTheLimit() {
    let agreeing: [[Double]] = [[1, 1, 1], [1, 1 + 4e-15, 1 + 5e-15], [3, 1, 1, 1]]
    for q in agreeing {
      let limit = extrapolated(q).limits["q"]
      #expect(limit?.value == q.last)
      #expect(limit?.rate == nil && limit?.halfWidth == nil)
    }
  }

  @Test func aKnownLimitReplacesRichardsons() {
    let series = extrapolated([1.4, 1.1, 1.025], known: 1)
    #expect(abs(series.levels[1].quantityRates["q"]! - 2) < 1e-12)
    #expect(abs(series.levels[2].quantityRates["q"]! - 2) < 1e-12)
  }
}
