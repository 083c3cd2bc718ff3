/// What a solve holds, counted in fields: one number a point of its grid.
///
/// Tables along the axes and boundary values are small beside the fields of more than one axis.
package struct SolveMemory: Sendable, Equatable {
  /// At the peak, all included.
  package var peak: Double
  /// When it is done: u_h, and a spectrum where the space keeps one for its next transform.
  package var left: Double

  package init(peak: Double, left: Double = 1) {
    self.peak = max(peak, left)
    self.left = left
  }
}
