import Reports
import Studies
import Testing

@Suite struct StudyTests {
  /// The lines under the first, which holds the version and the hash.
  private func body(_ results: Results, _ layout: TableLayout = .method) -> String {
    let text = render(results, as: .text, layout: layout)
    return String(text[(text.firstIndex(of: "\n") ?? text.startIndex)...])
  }

  @Test func `solve prints norms and quantities of u_h`() {
    var results = Results(study: .solve)
    var series = Series(method: "fd2", note: "staggered", grids: [[64, 32]])
    series.add("L2", "discrete", [0.5123456789])
    series.add("L2", "spectral", [0.5123456789])
    series.add("H1", "discrete", [2.2123456789])
    series.add("H1", "spectral", [2.2193456789])
    series.quantities = ["integral", "value(pi, pi/2)"]
    series.levels[0].quantities = ["integral": 0.3514425, "value(pi, pi/2)": -12.25]
    series.levels[0].meanDefect = 1e-5
    series.notes = ["the datum at (0, 0) is the mean of both limits."]
    results.series = [series]
    #expect(
      body(results) == """


        fd2  (staggered) a
                          L2          H1          H1
               n       d = s    discrete    spectral      d/s   mean defect
         64 × 32   0.5123457    2.212346    2.219346   0.9968      1.00e-05

        fd2  (staggered)
               n      integral   value(pi, pi/2)
         64 × 32   0.351442500       -12.2500000

        a  the datum at (0, 0) is the mean of both limits.

        """)
  }

  @Test func `several functions are named in their headings`() {
    var results = Results(study: .norms)
    for (name, known) in [("hat", nil), ("wave", 2.0)] {
      var series = Series(method: nil, note: "", grids: [[4], [8]])
      series.function = name
      series.known["L2"] = known
      series.add("L2", "fd2", [1, 1.5], [nil, 1], errors: known == nil ? [] : [1, 0.5])
      series.add("L2", "spectral", [1, 1.75], [nil, 2], errors: known == nil ? [] : [1, 0.25])
      results.series.append(series)
    }
    #expect(
      body(results) == """


        hat:  L2
            n        fd2  rate   spectral  rate
            4   1.000000     -   1.000000     -
            8   1.500000  1.00   1.750000  2.00

        wave:  L2 = 2.000000  (given)
            n        fd2   spectral   |fd2 − exact|  rate   |s − exact|  rate
            4   1.000000   1.000000        1.00e+00     -      1.00e+00     -
            8   1.500000   1.750000        5.00e-01  1.00      2.50e-01  2.00

        """)
  }

  @Test func `the last limit prints with its half-width`() {
    var results = DrawnTables.torsion
    results.series[0].known = [:]
    results.series[0].limits["integral"] = Limit(value: 0.0351442537, halfWidth: 2e-9, rate: 2.001)
    #expect(
      body(results).hasSuffix(
        """
          256   0.0351425103  2.00   0.0351442552
          limit       ±2e-09  2.00   0.0351442537

        """))
  }

  @Test func `variants have a table each and one across them`() {
    var results = Results(study: .convergence)
    for (i, variant) in ["sound", "rough"].enumerated() {
      var series = Series(method: "fd2", note: "", grids: [[4], [8]])
      series.variant = variant
      series.add(
        "L2", "discrete", [1, i == 0 ? 0.25 : 0.5], [nil, Double(2 - i)],
        DrawnTables.fit(Double(2 - i), nil, [0, 1]))
      results.series.append(series)
    }
    #expect(
      body(results) == """


        sound: fd2
                       L2
            n    discrete  rate
            4   1.000e+00     -
            8   2.500e-01  2.00
          fit a            2.00

        rough: fd2
                       L2
            n    discrete  rate
            4   1.000e+00     -
            8   5.000e-01  1.00
          fit a            1.00

        fd2  (at n = 8, rates of the fits)
                          L2
         variant    discrete  rate
           sound   2.500e-01  2.00
           rough   5.000e-01  1.00

        a  least squares over n = 4 … 8.

        """)
    let records = render(results, as: .csv).split(separator: "\n")
    #expect(records.first == "variant,method,n,h,unknowns,L2 discrete,L2 discrete rate")
    #expect(records.last == "rough,fd2,8,0.125,8,0.5,1.0")
  }
}
