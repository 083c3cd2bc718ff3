import Discretizations
import Grids
import RealModule
import Testing
import _TestSupport

@Suite struct GramSymbolTests {
  /// b_m h^{2m} as the table of DESIGN writes it, each case by hand.
  private func expected(_ kind: Discretization, _ m: Int, _ theta: Extended) -> Extended? {
    let s = Extended.sin(theta / 2)
    func first(_ delta: Extended) -> Extended { Extended.pow(delta, 2 * m) }
    func second(_ b: Extended) -> Extended { Extended.pow(b, m) }
    let q = 4 * s * s
    switch kind {
    case .spectral: return first(theta)
    case .staggered(2): return first(2 * s)
    case .staggered(4): return first(2 * (s + s * s * s / 6))
    case .staggered(6): return first(2 * (s + s * s * s / 6 + 3 * Extended.pow(s, 5) / 40))
    case .staggered:
      return first(
        2 * (s + s * s * s / 6 + 3 * Extended.pow(s, 5) / 40 + 15 * Extended.pow(s, 7) / 336))
    // The textbook Laplacians by their rows.
    case .stencil(2): return second(2 - 2 * .cos(theta))
    case .stencil(4):
      return second(5 / 2 - 8 / 3 * Extended.cos(theta) + Extended.cos(2 * theta) / 6)
    case .stencil(6):
      return second(
        49 / 18 - 3 * Extended.cos(theta) + 3 / 10 * Extended.cos(2 * theta)
          - Extended.cos(3 * theta) / 45)
    case .stencil:
      return second(
        205 / 72 - 16 / 5 * Extended.cos(theta) + 2 / 5 * Extended.cos(2 * theta)
          - 16 / 315 * Extended.cos(3 * theta) + Extended.cos(4 * theta) / 280)
    case .centred(2): return first(.sin(theta))
    case .centred: return first(4 / 3 * Extended.sin(theta) - Extended.sin(2 * theta) / 6)
    case .mehrstellen:
      return second((2 - 2 * Extended.cos(theta)) / ((5 + Extended.cos(theta)) / 6))
    case .spline(let p):
      guard m <= p else { return nil }
      let c1 = Extended.cos(theta)
      let c2 = Extended.cos(2 * theta)
      let c3 = Extended.cos(3 * theta)
      let b: [Int: Extended] = [
        1: 1, 3: (2 + c1) / 3, 5: (33 + 26 * c1 + c2) / 60,
        7: (1208 + 1191 * c1 + 120 * c2 + c3) / 2520,
      ]
      return Extended.pow(q, m) * b[2 * (p - m) + 1]!
    }
  }

  @Test("Every Gram symbol is the table's, on every kind of axis", arguments: kinds)
  func table(kind: Discretization) {
    for axisKind in AxisKind.all {
      for n in sizes {
        let axis = axisKind.axis(n, 0, 1.5)
        for i in 0..<axis.count {
          for m in 0...4 {
            let found = kind.gram(m, axis: axis, mode: i)
            let expected = expected(kind, m, axis.theta(i))
            #expect((found == nil) == (expected == nil))
            guard let found, let expected else { continue }
            let scale = Extended.pow(axis.spacing, -2 * m)
            // Cosines cancel near θ = 0, by as much as the symbol's largest value there.
            let largest = Extended.pow(Extended.pi, 2 * m)
            #expect(
              isClose(found, expected * scale, 64 * .ulpOfOne, floor: largest * scale),
              "\(axisKind) n \(n) mode \(i) b_\(m)")
          }
        }
      }
    }
  }

  @Test("staggered 2 and stencil 2 coincide")
  func coincide() {
    let axis = AxisKind.all[0].axis(13)
    for i in 0..<13 {
      for m in 0...3 {
        let a = Discretization.staggered(order: 2).gram(m, axis: axis, mode: i)!
        let b = Discretization.stencil(order: 2).gram(m, axis: axis, mode: i)!
        #expect(isClose(a, b, 16 * .ulpOfOne))
      }
    }
  }

  @Test("b₁/b₀ → κ² as h → 0, at the kind's order", arguments: kinds)
  func limit(kind: Discretization) {
    let order: Int
    switch kind {
    case .spectral: return
    case .staggered(let r), .stencil(let r), .centred(let r): order = r
    case .mehrstellen: order = 4
    // Galerkin eigenvalues converge at twice the degree.
    case .spline(let p): order = 2 * p
    }
    func gap(_ n: Int) -> Extended {
      let axis = AxisKind.all[0].axis(n)
      let kappa = axis.frequency(1)
      let b = (0...1).map { kind.gram($0, axis: axis, mode: 1)! }
      return abs(b[1] / b[0] / (kappa * kappa) - 1)
    }
    let rate = Extended.log2(gap(16) / gap(32))
    #expect(isClose(rate, Extended(order), 0.02), "\(rate)")
  }

  @Test("Differences never exceed the derivative, and see it by 2/π at least; references fd-symbol")
  func forwardDifference() {
    for n in sizes {
      let axis = AxisKind.all[0].axis(n, 0, 2 * .pi)
      for i in 1..<max(n, 1) {
        let b = Discretization.staggered(order: 2).gram(1, axis: axis, mode: i)!
        let ratio = b.squareRoot() / abs(axis.frequency(i))
        #expect(ratio <= 1 && ratio >= 2 / .pi - 4 * .ulpOfOne)
        if i == axis.lastMode { #expect(isClose(ratio, 2 / .pi, 4 * .ulpOfOne)) }
        for order in [4, 6, 8] {
          let finer = Discretization.staggered(order: order).gram(1, axis: axis, mode: i)!
          #expect(finer > b && finer.squareRoot() <= abs(axis.frequency(i)))
        }
      }
    }
    let full: [(Int, Extended)] = [
      (8, 0.663526928977), (16, 0.643765640735), (64, 0.63707530527),
    ]
    for (n, reference) in full {
      let axis = AxisKind.all[0].axis(n, 0, 2 * .pi)
      let ratios = (0..<n).map { i in
        let b = Discretization.staggered(order: 2).gram(1, axis: axis, mode: i)!
        return ((1 + b) / (1 + axis.frequency(i) * axis.frequency(i))).squareRoot()
      }
      #expect(isClose(ratios.min()!, reference, 1e-10))
    }
  }

  @Test("Centred differences do not see the checkerboard, exactly")
  func checkerboard() {
    for kind in AxisKind.all {
      for n in sizes {
        let axis = kind.axis(n)
        guard let last = axis.lastMode else { continue }
        for order in [2, 4] {
          #expect(Discretization.centred(order: order).gram(1, axis: axis, mode: last) == 0)
        }
      }
    }
  }

  @Test("The P1 mass lies in [1/3, 1]; P1's inverse inequality is 2√3; references mass-lump")
  func linearElements() {
    let p1 = Discretization.spline(degree: 1)
    for kind in AxisKind.all {
      for n in sizes {
        let axis = kind.axis(n)
        for i in 0..<axis.count {
          let b0 = p1.gram(0, axis: axis, mode: i)!
          let b1 = p1.gram(1, axis: axis, mode: i)!
          #expect(b0 >= 1 / 3 - .ulpOfOne && b0 <= 1 + .ulpOfOne)
          let inverse = axis.spacing * (b1 / b0).squareRoot()
          #expect(inverse <= 2 * Extended.sqrt(3) * (1 + 4 * .ulpOfOne))
          if i == axis.lastMode {
            #expect(isClose(b0, 1 / 3, 4 * .ulpOfOne))
            #expect(isClose(inverse, 2 * .sqrt(3), 4 * .ulpOfOne))
          }
        }
      }
    }
  }

  @Test("Tables of nodal values divide by B_p², and give nil beyond the degree", arguments: kinds)
  func tables(kind: Discretization) {
    let grid = Grid(AxisKind.all[0].axis(6), AxisKind.all[0].axis(7, 0, 2))
    let tables = GramTables<Extended>(Scheme(kind), on: grid, upTo: 3)
    for (a, axis) in grid.axes.enumerated() {
      for m in 0...3 {
        guard let table = tables.table(m, axis: a) else {
          #expect(kind.gram(m, axis: axis, mode: 0) == nil)
          continue
        }
        for i in table.indices {
          let nodal = kind.nodal(axis: axis, mode: i)
          let expected = kind.gram(m, axis: axis, mode: i)! / (nodal * nodal)
          #expect(isClose(table[i], expected, 4 * .ulpOfOne))
        }
      }
    }
    // Λ₂ = Λ₁² where b₂ = b₁² and b₀ = 1.
    if case .stencil = kind {
      let second = tables.laplacian(power: 2)!
      for i in grid.tabulate({ _, i in i })[0] {
        for j in grid.tabulate({ _, i in i })[1] {
          let value = second.reduce(Extended(0)) {
            $0 + $1.coefficient * $1.tables[0][i] * $1.tables[1][j]
          }
          let lambda = tables.eigenvalue()
          let expected = Extended.pow(lambda[0][i] + lambda[1][j], 2)
          #expect(isClose(value, expected, 16 * .ulpOfOne))
        }
      }
    }
  }
}
