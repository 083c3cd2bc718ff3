import RealModule

/// e^{−2πij/n} for j ≥ 0: cosine and sine of the rest of the angle to the next multiple of π/2.
func rootOfUnity(_ j: Int, of n: Int) -> (re: Wide, im: Wide) {
  let quarters = (8 * j + n) / (2 * n)
  let angle = Wide.pi * Wide(4 * j - quarters * n) / Wide(2 * n)
  let (c, s) = (Wide.cos(angle), Wide.sin(angle))
  switch quarters & 3 {
  case 0: return (c, -s)
  case 1: return (-s, -c)
  case 2: return (-c, s)
  default: return (s, c)
  }
}
