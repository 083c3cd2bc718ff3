import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Testing
import _TestSupport

/// What the double integral of a grid function keeps: limits in s, scaling, images, Hölder's quotient.
@Suite struct GagliardoTests {
  @Test("s → 1 gives the gradient and s → 0 the variance, on a fixed grid")
  func fixedGrid() throws {
    let s = 1e-7
    for kind in AxisKind.all {
      let u = Field<Double>.noise(on: Grid(kind.axis(12, -0.5, 2)))
      guard kind.placement == .nodes || kind.boundary == .periodic else { continue }
      let slope = try u.norm(.homogeneous(1), scheme: Scheme(.staggered(order: 2)))
      // Both sides differ by O(1 − s), with logarithms of the grid's lengths.
      #expect(isClose(s * u.doubleIntegral(1 - s, 2), slope * slope, 1e4 * s), "\(kind)")
      // ‖∇u‖_p^p: c = 2 of d = 1, over p
      let gradient = (u.weakGradient).map { Double.pow($0.magnitude, 3) }.reduce(0, +)
      #expect(
        isClose(s * u.doubleIntegral(1 - s, 3), 2 * gradient * Double(u.grid.spacing) / 3, 1e4 * s),
        "\(kind)")
    }
    for d in 1...3 {
      let grid = Grid(
        [Axis](AxisKind.tori.last!.axes.prefix(1))
          + (1..<d).map { _ in
            Axis(0, 3, cells: 5, boundary: .periodic)
          })
      let u = Field<Double>.noise(on: grid)
      let mean = u.mean
      var centred = u
      centred.add(-mean)
      let size = try centred.norm(.l2)
      #expect(isClose(s * u.doubleIntegral(s, 2), sphere(d) * size * size, 1e4 * s))
    }
  }

  @Test(
    "Constants, factors, and the size of the box: [cu + k] = |c| [u], [u(·/t)]^p = t^{d−sp} [u]^p")
  func homogeneity() {
    for grid in AxisKind.mixtures.filter({ $0.count <= 600 }) {
      let u = Field<Double>.noise(on: grid)
      for (s, p) in [(0.3, 1.0), (0.5, 2), (0.8, 3.5)] {
        let value = u.gagliardoSeminorm(order: s, exponent: p)
        #expect(value > 0)
        let huge = Double.exp2(300)
        #expect(isClose((huge * u).gagliardoSeminorm(order: s, exponent: p), huge * value, 1e-13))
        let hasZeros = grid.axes.contains { axis in
          axis.placement == .nodes
            && Side.allCases.contains { axis.end($0) == .dirichlet }
        }
        if !hasZeros {
          var shifted = u
          shifted.add(0.75)
          #expect(isClose(shifted.gagliardoSeminorm(order: s, exponent: p), value, 1e-12))
        }
        let larger = Grid(
          grid.axes.map {
            Axis(
              4 * $0.lower, 4 * $0.upper, cells: $0.cells, boundary: $0.boundary,
              placement: $0.placement)
          })
        let stretched = Field(in: FunctionSpace<Double>(on: larger), values: u.values)
        let factor = Double.pow(4, (Double(grid.rank) - s * p) / p)
        #expect(
          isClose(stretched.gagliardoSeminorm(order: s, exponent: p), factor * value, 1e-12),
          "\(grid)")
      }
    }
  }

  @Test("All images: a function read over two periods has twice the integral")
  func images() {
    for kind in [AxisKind.all[3], AxisKind.all[0], AxisKind.all[5]] {
      for n in [5, 8] {
        // The other axis is the shortest, so that the cut-off is the same.
        let (once, twice) = (
          Axis(0, 2, cells: n, boundary: .periodic), Axis(0, 4, cells: 2 * n, boundary: .periodic)
        )
        let u = Field<Double>.noise(on: Grid(once, kind.axis(7)))
        let v = Field(
          in: FunctionSpace<Double>(on: Grid(twice, kind.axis(7))), values: u.values + u.values)
        for (s, p) in [(0.01, 1.0), (0.5, 2), (0.9, 3)] {
          #expect(isClose(v.doubleIntegral(s, p), 2 * u.doubleIntegral(s, p), 1e-12), "\(kind)")
        }
      }
    }
  }

  @Test("p = ∞ is Hölder's quotient: √|x| has 1 at s = ½, on a box and around a circle")
  func hoelder() throws {
    for kind in AxisKind.all {
      let u = Field<Double>(in: FunctionSpace(on: Grid(kind.axis(16, -1, 1)))) {
        Double.sqrt($0.magnitude)
      }
      let norm = try u.norm(Norm("|W0.5,inf|"))
      switch (kind.placement, kind.boundary) {
      case (.nodes, .periodic), (.nodes, .neumann):
        #expect(isClose(norm, 1, roundoff(16)), "\(kind)")
      case (.cells, _): #expect(norm < 1)
      default: #expect(norm > 1, "u jumps to 0 at a Dirichlet node")
      }
      #expect(try u.norm(Norm("W0.5,inf")) == max(norm, u.norm(.lInfinity)))
    }
  }

  @Test("W^{s,p} adds ‖u‖_p, in every precision; NaN is an error; the size is bounded")
  func whole() throws {
    let grid = Grid(AxisKind.all[4].axis(9), AxisKind.all[7].axis(6))
    let u = Field<Double>.noise(on: grid)
    let (whole, part, size) = (
      try u.norm(Norm("W0.4,3")), try u.norm(Norm("|W0.4,3|")), try u.norm(.l(3))
    )
    let cube = Double.pow(part, 3) + Double.pow(size, 3)
    #expect(isClose(Double.pow(whole, 3), cube, 1e-13))
    let single = Field<Float>.noise(on: grid)
    #expect(isClose(try single.norm(Norm("|W0.4,3|")), Float(part), 16 * .ulpOfOne))
    for scheme in schemes(on: grid) {
      #expect(try u.norm(Norm("|W0.4,3|"), scheme: scheme) == part)
    }
    var bad = u
    bad.values[3] = .nan
    #expect(throws: NormError.notFinite(Norm(.slobodeckij(0.4, 3)))) {
      try bad.norm(Norm("W0.4,3"))
    }
    let large = Field<Double>(
      in: FunctionSpace(on: Grid(AxisKind.all[3].axis(Norm.mostPointsOfDoubleIntegral + 1))))
    let norm = try Norm("W0.5,2")
    #expect(
      throws: NormError.tooManyPoints(
        norm, points: large.grid.count, limit: Norm.mostPointsOfDoubleIntegral)
    ) { try large.norm(norm) }
  }

  @Test("One point, and none to compare it with")
  func single() {
    for kind in AxisKind.all {
      let grid = Grid(kind.axis(1))
      let u = Field<Double>(
        in: FunctionSpace(on: grid), values: .init(repeating: 1, count: grid.count))
      let value = u.gagliardoSeminorm(order: 0.5, exponent: 2)
      let isZero =
        kind.placement == .nodes && kind.boundary != .periodic && kind.boundary != .neumann
      #expect(isZero ? value > 0 : value == 0, "\(kind)")
    }
  }
}

extension Field {
  /// Differences between closed nodes, or around the circle.
  fileprivate var weakGradient: [Scalar] {
    let axis = grid.axes[0]
    let h = Scalar(axis.spacing)
    var closed = values
    if axis.isPeriodic {
      closed.append(values[0])
    } else {
      if axis.end(.lower) == .dirichlet { closed.insert(0, at: 0) }
      if axis.end(.upper) == .dirichlet { closed.append(0) }
    }
    return zip(closed.dropFirst(), closed).map { ($0 - $1) / h }
  }
}
