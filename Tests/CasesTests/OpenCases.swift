/// A case as a user would write it: its text, by its name.
typealias OpenCase = (name: String, text: String)

/// Twenty cases as users would write them.
let openCases =
  openDifferenceCases + openElementCases + openConstantCases + openCoefficientCases + openNormCases
