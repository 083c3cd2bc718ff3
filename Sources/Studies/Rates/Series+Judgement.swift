import RealModule

extension Series {
  /// Marks, rates and fits of every column.
  ///
  /// A column that is round-off on every level is `exact`; a row that has reached round-off, or what an
  /// iteration may leave, is `floor`; where theory says `exp` the rows before the floor carry the word in
  /// place of a rate, and there is no fit.
  ///
  /// Both are upper bounds: the first rows of a column that fall with the rate of theory are no noise. Behind
  /// a row at the floor one is noise as long as it is below what noise can have grown to,
  ///
  ///     ν_i = max(own floor, floor_k (h_k/h_i)^g),    g the growth
  ///
  /// What is above is an error, as of a jump that lay on points of the coarser grids.
  ///
  /// - Parameter growth: The power of 1/h that round-off of a norm rises with at most.
  package mutating func judge(
    floors: [String: [Measure: [NoiseFloor]]], key: RateKey,
    growth: (_ norm: String) -> Double = { _ in 4 },
    predict: (_ norm: String, _ measure: Measure) -> Prediction
  ) {
    let h = levels.map(key.abscissa)
    for norm in norms {
      for measure in measures {
        let values = levels.map {
          $0.marks[norm]?[measure] == .unaligned ? nil : $0.values[norm]?[measure]
        }
        guard values.contains(where: { $0 != nil }) else { continue }
        let floors = floors[norm]?[measure] ?? []
        let prediction = predict(norm, measure)
        let theirs = rowsOf(prediction.rate, values, h)
        let isNoise = isNoise(values, floors, from: theirs, growth: growth(norm))
        let isRoundoff = zip(values, floors).map { value, floor in
          value.map { $0 <= floor.roundoff } ?? false
        }
        if theirs == 0, !isRoundoff.isEmpty, isRoundoff.allSatisfy(\.self) {
          for i in levels.indices { levels[i].marks[norm, default: [:]][measure] = .exact }
          continue
        }
        judge(norm, measure, values, isNoise, h, prediction)
      }
    }
  }

  private func isNoise(
    _ values: [Double?], _ floors: [NoiseFloor], from first: Int, growth: Double
  ) -> [Bool] {
    var isNoise = values.map { _ in false }
    // The largest floor so far, at h = 1.
    var carried = 0.0
    for (i, floor) in floors.enumerated().prefix(values.count).dropFirst(first) {
      let scale = Double.pow(levels[i].h.min()!, growth)
      guard let value = values[i], value <= max(floor.height, carried / scale) else { continue }
      isNoise[i] = true
      carried = max(carried, floor.height * scale)
    }
    return isNoise
  }

  /// How many rows, from the coarsest on, fall with the rate of theory: more than two, or all.
  private func rowsOf(_ rate: Double?, _ values: [Double?], _ h: [Double]) -> Int {
    guard let rate else { return 0 }
    var count = 1
    while count < values.count, let a = values[count - 1], let b = values[count],
      let found = observedRate(a, b, key: h[count - 1], h[count]), Fit.agree(found, rate)
    {
      count += 1
    }
    return count > 2 || count > 1 && count == values.count ? count : 0
  }

  private mutating func judge(
    _ norm: String, _ measure: Measure, _ values: [Double?], _ isNoise: [Bool], _ h: [Double],
    _ prediction: Prediction
  ) {
    let isExponential = prediction.isExponential
    let firstBiased =
      levels.firstIndex { $0.marks[norm]?[measure] == .biased } ?? levels.count
    for i in levels.indices {
      if isNoise[i] {
        levels[i].marks[norm, default: [:]][measure] = .floor
      } else if i > 0, !isNoise[i - 1], let a = values[i - 1], let b = values[i] {
        if isExponential {
          levels[i].marks[norm, default: [:]][measure] = .exponential
        } else if let rate = observedRate(a, b, key: h[i - 1], h[i]) {
          levels[i].rates[norm, default: [:]][measure] = rate
        }
      }
    }
    var fit =
      isExponential
      ? Fit()
      : Fit(
        h: h,
        errors: values.enumerated().map {
          !isNoise[$0.offset] && $0.offset < firstBiased ? $0.element : nil
        })
    fit.predicted = prediction.rate
    fit.predictedWord = isExponential ? "exp" : nil
    fit.reason = prediction.reason
    fits[norm, default: [:]][measure] = fit
    if let first = fit.rows?.first {
      for i in 0..<first where !isNoise[i] && values[i] != nil {
        levels[i].marks[norm, default: [:]][measure] = .preasymptotic
      }
    }
  }
}
