import Fields
import Grids
import RealModule
import Transforms

/// Du of the values on a grid, as the measure that it is: on the face between two neighbours
/// their difference times the face's area.
///
///     TV              Σ_j |(A_a Δ_a u)_a|      the forward faces of a point, in the Euclidean norm
///     TV:anisotropic  Σ_a Σ_j |A_a Δ_a u|      = |W^{1,1}| of the staggered difference of order 2
///
/// Forward differences at the point, zero at a free end, around a circle; beyond a Dirichlet end
/// the value is 0 and takes part. A is the area in the grid's own quadrature: half at the rim of a
/// Neumann side with nodes, so that a function of one variable has its exact variation. On the
/// torus this is h^d Σ |∇⁺u|.
struct TotalVariation<Scalar: TransformScalar> {
  /// The space of u.
  let space: FunctionSpace<Scalar>
  /// A_a Δ_a, one map an axis, all onto the same points: those of the grid and one beyond every
  /// Dirichlet end.
  private let maps: [(difference: TensorMap<Scalar>, areas: [[Scalar]])]

  init(on space: FunctionSpace<Scalar>) {
    self.space = space
    let axes = space.grid.axes
    let closed = axes.map { ClosedValues<Scalar>($0) }
    maps = axes.indices.map { a in
      var map = TensorMap<Scalar>(on: space.grid.shape)
      for b in axes.indices {
        if b == a {
          map.append(closed[b].difference, axis: b)
        } else if closed[b].count > axes[b].count {
          map.append(closed[b].extension, axis: b)
        }
      }
      let areas = axes.indices.map { b in
        b == a ? [Scalar](repeating: 1, count: closed[b].count) : closed[b].weights
      }
      return (map, areas)
    }
  }

  /// A_a Δ_a u, one array an axis.
  func faces(_ u: Field<Scalar>) -> [[Scalar]] {
    maps.map { map, areas in
      var values = map(u.values)
      scale(&values, by: areas)
      return values
    }
  }

  /// Σ_j |g_j|: Euclidean if isotropic, the sum of the components if not.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func total(_ faces: [[Scalar]], isIsotropic: Bool) -> Scalar {
    let scale = largestMagnitude(faces.map { largestMagnitude($0) })
    if scale == 0 || !scale.isFinite { return scale }
    var sizes = [Scalar](repeating: 0, count: faces[0].count)
    for face in faces {
      for j in sizes.indices {
        let g = (face[j] / scale).magnitude
        sizes[j] += isIsotropic && faces.count > 1 ? g * g : g
      }
    }
    if isIsotropic, faces.count > 1 { for j in sizes.indices { sizes[j].formSquareRoot() } }
    return scale * sizes.withUnsafeBufferPointer(pairwiseSum)
  }

  /// The derivative of the total by the faces: g_j/|g_j|, or the signs of the components; 0 for 0.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Float80)
  func directions(_ faces: [[Scalar]], isIsotropic: Bool) -> [[Scalar]] {
    guard isIsotropic, faces.count > 1 else {
      return faces.map { $0.map { $0 == 0 ? 0 : $0 < 0 ? -1 : 1 } }
    }
    var result = faces
    for j in faces[0].indices {
      var scale: Scalar = 0
      for face in faces { scale = max(scale, face[j].magnitude) }
      if scale == 0 { continue }
      var square: Scalar = 0
      for face in faces { square += (face[j] / scale) * (face[j] / scale) }
      let size = square.squareRoot()
      for a in faces.indices { result[a][j] = faces[a][j] / scale / size }
    }
    return result
  }

  /// The field g with (g, v) = Σ_a Σ_j f_{a,j} (A_a Δ_a v)_j in the grid's inner product.
  func adjoint(_ f: [[Scalar]]) -> Field<Scalar> {
    var result = Field(in: space)
    for (var f, map) in zip(f, maps) {
      scale(&f, by: map.areas)
      result = result + Field(in: space, values: map.difference.transposed(f))
    }
    scale(&result.values, by: space.grid.axes.map { $0.weights.map { 1 / Scalar($0) } })
    return result
  }
}

/// The values along one axis with the boundary value 0 beyond each Dirichlet end.
private struct ClosedValues<Scalar: TransformScalar> {
  let axis: Axis

  init(_ axis: Axis) { self.axis = axis }

  private var first: Int { axis.end(.lower) == .dirichlet ? 1 : 0 }

  var count: Int { first + axis.count + (axis.end(.upper) == .dirichlet ? 1 : 0) }

  /// The grid's own; no difference along a Dirichlet side is other than 0.
  var weights: [Scalar] {
    (0..<count).map { i in
      (first..<(first + axis.count)).contains(i) ? Scalar(axis.weight(i - first)) : 0
    }
  }

  /// u with its boundary values.
  var `extension`: AxisMap<Scalar> {
    AxisMap(
      columns: axis.count,
      rows: (0..<count).map { i in
        (0..<axis.count).contains(i - first) ? [.init(i - first, 1)] : []
      })
  }

  /// u_{j+1} − u_j; 0 at the last place, but around a circle.
  var difference: AxisMap<Scalar> {
    let values = self.extension.rows
    return AxisMap(
      columns: axis.count,
      rows: (0..<count).map { i in
        guard i + 1 < count || axis.isPeriodic else { return [] }
        return values[(i + 1) % count] + values[i].map { .init($0.index, -$0.weight) }
      })
  }
}
