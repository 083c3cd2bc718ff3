import Synchronization
import Transforms

/// One spectrum's memory, kept by a space for its next transform: pages that the kernel hands out
/// anew have to be cleared, which costs as much as a pass over them.
final class SpectrumPool<Scalar: TransformScalar>: Sendable {
  private let kept = Mutex<[Scalar]?>(nil)

  /// The memory kept, if it is there; its content is of no meaning.
  func take() -> [Scalar]? {
    kept.withLock { kept in
      let taken = kept
      kept = nil
      return taken
    }
  }

  /// Keeps an array for the next ``take()``.
  func give(_ values: consuming [Scalar]) {
    let values = values
    kept.withLock { $0 = values }
  }
}
