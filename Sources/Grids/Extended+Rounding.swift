extension [Extended] {
  /// Every number rounded once to a precision.
  ///
  /// A table of an axis: in code that is not specialised a `map` asks the runtime for every number,
  /// which on a grid of one axis costs more than its transforms.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Extended)
  package func rounded<Scalar: BinaryFloatingPoint>(to _: Scalar.Type = Scalar.self) -> [Scalar] {
    map { Scalar($0) }
  }
}
