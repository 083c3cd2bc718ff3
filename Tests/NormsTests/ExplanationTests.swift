import Discretizations
import Grids
import Norms
import Testing

@Suite struct ExplanationTests {
  private static let circle = Grid(Axis(0, 1, cells: 8, boundary: .periodic))
  private static let odd = Grid(Axis(0, 1, cells: 7, boundary: .periodic))
  private static let bounded = Grid(Axis(0, 1, cells: 8, boundary: .dirichlet))

  @Test(
    "A line says what each family is",
    arguments: [
      ("L1", "L1 = ∫ |u|"), ("L3", "L3^3 = ∫ |u|^3"),
      ("Linf", "Linf = max |u| over the grid's points"),
      ("H1", "H1² = L2² + |H1|²"),
      ("H1", "form sum: weight 1 + λ, λ = |κ|², κ in radians per unit of length"),
      ("H2:bessel", "form bessel: weight (1 + λ)^2, λ = |κ|², κ in radians per unit of length"),
      ("H0.5:graph", "form graph: weight 1 + λ^0.5, λ = |κ|², κ in radians per unit of length"),
      ("H2:ends", "form ends: weight 1 + Σᵢ κᵢ^{2·2}, λ = |κ|², κ in radians per unit of length"),
      ("H-1", "H-1(u) = sup (u, v)/H1(v), the dual norm of a function"),
      ("H-1", "form sum: weight 1/(1 + λ), λ = |κ|², κ in radians per unit of length"),
      (
        "|H-1|",
        "form homogeneous: weight 1/(λ^1), λ = |κ|², κ in radians per unit of length; of functions of zero mean only"
      ),
      ("L2", "L2² = ∫ |u|²"),
      ("L2", "an integral over the box, not an average: the volume is in it"),
      ("W1,3", "W1,3^3 = Σ_{|α|≤1} ∫ |∂^α u|^3, each α once"),
      ("|W1,1|", "|W1,1| = Σ_{|α|=1} ∫ |∂^α u|, each α once"),
      ("W2,inf", "W2,inf = max_{|α|≤2} max |∂^α u|"), ("W2,inf", "a maximum over points"),
      ("TV", "TV = Σ_j |∇u_j| h^d, isotropic, forward differences between neighbours"),
      (
        "TV:anisotropic",
        "the mass of Du, a measure: jumps count with their height times the area of their face"
      ),
      (
        "vector:0.5",
        "vector:0.5 = (Σ_j |u_j|^0.5)^(1/0.5), a quasi-norm, not a norm, of the vector of values: no h"
      ),
      ("vector:nonzeros", "vector:nonzeros = #{j : u_j ≠ 0}, a count and no norm"),
      (
        "vector:hamming",
        "vector:hamming = #{j : u_j ≠ 0}, the Hamming distance of u and 0, a metric and no norm"
      ),
      ("vector:2", "a number of the vector of values: no integral, no mesh size, no weights"),
      ("energy", "energy² = a(u, u), the problem's own form"),
    ])
  func families(name: String, line: String) throws {
    #expect(try Norm(name).explanation(on: Self.circle).contains(line))
  }

  @Test("The policy of the last mode is named where there is one to name")
  func lastMode() throws {
    let spectral = Norm.h(1).explanation(on: Self.circle, lastMode: .interpolant)
    #expect(
      spectral.last == "last mode interpolant: with the energy of the function through the points")
    #expect(Norm.h(1).explanation(on: Self.odd).last == "no axis has a last mode")
    let differences = Norm.h(1).explanation(scheme: Scheme(.staggered(order: 2)), on: Self.circle)
    #expect(
      differences.last
        == "the last mode counts as the grid sees it: policies concern spectral norms only")
    for norm in [Norm.w(1, 3), .l1, .totalVariation] {
      #expect(!norm.explanation(on: Self.circle).contains { $0.contains("last mode") })
    }
  }

  @Test("What the scheme sees, axis by axis, and what it cannot")
  func schemes() throws {
    let mixed = Scheme([.spectral, .staggered(order: 2)])
    let plane = Grid(Self.odd.axes[0], Self.bounded.axes[0])
    let lines = Norm.h(1).explanation(scheme: mixed, on: plane)
    #expect(lines.contains { $0.hasPrefix("x: spectral") && $0.contains("κ^m") })
    #expect(lines.contains { $0.hasPrefix("y: staggered, order 2") && $0.contains("2/π") })
    #expect(lines.contains { $0.hasPrefix("the scale of −Δ with the Dirichlet condition") })
    #expect(!Norm.l2.explanation(on: plane).contains { $0.contains("Dirichlet") })
    let centred = Norm.h(1).explanation(scheme: Scheme(.centred(order: 2)), on: Self.circle)
    #expect(centred.contains { $0.contains("the checkerboard is not seen") })
    for (norm, scheme) in [
      (Norm.h(2), Scheme(.spline(degree: 1))), (.w(1, 3), Scheme(.stencil(order: 2))),
      (.w(2, 3), Scheme(.spline(degree: 1))),
    ] {
      #expect(
        norm.explanation(scheme: scheme, on: Self.circle).contains { $0.hasPrefix("inadmissible") })
    }
    #expect(
      !Norm.h(2, .bessel).explanation(scheme: Scheme(.spline(degree: 1)), on: Self.circle)
        .contains { $0.hasPrefix("inadmissible") })
  }

  @Test("Every line is a line: no norm is left without words")
  func lines() throws {
    for name in ["L2", "H1", "H-0.5", "|H2|", "W1,2", "W1,4", "TV", "vector:inf", "energy"] {
      for scheme in [Scheme.spectral, Scheme(.spline(degree: 2)), Scheme(.stencil(order: 2))] {
        let lines = try Norm(name).explanation(scheme: scheme)
        #expect(lines.count >= 2)
        #expect(lines.allSatisfy { !$0.isEmpty && !$0.contains("\n") })
      }
    }
  }
}
