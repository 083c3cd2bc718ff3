public import Formulas
public import Grids
public import Solvers

/// The box and its boundary, before it is divided into cells.
public struct Domain: Sendable {
  /// The interval, boundary and placement of one axis.
  public struct Interval: Sendable {
    /// The lower end a.
    public var lower: Extended
    /// The upper end b.
    public var upper: Extended
    /// What happens at the ends.
    public var boundary: Boundary
    /// Nodes or cells.
    public var placement: Placement

    /// An interval [lower, upper] with its ends' conditions.
    public init(
      _ lower: Extended, _ upper: Extended, boundary: Boundary, placement: Placement = .nodes
    ) {
      self.lower = lower
      self.upper = upper
      self.boundary = boundary
      self.placement = placement
    }
  }

  /// One interval an axis.
  public var intervals: [Interval]

  /// The product of one, two or three intervals.
  public init(_ intervals: [Interval]) { self.intervals = intervals }

  /// The number of axes.
  public var rank: Int { intervals.count }

  /// The box divided into cells, one number an axis.
  public func grid(cells: [Int]) -> Grid {
    Grid(
      zip(intervals, cells).map {
        Axis($0.lower, $0.upper, cells: $1, boundary: $0.boundary, placement: $0.placement)
      })
  }
}

/// −∇·(a∇u) + b·∇u + c u = f, or with a power s: (−∇·(a∇))^s u + c u = f, on a box with data on its
/// sides.
public struct Problem: Sendable {
  /// The box.
  public var domain: Domain
  /// A, for s = 1.
  public var op: SecondOrderOperator
  /// s
  public var power = 1.0
  /// u, against which errors are measured.
  public var exact: Formula?
  /// f; derived from ``exact`` where it is nil.
  public var source: Formula?
  /// What of the right-hand side is no function: with it ``source`` is 0 where it is nil.
  public var rough = RoughSource()
  /// u on a Dirichlet side, n·(a∇u − F) (n outwards, F of ``rough``) on a Neumann side, with β u added on a
  /// Robin side; derived from ``exact`` where a side has none, else 0. In nondivergence form it is over a_nn.
  public var data: [BoxSide: Formula] = [:]
  /// β on the sides that have one; they are Neumann ends of the box.
  public var robin: [BoxSide: Formula] = [:]
  /// Whether incompatible data of a singular problem are projected instead of refused.
  public var projectsIncompatibleData = false
  /// Points where the exact solution or its derivatives may be infinite.
  public var singularPoints: [[Double]] = []

  /// A u = f; set ``exact`` or ``source`` before it is run.
  public init(domain: Domain, op: SecondOrderOperator) {
    precondition(op.rank == domain.rank, "an operator of another rank")
    self.domain = domain
    self.op = op
  }

  /// −∇·(a∇u) + c u = f with a diagonal a, one formula an axis or one for all.
  public init(domain: Domain, diffusion: [Formula], reaction: Formula) {
    let a: SecondOrderOperator.Diffusion =
      diffusion.count == 1 ? .scalar(diffusion[0]) : .diagonal(diffusion)
    self.init(domain: domain, op: SecondOrderOperator(a, reaction: reaction, rank: domain.rank))
  }

  /// The diagonal of a, one formula an axis.
  public var diffusion: [Formula] { (0..<domain.rank).map { op.diffusion($0, $0) } }

  /// c
  public var reaction: Formula { op.reaction }
}
