import Synchronization

/// All that is planned for one tensor product of kinds, each part when it is first used.
final class PlanList<Scalar: TransformScalar>: Sendable {
  private let kinds: [TransformKind]
  private let effort: PlanningEffort
  private let parts = Mutex<(passes: PassList<Scalar>?, sweep: Sweep<Scalar>??)>((nil, nil))

  init(_ kinds: [TransformKind], effort: PlanningEffort) {
    self.kinds = kinds
    self.effort = effort
  }

  /// The transform by whole passes.
  var passes: PassList<Scalar> {
    parts.withLock { parts in
      if let passes = parts.passes { return passes }
      let passes = PassList<Scalar>(kinds, effort: effort)
      parts.passes = passes
      return passes
    }
  }

  /// The transform whose last axis is not written back; nil where it does not apply.
  var sweep: Sweep<Scalar>? {
    parts.withLock { parts in
      if let sweep = parts.sweep { return sweep }
      let sweep = Sweep<Scalar>(kinds, effort: effort)
      parts.sweep = .some(sweep)
      return sweep
    }
  }
}
