import ArgumentParser
import Reports
import Transforms

/// `sobolev bench`: the timings of the README, on this machine.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time solves and norms against FFTW's bare transforms, on this machine.",
    discussion: """
      Every work runs beside FFTW's own n-dimensional r2c and c2r in place, planned with the same \
      effort, in turns; the table shows medians and their ratio. A solve is two transforms, a norm \
      is one. Memory is the most held at once in the first solve, which is in place: the right-hand \
      side and one spectrum, in fields of N numbers.
      """)

  @Option(help: "Cells along each axis, as 2048x2048; may be given several times.")
  var cells: [String] = ["512x512", "1024x1024", "2048x2048", "128x128x128"]

  @Option(help: "Timed rounds.")
  var rounds = 7

  @Option(help: "FFTW's planning effort on both sides: estimate or measure.")
  var plan = "estimate"

  @Option(help: "Threads on both sides; the limit has FFTW's own.")
  var threads = 1

  @Option(help: "text or json.")
  var format = "text"

  func validate() throws {
    guard PlanningEffort(rawValue: plan) != nil else {
      throw ValidationError("--plan takes estimate, measure or patient, not \(plan)")
    }
    guard format == "text" || format == "json" else {
      throw ValidationError("--format takes text or json here, not \(format)")
    }
    guard threads >= 1, rounds >= 1 else {
      throw ValidationError("--threads and --rounds take numbers of at least 1")
    }
    for size in cells where parsed(size) == nil {
      throw ValidationError("--cells takes 1 to 3 sizes such as 512x512, not \(size)")
    }
  }

  func run() {
    Threads.count = threads
    let effort = PlanningEffort(rawValue: plan)!
    PlanningEffort.default = effort
    let rows = cells.flatMap {
      BenchRow.periodic(cells: parsed($0)!, rounds: rounds, effort: effort)
    }
    if format == "json" {
      let list = rows.map { row in
        JSON.object([
          .init("work", .string(row.work)),
          .init("cells", .array(row.cells.map { .integer($0) })),
          .init("threads", .integer(row.threads)),
          .init("seconds", .number(row.seconds)),
          .init("limitSeconds", .number(row.limitSeconds)),
          .init("ratio", .number(row.ratio)),
          .init("planSeconds", .number(row.planSeconds)),
          .init("limitPlanSeconds", .number(row.limitPlanSeconds)),
        ])
      }
      print(
        JSON.object([
          .init("format", .string("sobolev-bench")), .init("plan", .string(plan)),
          .init("rows", .array(list)),
        ]).pretty, terminator: "")
      return
    }
    print("plan \(plan), \(threads) thread\(threads == 1 ? "" : "s"), FFTW \(fftwVersion)")
    print("work            cells             ms    FFTW ms  ratio  plan ms  FFTW's  memory")
    for row in rows {
      let size = row.cells.map(String.init).joined(separator: "×")
      let memory = row.memoryInFields.map { fixed($0, 2, 8) } ?? "       -"
      print(
        left(row.work, 16) + left(size, 13) + fixed(row.seconds * 1e3, 2, 8)
          + fixed(row.limitSeconds * 1e3, 2, 11) + fixed(row.ratio, 2, 7)
          + fixed(row.planSeconds * 1e3, 1, 9) + fixed(row.limitPlanSeconds * 1e3, 1, 8) + memory)
    }
  }

  private func parsed(_ size: String) -> [Int]? {
    let parts = size.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...3).contains(parts.count), parts.allSatisfy({ $0 ?? 0 >= 1 }) else { return nil }
    return parts.map { $0! }
  }
}

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
