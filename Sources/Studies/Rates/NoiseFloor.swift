/// Below which an error is noise.
package struct NoiseFloor: Sendable {
  /// What transforms and samples leave: an error of its size is none.
  package var roundoff: Double
  /// What an iteration may leave at most: an error below it may be any.
  package var iteration: Double

  /// What an iteration may leave is nothing where nothing is said.
  package init(roundoff: Double, iteration: Double = 0) {
    self.roundoff = roundoff
    self.iteration = iteration
  }

  /// Below which a value may be noise.
  var height: Double { max(roundoff, iteration) }

  static func / (floor: NoiseFloor, size: Double) -> NoiseFloor {
    NoiseFloor(roundoff: floor.roundoff / size, iteration: floor.iteration / size)
  }
}
