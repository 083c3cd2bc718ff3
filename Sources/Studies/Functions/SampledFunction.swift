import Discretizations
public import Fields
import Formulas
import Grids
import Norms
import RealModule
import Solvers
public import Transforms

/// A real or complex function on a grid: one field a part.
public struct SampledFunction<Scalar: TransformScalar>: Sendable {
  /// The function, or its real part.
  public var real: Field<Scalar>
  /// The imaginary part; nil for a real function.
  public var imaginary: Field<Scalar>?

  /// The parts that there are.
  public var parts: [Field<Scalar>] { [real, imaginary].compactMap(\.self) }

  /// |u|, at every point.
  var modulus: Field<Scalar> {
    guard let imaginary else { return real }
    var modulus = real
    for i in modulus.values.indices {
      modulus.values[i] = Scalar.hypot(real.values[i], imaginary.values[i])
    }
    return modulus
  }
}

extension FunctionSource {
  /// The values on a grid.
  ///
  /// - Throws: ``StudyError/notFinite(expression:point:cause:cells:)``, or
  ///   ``StudyError/function(name:reason:)`` where the function is an array of another grid.
  public func sampled<Scalar: TransformScalar>(
    in space: FunctionSpace<Scalar>, name: String
  ) throws(StudyError) -> SampledFunction<Scalar> {
    switch self {
    case .formula(let formula):
      let u = Field(sampling: formula, in: space)
      if let i = u.values.firstIndex(where: { !$0.isFinite }) {
        let point = space.grid.point(i)
        throw .notFinite(
          expression: name, point: point, cause: formula.causeOfNonFinite(at: point),
          cells: space.grid.cells)
      }
      return SampledFunction(real: u)
    case .measure(let formula, let points):
      var u = try FunctionSource.formula(formula).sampled(in: space, name: name)
      let measure: Coefficients<Scalar> =
        RoughSource(points: points).load(in: space, scheme: Scheme(.spectral))
      u.real = u.real + Field(consuming: measure)
      return u
    case .samples(let samples):
      guard samples.grid == space.grid else {
        throw .function(
          name: name,
          reason: "an array on \(samples.grid.cells.words) cells has no values on "
            + "\(space.grid.cells.words) cells of another grid")
      }
      return SampledFunction(
        real: Field(in: space, values: samples.real.map { Scalar($0) }),
        imaginary: samples.imaginary.map { Field(in: space, values: $0.map { Scalar($0) }) })
    case .random(let random): return SampledFunction(real: random.field(in: space))
    case .difference(let first, let second):
      var u = try first.sampled(in: space, name: name)
      let v = try second.sampled(in: space, name: name)
      u.real = u.real - v.real
      if let imaginary = v.imaginary {
        u.imaginary = (u.imaginary ?? Field(in: space)) - imaginary
      }
      return u
    }
  }
}

extension [Int] {
  /// `64 × 128`
  var words: String { map(String.init).joined(separator: " × ") }
}
