import Reports
import Studies
import Transforms

/// One work at one size, beside what limits it in the same run.
struct BenchRow {
  let work: String
  let cells: [Int]
  let threads: Int
  /// The planning effort of ours.
  let plan = PlanningEffort.default.rawValue
  /// Median seconds of ours, of the limit, and of a copy of one field, interleaved.
  let seconds: Double
  let limitSeconds: Double
  let copySeconds: Double
  /// Planning: ours and the limit's.
  var planSeconds = 0.0
  var limitPlanSeconds = 0.0
  /// Most bytes held at once, over those of one field, which is one of them; nil where it is not
  /// looked at, or cannot be read.
  var memoryInFields: Double?

  /// Ours over the limit.
  var ratio: Double { seconds / limitSeconds }

  var json: JSON {
    .object(
      [
        .init("work", .string(work)),
        .init("cells", .array(cells.map { .integer($0) })),
        .init("threads", .integer(threads)),
        .init("plan", .string(plan)),
        .init("seconds", .number(seconds)),
        .init("limitSeconds", .number(limitSeconds)),
        .init("ratio", .number(ratio)),
        .init("copySeconds", .number(copySeconds)),
        .init("planSeconds", .number(planSeconds)),
        .init("limitPlanSeconds", .number(limitPlanSeconds)),
      ] + (memoryInFields.map { [.init("memoryInFields", .number($0))] } ?? []))
  }

  static let heading =
    "work              cells        plan            ms   limit ms  ratio  copies  plan ms  limit's  memory"

  /// One line of the table.
  var text: String {
    let size = cells.isEmpty ? "-" : cells.map(String.init).joined(separator: "×")
    let memory = memoryInFields.map { fixed($0, 2, 8) } ?? "       -"
    return left(work, 18) + left(size, 13) + left(plan, 9) + fixed(seconds * 1e3, 2, 9)
      + fixed(limitSeconds * 1e3, 2, 11) + fixed(ratio, 2, 7)
      + (copySeconds > 0 ? fixed(seconds / copySeconds, 1, 8) : "       -")
      + fixed(planSeconds * 1e3, 1, 9) + fixed(limitPlanSeconds * 1e3, 1, 9) + memory
  }
}

/// Runs works in turns, and gives the median seconds of each; a first round does not count.
func medianSeconds(rounds: Int, of works: [() -> Void]) -> [Double] {
  let clock = ContinuousClock()
  var seconds = [[Double]](repeating: [], count: works.count)
  for round in 0...rounds {
    for (i, work) in works.enumerated() {
      let elapsed = clock.measure(work).seconds
      if round > 0 { seconds[i].append(elapsed) }
    }
  }
  return seconds.map { list in
    let s = list.sorted()
    return (s[(s.count - 1) / 2] + s[s.count / 2]) / 2
  }
}

/// Keeps a result alive that nobody reads.
@inline(never)
func keep(_: Double) {}

/// Text padded on the right.
private func left(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

/// A number with fixed decimals, padded on the left.
private func fixed(_ value: Double, _ decimals: Int, _ width: Int) -> String {
  var scale = 1
  for _ in 0..<decimals { scale *= 10 }
  let digits = Int((value * Double(scale)).rounded())
  var fraction = String(digits % scale)
  while fraction.count < decimals { fraction = "0" + fraction }
  let text = "\(digits / scale).\(fraction)"
  return String(repeating: " ", count: max(0, width - text.count)) + text
}
