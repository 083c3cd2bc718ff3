/// The owner of one `fftw_plan`, destroyed with it.
///
/// Executing is safe from several threads at once; planning and destroying wait for ``Planner``.
struct Plan<Scalar: TransformScalar>: ~Copyable, Sendable {
  private nonisolated(unsafe) let pointer: OpaquePointer
  private let library: any FFTWPrecision.Type
  private let transform: PlanProblem.Transform

  /// Plans on scratch memory of its own, since `measure` and `patient` overwrite the arrays.
  init(_ problem: PlanProblem, effort: PlanningEffort) {
    let library = Scalar.fftw
    let input = Scratch<Scalar>(uninitialized: problem.inputCount)
    let output = Scratch<Scalar>(uninitialized: problem.outputCount)
    let plan = withExtendedLifetime((input, output)) {
      Planner.planning {
        library.plan(problem, input.base, output.base, flags: effort.flags)
      }
    }
    guard let plan else { preconditionFailure("FFTW has no plan for \(problem)") }
    self.pointer = plan
    self.library = library
    self.transform = problem.transform
  }

  deinit {
    let (library, pointer) = (library, pointer)
    Planner.exclusively { library.destroy(pointer) }
  }

  /// `fftw_execute_…(plan, input, output)`: both arrays aligned as ``Scratch`` is, and apart. The
  /// input of a `complexToReal` transform is lost, that of every other one is kept.
  func execute(_ input: UnsafeMutablePointer<Scalar>, _ output: UnsafeMutablePointer<Scalar>) {
    assert(Scratch<Scalar>.isAligned(input) && Scratch<Scalar>.isAligned(output))
    library.execute(pointer, as: transform, input, output)
  }
}
