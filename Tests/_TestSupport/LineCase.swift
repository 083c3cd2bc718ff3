/// A sound case on [0, 1] with a parameter c, to which tests add expectations, variants and sweeps.
public enum LineCase {
  /// Its text: u = sin πx by differences.
  public static let text = """
    [parameters]
    c = 1
    [domain]
    lower    = [0]
    upper    = [1]
    boundary = ["dirichlet"]
    [problem]
    reaction = "c"
    exact    = "sin(pi*x)"
    [[method]]
    name  = "fd2"
    kind  = "stencil"
    order = 2
    [study]
    cells   = [8, 16, 32]
    norms   = ["Linf"]
    measure = ["discrete"]

    """
}
