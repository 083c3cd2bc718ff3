import Discretizations
import Fields
import Grids
import Norms
import RealModule
import Testing
import Transforms
import _TestSupport

@Suite struct TotalVariationTests {
  private static let tv = Norm.totalVariation
  private static let anisotropic = Norm.anisotropicVariation

  @Test("TV:anisotropic = |W1,1| of the staggered difference, jumps at Dirichlet ends included")
  func differences() throws {
    for grid in grids {
      let u = Field<Double>.noise(on: grid)
      let scheme = Scheme(.staggered(order: 2))
      let value = try u.norm(Self.anisotropic, scheme: scheme)
      let power = try u.norm(.wHomogeneous(1, 1), scheme: scheme)
      // One Dirichlet node between two ends, and one Neumann cell: the staggered space may be empty.
      guard grid.axes.allSatisfy({ $0.staggered != nil }) else { continue }
      #expect(isClose(value, power, roundoff(grid.count)), "\(grid)")
    }
  }

  @Test("isotropic ≤ anisotropic ≤ √d isotropic, equal in one dimension")
  func order() throws {
    for grid in grids {
      let u = Field<Double>.noise(on: grid)
      let (a, b) = (try u.norm(Self.tv), try u.norm(Self.anisotropic))
      let slack: Double = 1 + roundoff(grid.count)
      #expect(a <= b * slack && b <= a * Double(grid.rank).squareRoot() * slack)
      if grid.rank == 1 { #expect(a == b) }
    }
  }

  @Test("A function of one variable has its exact variation times the area across")
  func oneVariable() throws {
    for kind in AxisKind.all {
      for other in AxisKind.all where Grid(other.axis(4)).hasConstants {
        let grid = Grid(kind.axis(7, -0.5, 2), other.axis(6, 0, 3))
        let row: [Double] = whiteNoise(grid.axes[0].count)
        let u = Field<Double>(
          in: FunctionSpace(on: grid),
          values: row.flatMap { [Double](repeating: $0, count: grid.axes[1].count) })
        var closed = row
        if kind.boundary == .periodic { closed.append(row[0]) }
        if grid.axes[0].end(.lower) == .dirichlet { closed.insert(0, at: 0) }
        if grid.axes[0].end(.upper) == .dirichlet { closed.append(0) }
        let variation = zip(closed, closed.dropFirst()).reduce(0.0) { $0 + abs($1.1 - $1.0) }
        for norm in [Self.tv, Self.anisotropic] {
          #expect(isClose(try u.norm(norm), 3 * variation, roundoff(grid.count)), "\(grid)")
        }
      }
    }
  }

  @Test("A box's characteristic function: the perimeter in ℓ¹; isotropic loses at one corner")
  func box() throws {
    for placement in Placement.allCases {
      for boundary in [Boundary.periodic, .dirichlet, .neumann] {
        let x = Axis(0, 3, cells: 12, boundary: boundary, placement: placement)
        let y = Axis(0, 2, cells: 10, boundary: boundary, placement: placement)
        let (hx, hy) = (0.25, 0.2)
        let (width, height) = (4, 5)
        let values = (0..<x.count).flatMap { i in
          (0..<y.count).map { j in (3..<(3 + width)) ~= i && (2..<(2 + height)) ~= j ? 1.0 : 0 }
        }
        let u = Field(in: FunctionSpace<Double>(on: Grid(x, y)), values: values)
        let perimeter = 2 * (Double(width) * hx + Double(height) * hy)
        for scheme in [Scheme.spectral, Scheme(.spline(degree: 1))] {
          #expect(
            isClose(try u.norm(Self.anisotropic, scheme: scheme), perimeter, roundoff(120)))
          let corner = hx + hy - Double.hypot(hx, hy)
          #expect(isClose(try u.norm(Self.tv, scheme: scheme), perimeter - corner, roundoff(120)))
        }
      }
    }
  }

  @Test("Cubes: three edges share two faces and one corner three")
  func cube() throws {
    let axis = Axis(0, 1, cells: 8, boundary: .periodic)
    let k = 3
    let inside = (0..<8).map { (2..<(2 + k)) ~= $0 }
    let values = inside.flatMap { a in
      inside.flatMap { b in inside.map { c in a && b && c ? 1.0 : 0 } }
    }
    let u = Field(in: FunctionSpace<Double>(on: Grid(axis, axis, axis)), values: values)
    let h2 = 1.0 / 64
    #expect(isClose(try u.norm(Self.anisotropic), 6 * 9 * h2, roundoff(512)))
    // Faces at a point: upper ones meet in pairs along three edges of k − 1 points, all three once.
    let alone = 6.0 * 9 - 2 * 3 * Double(k - 1) - 3
    let isotropic = (alone + 3 * Double(k - 1) * 2.0.squareRoot() + 3.0.squareRoot()) * h2
    #expect(isClose(try u.norm(Self.tv), isotropic, roundoff(512)))
  }

  @Test("A constant has no variation but the jumps to Dirichlet ends")
  func constants() throws {
    for kind in AxisKind.all {
      let grid = Grid(kind.axis(9))
      let one = Field<Double>(
        in: FunctionSpace(on: grid), values: .init(repeating: 1, count: grid.count))
      let ends = Side.allCases.filter { grid.axes[0].end($0) == .dirichlet }.count
      #expect(try one.norm(Self.tv) == Double(ends))
    }
    // The square with Dirichlet sides: all of its perimeter on cells, whose faces fill it.
    let axis = Axis(0, 1, cells: 8, boundary: .dirichlet, placement: .cells)
    let one = Field<Double>(
      in: FunctionSpace(on: Grid(axis, axis)), values: .init(repeating: 1, count: 64))
    #expect(try one.norm(Self.anisotropic) == 4)
  }
}
