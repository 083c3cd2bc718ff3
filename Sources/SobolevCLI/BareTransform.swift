import CFFTW
import Studies
import Transforms

/// FFTW's own n-dimensional r2c and c2r in place, with nothing round them: what everything else is
/// measured against.
struct BareTransform: ~Copyable {
  private let cells: [Int]
  private let data: UnsafeMutablePointer<Double>
  private let forwardPlan: fftw_plan
  private let inversePlan: fftw_plan
  /// Seconds that planning took.
  let planSeconds: Double

  init(cells: [Int], effort: PlanningEffort, threads: Int) {
    self.cells = cells
    let n = cells.map(Int32.init)
    let padded = cells.dropLast().reduce(2 * (cells.last! / 2 + 1), *)
    data = fftw_alloc_real(padded)
    let flags: UInt32 =
      switch effort {
      case .estimate: FFTW_ESTIMATE
      case .measure: FFTW_MEASURE
      case .patient: FFTW_PATIENT
      }
    let spectrum = UnsafeMutableRawPointer(data).assumingMemoryBound(to: fftw_complex.self)
    let clock = ContinuousClock()
    let start = clock.now
    if threads > 1 {
      _ = fftw_init_threads()
      fftw_plan_with_nthreads(Int32(threads))
    }
    forwardPlan = fftw_plan_dft_r2c(Int32(n.count), n, data, spectrum, flags)
    inversePlan = fftw_plan_dft_c2r(Int32(n.count), n, spectrum, data, flags)
    planSeconds = (clock.now - start).seconds
    for i in 0..<padded { data[i] = Double(i % 97) / 97 }
  }

  deinit {
    fftw_destroy_plan(forwardPlan)
    fftw_destroy_plan(inversePlan)
    fftw_free(data)
  }

  /// r2c, one pass that multiplies every mode by a table, c2r.
  func solve(_ table: UnsafeBufferPointer<Double>) {
    fftw_execute(forwardPlan)
    for i in 0..<table.count {
      data[2 * i] *= table[i]
      data[2 * i + 1] *= table[i]
    }
    fftw_execute(inversePlan)
  }

  /// r2c and one pass that sums the squares.
  func norm(_ table: UnsafeBufferPointer<Double>) -> Double {
    fftw_execute(forwardPlan)
    var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0)
    for i in stride(from: 0, to: table.count & ~1, by: 2) {
      a += table[i] * data[2 * i] * data[2 * i]
      b += table[i] * data[2 * i + 1] * data[2 * i + 1]
      c += table[i + 1] * data[2 * i + 2] * data[2 * i + 2]
      d += table[i + 1] * data[2 * i + 3] * data[2 * i + 3]
    }
    return a + b + c + d
  }

  /// Fills the data anew: repeated unscaled transforms would overflow.
  func refill() {
    let padded = cells.dropLast().reduce(2 * (cells.last! / 2 + 1), *)
    for i in 0..<padded { data[i] = Double(i % 97) / 97 }
  }
}
