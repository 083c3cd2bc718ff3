/// Multi-indices α: orders of differentiation, one an axis.
public enum MultiIndex {
  /// All α with |α| = order.
  public static func all(order: Int, rank: Int) -> [[Int]] {
    if rank == 1 { return [[order]] }
    return (0...order).reversed().flatMap { first in
      all(order: order - first, rank: rank - 1).map { [first] + $0 }
    }
  }

  /// |α|! / α!
  public static func multinomial(_ alpha: [Int]) -> Int {
    var result = 1
    var total = 0
    for m in alpha {
      for i in 0..<m {
        total += 1
        result = result * total / (i + 1)
      }
    }
    return result
  }
}
