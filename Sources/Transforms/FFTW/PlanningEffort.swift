import CFFTW
import Synchronization

/// How long FFTW may look for a fast plan.
///
/// `estimate` plans by rule: at once, and the same plan on every run, so that a case gives the same
/// bytes again. `measure` and `patient` try plans against the clock: faster transforms, other
/// round-off.
public enum PlanningEffort: String, Hashable, Sendable, CaseIterable {
  case estimate, measure, patient

  /// What transforms use that are not told otherwise; `estimate` at first.
  public static var `default`: PlanningEffort {
    get { setting.withLock { $0 } }
    set { setting.withLock { $0 = newValue } }
  }

  private static let setting = Mutex(PlanningEffort.estimate)

  /// FFTW's planner flag.
  var flags: UInt32 {
    switch self {
    case .estimate: FFTW_ESTIMATE
    case .measure: FFTW_MEASURE
    case .patient: FFTW_PATIENT
    }
  }
}
