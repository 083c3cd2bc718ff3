/// (A + δ²) u = f along real columns, −δ² the second difference with the reflections of a bounded
/// axis, in place: one elimination over a tile of columns and one substitution back.
///
/// Rows are kept symmetric, −u_{j−1} + (2 + A) u_j − u_{j+1} = f_j, the ends with weight w and e in
/// place of a neighbour: a Dirichlet node e = 1, a Dirichlet cell e = 2, a Neumann cell e = 0, a
/// Neumann node e = 0 and w = ½. With the excess q of the pivot over 1 nothing is ever subtracted,
///
///     q_j = A + q_{j−1} r_{j−1},   r_j = 1/(1 + q_j),   y_j = r_j (f_j + y_{j−1}),
///     u_j = y_j + r_j u_{j+1},
///
/// so that for A ≥ 0 the error grows like n ε, not like the condition n² ε.
///
/// q_j tends to the root of q² = A (1 + q), by a factor (1 + q)⁻² a row. Where no bit of a tile's differs from
/// eight rows before, none changes any more, or only the last one to and fro: the rows left take r as it
/// is, without a division or memory for it. Mode k along another axis of n equal cells takes some 6n/k rows.
struct DifferenceLines<Scalar: TransformScalar>: Sendable {
  private let columns: Columns
  private let tiling: Tiling
  /// e and w at both ends.
  private let excess: (lower: Scalar, upper: Scalar)
  private let weight: (first: Scalar, last: Scalar)
  private let scratch: ScratchPool<Scalar>

  /// Traps for a periodic axis.
  init(_ kind: TransformKind, _ columns: Columns) {
    self.columns = columns
    tiling = Tiling(columns, target: max(16, min(256, (1 << 16) / columns.length / 8 * 8)))
    let dirichlet: Scalar = kind.onCells ? 2 : 1
    let neumann: Scalar = kind.onCells ? 1 : 0.5
    switch kind.family {
    case .fourier: preconditionFailure("a periodic axis has no ends")
    case .sine: (excess, weight) = ((dirichlet, dirichlet), (1, 1))
    case .cosine: (excess, weight) = ((0, 0), (neumann, neumann))
    case .halfSine: (excess, weight) = ((dirichlet, 0), (1, neumann))
    case .halfCosine: (excess, weight) = ((0, dirichlet), (neumann, 1))
    }
    scratch = ScratchPool(count: tiling.width * (columns.length + 4))
  }

  /// Solves with the shift A and the factor of f of each column. May run in place.
  func solve(
    from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>,
    _ line: (_ column: Int) -> (shift: Scalar, scale: Scalar)
  ) {
    let (n, inner) = (columns.length, columns.inner)
    let minimum = 16384 / (tiling.width * n) + 1
    Threads.forEachChunk(count: tiling.count, minimum: minimum) { tiles in
      scratch.withScratch { buffer in
        for t in tiles {
          let tile = tiling[t]
          for o in tile.outers {
            let width = tile.inners.count
            let (shift, scale) = (buffer, buffer + width)
            for i in 0..<width {
              (shift[i], scale[i]) = line(o * inner + tile.inners.lowerBound + i)
            }
            let start = o * n * inner + tile.inners.lowerBound
            eliminate(
              source + start, target + start, length: n, stride: inner, width: width, shift, scale,
              excess, weight, factors: buffer + 4 * width, state: buffer + 2 * width)
          }
        }
      }
    }
  }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@specialized(where Scalar == Float80)
private func eliminate<Scalar: TransformScalar>(
  _ f: UnsafePointer<Scalar>, _ u: UnsafeMutablePointer<Scalar>, length n: Int, stride: Int,
  width: Int, _ shift: UnsafePointer<Scalar>, _ scale: UnsafePointer<Scalar>,
  _ excess: (lower: Scalar, upper: Scalar), _ weight: (first: Scalar, last: Scalar),
  factors: UnsafeMutablePointer<Scalar>, state: UnsafeMutablePointer<Scalar>
) {
  // The lower end as if a neighbour with u = 0 stood before it.
  for i in 0..<width { state[i] = excess.lower }
  let earlier = state + width
  let last = n - 1
  // Rows whose r is kept for each.
  var kept = last
  var j = 0
  while j < kept {
    let (from, to, r) = (f + j * stride, u + j * stride, factors + j * width)
    prefetch(from + rowsAhead * stride, count: width)
    if j == 0 {
      for i in 0..<width {
        let q = weight.first * shift[i] + state[i]
        r[i] = 1 / (1 + q)
        state[i] = q * r[i]
        to[i] = weight.first * scale[i] * from[i] * r[i]
      }
    } else {
      let previous = u + (j - 1) * stride
      for i in 0..<width {
        let q = shift[i] + state[i]
        let factor = 1 / (1 + q)
        r[i] = factor
        state[i] = q * factor
        to[i] = (scale[i] * from[i] + previous[i]) * factor
      }
    }
    j += 1
    if j % 8 == 0 {
      if j > 8, areSame(state, earlier, width) { kept = j }
      earlier.update(from: state, count: width)
    }
  }
  let constant = factors + (kept - 1) * width
  while j < last {
    let (from, to, previous) = (f + j * stride, u + j * stride, u + (j - 1) * stride)
    prefetch(from + rowsAhead * stride, count: width)
    for i in 0..<width { to[i] = (scale[i] * from[i] + previous[i]) * constant[i] }
    j += 1
  }
  // One point alone is both ends; only one of them can be Neumann on nodes.
  let w = n == 1 ? min(weight.first, weight.last) : weight.last
  for i in 0..<width {
    let previous = n == 1 ? 0 : u[(last - 1) * stride + i]
    let pivot = w * shift[i] + state[i] + excess.upper
    u[last * stride + i] = (w * scale[i] * f[last * stride + i] + previous) / pivot
  }
  for j in Swift.stride(from: last - 1, through: 0, by: -1) {
    let (to, next) = (u + j * stride, u + (j + 1) * stride)
    let r = j < kept ? factors + j * width : constant
    for i in 0..<width { to[i] += r[i] * next[i] }
  }
}

/// Rows that memory is asked for ahead of its use: each is in another page.
private let rowsAhead = 8

@inline(__always)
private func areSame<Scalar: TransformScalar>(
  _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, _ n: Int
) -> Bool {
  for i in 0..<n where x[i] != y[i] { return false }
  return true
}
