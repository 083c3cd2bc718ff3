/// A coordinate of space, in the order of the axes.
public enum Coordinate: Int, CaseIterable, Sendable {
  case x, y, z
}
