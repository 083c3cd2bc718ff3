import CFFTW
import Studies
import Transforms

/// FFTW's own n-dimensional transforms with nothing round them: what everything else is measured
/// against. On a torus r2c and c2r, on a Dirichlet box RODFT00, in place; r2c out of place for norms.
final class BareTransform {
  private let isPeriodic: Bool
  private let count: Int
  private let data: UnsafeMutablePointer<Double>
  private let apart: UnsafeMutablePointer<Double>?
  private let forwardPlan: fftw_plan
  private let inversePlan: fftw_plan
  private let apartPlan: fftw_plan?
  private let table: [Double]
  /// Seconds that planning took, the plan out of place apart.
  let planSeconds: Double

  /// A torus of `cells`, or the nodes within a box.
  init(cells: [Int], isPeriodic: Bool, effort: PlanningEffort, threads: Int) {
    self.isPeriodic = isPeriodic
    let n = cells.map { Int32(isPeriodic ? $0 : $0 - 1) }
    let rank = Int32(n.count)
    count =
      isPeriodic
      ? cells.dropLast().reduce(2 * (cells.last! / 2 + 1), *) : cells.reduce(1) { $0 * ($1 - 1) }
    data = BareTransform.memory(count)
    let flags: UInt32 =
      switch effort {
      case .estimate: FFTW_ESTIMATE
      case .measure: FFTW_MEASURE
      case .patient: FFTW_PATIENT
      }
    if threads > 1 {
      _ = fftw_init_threads()
      fftw_plan_with_nthreads(Int32(threads))
    }
    let clock = ContinuousClock()
    let start = clock.now
    if isPeriodic {
      let spectrum = UnsafeMutableRawPointer(data).assumingMemoryBound(to: fftw_complex.self)
      forwardPlan = fftw_plan_dft_r2c(rank, n, data, spectrum, flags)
      inversePlan = fftw_plan_dft_c2r(rank, n, spectrum, data, flags)
      planSeconds = (clock.now - start).seconds
      apart = BareTransform.memory(count)
      apartPlan = fftw_plan_dft_r2c(
        rank, n, data, UnsafeMutableRawPointer(apart!).assumingMemoryBound(to: fftw_complex.self),
        flags)
    } else {
      let kinds = n.map { _ in FFTW_RODFT00 }
      forwardPlan = fftw_plan_r2r(rank, n, data, data, kinds, flags)
      inversePlan = fftw_plan_r2r(rank, n, data, data, kinds, flags)
      planSeconds = (clock.now - start).seconds
      (apart, apartPlan) = (nil, nil)
    }
    // The planner keeps the setting: plans of ours would take FFTW's threads beside their own.
    if threads > 1 { fftw_plan_with_nthreads(1) }
    let scale = cells.reduce(1) { $0 / Double(isPeriodic ? $1 : 2 * $1) }
    table = [Double](repeating: scale, count: isPeriodic ? count / 2 : count)
    refill()
  }

  /// Memory like that of fields: huge pages on both sides, or the limit would be that of small ones.
  private static func memory(_ count: Int) -> UnsafeMutablePointer<Double> {
    let array = fftw_alloc_real(count)!
    FreshMemory.prepare(UnsafeMutableBufferPointer(start: array, count: count))
    return array
  }

  deinit {
    for plan in [forwardPlan, inversePlan, apartPlan] { plan.map(fftw_destroy_plan) }
    fftw_free(data)
    apart.map { fftw_free($0) }
  }

  /// Forward, one pass that multiplies every mode by a table, and back.
  func solve() {
    fftw_execute(forwardPlan)
    if isPeriodic {
      for i in 0..<table.count {
        data[2 * i] *= table[i]
        data[2 * i + 1] *= table[i]
      }
    } else {
      for i in 0..<table.count { data[i] *= table[i] }
    }
    fftw_execute(inversePlan)
  }

  /// r2c out of place and one pass that sums the squares.
  func norm() -> Double {
    guard let apartPlan, let apart else { return 0 }
    fftw_execute(apartPlan)
    var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0)
    for i in stride(from: 0, to: table.count & ~1, by: 2) {
      a += table[i] * apart[2 * i] * apart[2 * i]
      b += table[i] * apart[2 * i + 1] * apart[2 * i + 1]
      c += table[i + 1] * apart[2 * i + 2] * apart[2 * i + 2]
      d += table[i + 1] * apart[2 * i + 3] * apart[2 * i + 3]
    }
    return a + b + c + d
  }

  /// One r2c in place.
  func transform() {
    fftw_execute(forwardPlan)
    refill()
  }

  private func refill() { for i in 0..<count { data[i] = Double(i % 97) / 97 } }
}
