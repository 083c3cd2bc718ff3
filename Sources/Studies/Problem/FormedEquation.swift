import Synchronization

/// The equation of a problem, formed when it is first asked for.
final class FormedEquation: Sendable {
  private let equation = Mutex<Result<Equation, StudyError>?>(nil)

  /// That of the problem, which is the same every time.
  func callAsFunction(of problem: Problem) throws(StudyError) -> Equation {
    try equation.withLock {
      if let formed = $0 { return formed }
      let formed = Result { () throws(StudyError) in try Equation(problem) }
      $0 = formed
      return formed
    }.get()
  }
}
