extension ConvergenceStudy {
  /// The bytes of the method that needs most.
  public func predictedMemory(cells: [Int], scalarSize: Int) -> Int {
    guard let equation = try? equation else { return 0 }
    return methods.map { method in
      LevelFootprint(self, equation, method, cells: cells).footprint
        .bytes(on: domain, scalarSize: scalarSize)
    }.max() ?? 0
  }
}
