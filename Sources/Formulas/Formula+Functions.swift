extension Formula {
  private static func apply(_ function: Function, _ operands: Formula...) -> Formula {
    build(operands) { $0.apply(function, $1) }
  }

  /// uⁿ
  public static func pow(_ u: Formula, _ n: Int) -> Formula {
    build([u]) { $0.power($1[0], Constant(n)) }
  }

  /// u^v
  public static func pow(_ u: Formula, _ v: Formula) -> Formula { apply(.power, u, v) }

  /// √u
  public static func sqrt(_ u: Formula) -> Formula { apply(.sqrt, u) }

  /// eᵘ
  public static func exp(_ u: Formula) -> Formula { apply(.exp, u) }

  /// The natural logarithm.
  public static func log(_ u: Formula) -> Formula { apply(.log, u) }

  /// sin u
  public static func sin(_ u: Formula) -> Formula { apply(.sin, u) }

  /// cos u
  public static func cos(_ u: Formula) -> Formula { apply(.cos, u) }

  /// tan u
  public static func tan(_ u: Formula) -> Formula { apply(.tan, u) }

  /// sinh u
  public static func sinh(_ u: Formula) -> Formula { apply(.sinh, u) }

  /// cosh u
  public static func cosh(_ u: Formula) -> Formula { apply(.cosh, u) }

  /// tanh u
  public static func tanh(_ u: Formula) -> Formula { apply(.tanh, u) }

  /// The angle of (x, y) in (−π, π].
  public static func atan2(y: Formula, x: Formula) -> Formula { apply(.atan2, y, x) }

  /// √(u² + v²)
  public static func hypot(_ u: Formula, _ v: Formula) -> Formula { apply(.hypot, u, v) }

  /// |u|
  public static func abs(_ u: Formula) -> Formula { apply(.abs, u) }
}
