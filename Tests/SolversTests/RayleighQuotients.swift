import Discretizations
import Fields
import Formulas
import Grids
import Norms
import RealModule
import Solvers
import Testing
import _TestSupport

/// Extremes of a(u, u)/b(u, u) against spectra that are known and against dense matrices.
@Suite struct RayleighQuotients {
  private typealias End = RayleighQuotient<Double>.End
  private let fd2 = Scheme(.staggered(order: 2))

  private func space(_ axes: Axis...) -> FunctionSpace<Double> { FunctionSpace(on: Grid(axes)) }

  /// |H1|² over L², residuals in the norm dual to |H1| or H1.
  private func laplacian(_ space: FunctionSpace<Double>, _ scheme: Scheme) throws
    -> RayleighQuotient<Double>
  {
    let a = try #require(DiagonalForm(.homogeneous(1), scheme: scheme, in: space))
    let b = try #require(DiagonalForm(.l2, scheme: scheme, in: space))
    let k = try #require(DiagonalForm(.h(1), scheme: scheme, in: space))
    return RayleighQuotient(a, over: b, riesz: { k.pseudoinverse($0) })
  }

  /// λ of the Laplacian: the least and the greatest sum of symbols, on every kind of axis.
  @Test func laplaciansOnEveryKindOfAxis() throws {
    let grids =
      AxisKind.all.flatMap { kind in [2, 3, 8, 13].map { Grid(kind.axis($0, -0.5, 2)) } }
      + AxisKind.mixtures
    for grid in grids {
      for scheme in [fd2, .spectral] {
        let space = FunctionSpace<Double>(on: grid)
        let l2 = try #require(DiagonalForm<Double>(.l2, scheme: scheme, in: space))
        let quotient = try laplacian(space, scheme)
        let ends = try grid.axes.map { axis in
          let b = try (0..<axis.count).map {
            Double(try #require(scheme[0].gram(1, axis: axis, mode: $0)))
          }
          return (b.min()!, b.max()!)
        }
        let known = (ends.reduce(0) { $0 + $1.0 }, ends.reduce(0) { $0 + $1.1 })
        let lowest = try quotient.extreme(.lowest)
        // (1 − Δ)⁻¹ damps what the upper end is made of: there L² is the measure.
        let highest = try RayleighQuotient(quotient.numerator, over: l2).extreme(.highest)
        #expect(isClose(lowest.value, known.0, 1e-12, floor: known.1), "\(grid)")
        #expect(isClose(highest.value, known.1, 1e-12), "\(grid)")
        #expect(isClose(quotient.denominator(lowest.field), 1, roundoff(grid.count)))
      }
    }
  }

  /// Zero-mean functions on tori: λ = 1 with multiplicity 2d.
  @Test func multipleEigenvalues() throws {
    for rank in 1...3 {
      let grid = Grid(
        [Axis](repeating: Axis(0, 2 * .pi, cells: 8, boundary: .periodic), count: rank))
      var quotient = try laplacian(FunctionSpace<Double>(on: grid), .spectral)
      quotient.removeConstants()
      let pair = try quotient.extreme(.lowest)
      #expect(isClose(pair.value, 1, 1e-12))
      if rank > 1 { #expect(isClose(try #require(pair.next), 1, 1e-8)) }
      #expect(abs(pair.field.mean) <= roundoff(grid.count))
    }
  }

  /// Energies with coefficients that are noise, against all eigenvalues of dense matrices.
  @Test func denseOracles() throws {
    let grids =
      AxisKind.all.map { Grid($0.axis(7, 0, 2)) }
      + Array(AxisKind.mixtures.prefix(8))
      .filter { $0.rank == 2 }
    for (i, grid) in grids.enumerated() {
      for kind in [Discretization.staggered(order: 2), .staggered(order: 4), .spectral] {
        let space = FunctionSpace<Double>(on: grid)
        let text = "1.5 + sin(\(17 + i)*x + 3)"
        let form = try EnergyForm(
          diffusion: [try Formula(text)], reaction: try Formula("2 + cos(9*x)"),
          scheme: Scheme(kind), in: space)
        let b = try #require(DiagonalForm<Double>(.h(1), scheme: .spectral, in: space))
        let known = denseEigenvalues(form, b)
        let quotient = RayleighQuotient(energy: form, over: b)
        for end in End.allCases {
          let pair = try quotient.extreme(end)
          let expected = end == .lowest ? known.first! : known.last!
          #expect(abs(pair.value - expected) <= max(pair.residual, 1e-12 * expected))
          #expect(abs(pair.value - expected) <= pair.bound + 1e-12 * expected, "\(kind) \(grid)")
        }
      }
    }
  }

  @Test func whatDoesNotConvergeSaysSo() throws {
    let space = space(Axis(0, 1, cells: 256, boundary: .dirichlet))
    let form = try EnergyForm(diffusion: [try Formula("2 + sin(7*x)")], scheme: fd2, in: space)
    let b = try #require(DiagonalForm<Double>(.homogeneous(1), scheme: fd2, in: space))
    var options = EigenOptions()
    options.iterations = 3
    do {
      _ = try RayleighQuotient(form, over: b).extreme(.lowest, options: options)
      Issue.record("3 steps cannot be enough")
    } catch {
      guard case .notConverged(3, _, _, let history) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(history.count == 4)
    }
  }

  @Test func aSpaceOfConstantsHasNoQuotient() throws {
    let space = space(Axis(0, 1, cells: 1, boundary: .periodic))
    var quotient = try laplacian(space, .spectral)
    quotient.removeConstants()
    #expect(throws: EigenError.empty) { _ = try quotient.extreme(.lowest) }
  }

  /// The other precisions reach their own round-off.
  @Test func precisions() throws {
    let axis = Axis(0, 1, cells: 32, boundary: .neumann)
    let single = FunctionSpace<Float>(on: Grid(axis))
    let a = try Formula("1 + x")
    let form = try EnergyForm<Float>(diffusion: [a], scheme: fd2, in: single)
    let b = try #require(DiagonalForm<Float>(.homogeneous(1), scheme: fd2, in: single))
    var quotient = RayleighQuotient(energy: form, over: b)
    quotient.removeConstants()
    #expect(isClose(try quotient.extreme(.lowest).value, 1 + 1.0 / 64, 32 * Float.ulpOfOne))
    let wide = FunctionSpace<Extended>(on: Grid(axis))
    let wideForm = try EnergyForm<Extended>(diffusion: [a], scheme: fd2, in: wide)
    let wideB = try #require(DiagonalForm<Extended>(.homogeneous(1), scheme: fd2, in: wide))
    var wideQuotient = RayleighQuotient(energy: wideForm, over: wideB)
    wideQuotient.removeConstants()
    #expect(
      isClose(try wideQuotient.extreme(.highest).value, 2 - 1 / 64, 1024 * Extended.ulpOfOne))
  }
}

/// All λ of A u = λ B u: columns of the matrices are images of unit vectors, and
/// B^{-1/2} A B^{-1/2} is formed from the eigenvectors of B.
private func denseEigenvalues(
  _ a: some SymmetricForm<Double>, _ b: some SymmetricForm<Double>
) -> [Double] {
  let n = a.space.count
  let units = (0..<n).map { j in
    Field(in: a.space, values: (0..<n).map { $0 == j ? 1.0 : 0.0 })
  }
  func matrix(_ form: some SymmetricForm<Double>) -> [[Double]] {
    let columns = units.map { form.applied(to: $0) }
    return units.map { u in columns.map { $0.inner(u) } }
  }
  let gram = SymmetricEigen(matrix(b))
  // Columns of V D^{-1/2}.
  let root = gram.vectors.map { row in row.indices.map { row[$0] / gram.values[$0].squareRoot() } }
  let dense = matrix(a)
  let half = dense.map { row in
    (0..<n).map { j in (0..<n).reduce(0.0) { $0 + row[$1] * root[$1][j] } }
  }
  let reduced = (0..<n).map { i in
    (0..<n).map { j in (0..<n).reduce(0.0) { $0 + root[$1][i] * half[$1][j] } }
  }
  return SymmetricEigen(reduced).values
}
