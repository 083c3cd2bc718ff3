import ArgumentParser
import Cases
import Reports
import Transforms

/// `sobolev bench`: the timings of the README, on this machine.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time solves, norms and sampling against FFTW's bare transforms, on this machine.",
    discussion: """
      Every work runs in turns with its limit, and the table shows medians and their ratio. The \
      limit of a solve is FFTW's own n-dimensional transform in place, one pass that multiplies, and \
      the way back; of a norm one transform and a sum; of five norms one of ours; of samples one \
      transform. Copies are the time over that of a plain copy of one field. Memory is the most \
      held at once in the first solve, which is in place, in fields.

      start-up: whole processes of this command; `version` and `small-case` (8² to 32²) beside \
      /bin/true, `five-levels` (32² to 512²) beside FFTW's transforms for it, planned and done by hand.

      growth: periodic solves of 2^16 to 2^26 points, the time over N log N; its limit is the least \
      of all sizes, so that the ratio says how flat the cost is.

      threads: each work with --threads beside the same with one; a ratio of 0.5 is twice as fast. First \
      arithmetic within a cache and a plain copy, which say what the machine and its memory give to \
      more than one thread. Left out where --threads is 1.

      Every size is planned without what was learnt at another one.
      """)

  /// What is timed.
  enum Works: String, CaseIterable, ExpressibleByArgument {
    case solves
    case startUp = "start-up"
    case growth
    case threads
  }

  @Option(help: "What is timed: solves, start-up, growth or threads; may be given several times.")
  var works: [Works] = Works.allCases

  @Option(help: "Points of the largest grid of growth, as a power of 2.")
  var growthTo = 26

  @Option(help: "Cells along each axis, as 2048x2048; may be given several times.")
  var cells: [String] = ["512x512", "1024x1024", "2048x2048", "128x128x128"]

  @Option(help: "Timed rounds.")
  var rounds = 7

  @Option(
    help:
      "FFTW's planning effort on our side: estimate, measure or patient; may be given several times."
  )
  var plan: [String] = ["estimate", "measure"]

  @Option(help: "The same for the limit.")
  var limitPlan = "measure"

  @Option(help: "Threads on both sides; the limit has FFTW's own.")
  var threads = 1

  @Option(help: "text or json.")
  var format = "text"

  func validate() throws {
    for (name, effort) in plan.map({ ("--plan", $0) }) + [("--limit-plan", limitPlan)]
    where PlanningEffort(rawValue: effort) == nil {
      throw ValidationError("\(name) takes estimate, measure or patient, not \(effort)")
    }
    guard format == "text" || format == "json" else {
      throw ValidationError("--format takes text or json here, not \(format)")
    }
    guard threads >= 1, rounds >= 1 else {
      throw ValidationError("--threads and --rounds take numbers of at least 1")
    }
    guard (16...30).contains(growthTo) else {
      throw ValidationError("--growth-to takes 16 to 30, not \(growthTo)")
    }
    for size in cells where parsed(size) == nil {
      throw ValidationError("--cells takes 1 to 3 sizes of at least 2 such as 512x512, not \(size)")
    }
    // A solve, its limits and a copy side by side.
    let largest = Double(ProcessMemory.available) / Double(10 * MemoryLayout<Double>.size)
    for size in cells where parsed(size)!.reduce(1.0, { $0 * Double($1) }) > largest {
      throw ValidationError("--cells \(size) does not fit into the memory of this machine")
    }
  }

  func run() {
    Threads.count = threads
    let limit = PlanningEffort(rawValue: limitPlan)!
    var rows: [BenchRow] = []
    // First: the memory of a large process makes that of its children slower to set up.
    if works.contains(.startUp) { rows += BenchRow.startUp(rounds: rounds) }
    for effort in plan.compactMap(PlanningEffort.init(rawValue:)) {
      PlanningEffort.default = effort
      if works.contains(.solves) {
        var solves = cells.flatMap { size in
          BenchRow.periodic(cells: parsed(size)!, rounds: rounds, limit: limit)
            + BenchRow.dirichlet(cells: parsed(size)!, rounds: rounds, limit: limit)
        }
        // Later solves find the memory of the first ones still with the process.
        if effort.rawValue != plan[0] { for i in solves.indices { solves[i].memoryInFields = nil } }
        rows += solves
      }
      if works.contains(.threads), threads > 1 {
        rows += cells.flatMap { BenchRow.threads(cells: parsed($0)!, rounds: rounds) }
      }
      if works.contains(.growth) {
        rows += BenchRow.growth(from: 16, through: growthTo, rounds: rounds)
      }
    }
    if format == "json" {
      let document = JSON.object([
        .init("format", .string("sobolev-bench")), .init("limitPlan", .string(limitPlan)),
        .init("fftw", .string(fftwVersion)),
        .init("rows", .array(rows.map(\.json))),
      ])
      print(document.pretty, terminator: "")
      return
    }
    print(
      "limit planned by \(limitPlan), \(threads) thread\(threads == 1 ? "" : "s"), FFTW",
      fftwVersion)
    print(BenchRow.heading)
    for row in rows { print(row.text) }
    for effort in plan {
      if let spread = BenchRow.spread(rows.filter { $0.plan == effort }) { print(spread) }
    }
  }

  private func parsed(_ size: String) -> [Int]? {
    let parts = size.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...3).contains(parts.count), parts.allSatisfy({ $0 ?? 0 >= 2 }) else { return nil }
    return parts.map { $0! }
  }
}
