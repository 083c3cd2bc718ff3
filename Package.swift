// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let real = Target.Dependency.product(name: "RealModule", package: "swift-numerics")

/// A floor of the house: it sees the floors named in `on`, and nothing else.
func floor(_ name: String, on floors: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: floors, swiftSettings: settings)
}

func tests(of name: String, on floors: [Target.Dependency]) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: ["_TestSupport"] + floors, swiftSettings: settings)
}

/// The command carries the standard library in itself, since to load it takes longer than a small case.
/// It stands at a fixed address: with nothing to relocate a start touches a third fewer pages.
/// The executable alone: a package with unsafe flags in its library could be nobody's dependency.
/// What Foundation's archives need of their own is named, as it is not found out without the flag
/// when compiling.
let ownRuntime: [LinkerSetting] = [
  .unsafeFlags(["-static-stdlib", "-Xclang-linker", "-no-pie"], .when(platforms: [.linux])),
  .linkedLibrary("_FoundationCollections", .when(platforms: [.linux])),
  .linkedLibrary("_FoundationCShims", .when(platforms: [.linux])),
]

let package = Package(
  name: "Sobolev",
  products: [
    .library(name: "Sobolev", targets: ["Sobolev"]),
    .executable(name: "sobolev", targets: ["SobolevCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // 0
    .systemLibrary(name: "CFFTW", pkgConfig: "fftw3", providers: [.apt(["libfftw3-dev"])]),
    // 1
    floor("Grids", on: [real]),
    floor("Transforms", on: ["CFFTW", real]),
    floor("Formulas", on: [real]),
    // 2
    floor("Discretizations", on: ["Grids", real]),
    floor("Fields", on: ["Grids", "Transforms", real]),
    // 3
    floor("Norms", on: ["Grids", "Transforms", "Discretizations", "Fields", real]),
    floor("Operators", on: ["Grids", "Transforms", "Discretizations", "Fields", real]),
    // 4
    floor(
      "Solvers",
      on: [
        "Grids", "Transforms", "Formulas", "Discretizations", "Fields", "Norms", "Operators", real,
      ]),
    // 5
    floor(
      "Studies",
      on: [
        "Grids", "Transforms", "Formulas", "Discretizations", "Fields", "Norms", "Operators",
        "Solvers", real,
      ]),
    // 6
    floor("Reports", on: ["Studies"]),
    // 7
    floor(
      "Cases",
      on: [
        "Grids", "Transforms", "Formulas", "Discretizations", "Fields", "Norms", "Solvers",
        "Studies", "Reports", .product(name: "TOMLKit", package: "TOMLKit"),
      ]),
    // 8
    .executableTarget(
      name: "SobolevCLI",
      dependencies: [
        "CFFTW", "Grids", "Transforms", "Formulas", "Fields", "Discretizations", "Norms", "Solvers",
        "Studies", "Reports", "Cases",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings, linkerSettings: ownRuntime),
    floor(
      "Sobolev",
      on: [
        "Grids", "Transforms", "Formulas", "Discretizations", "Fields", "Norms", "Operators",
        "Solvers", "Studies", "Reports", real,
      ]),

    .target(
      name: "_TestSupport", dependencies: ["Grids", real], path: "Tests/_TestSupport",
      swiftSettings: settings),
    tests(of: "Grids", on: ["Grids"]),
    tests(of: "Transforms", on: ["Grids", "Transforms"]),
    tests(of: "Formulas", on: ["Formulas"]),
    tests(of: "Discretizations", on: ["Grids", "Discretizations"]),
    tests(of: "Fields", on: ["Grids", "Transforms", "Fields"]),
    tests(of: "Norms", on: ["Grids", "Transforms", "Discretizations", "Fields", "Norms"]),
    tests(
      of: "Operators",
      on: ["Grids", "Transforms", "Discretizations", "Fields", "Norms", "Operators"]),
    tests(
      of: "Solvers",
      on: [
        "Grids", "Transforms", "Formulas", "Discretizations", "Fields", "Norms", "Operators",
        "Solvers",
      ]),
    tests(
      of: "Studies",
      on: ["Grids", "Formulas", "Discretizations", "Fields", "Norms", "Solvers", "Studies"]),
    tests(of: "Reports", on: ["Studies", "Reports"]),
    tests(
      of: "Cases",
      on: ["Grids", "Formulas", "Discretizations", "Norms", "Studies", "Reports", "Cases"]),
    tests(of: "SobolevCLI", on: []),
    tests(of: "Sobolev", on: ["Sobolev"]),
  ],
  swiftLanguageModes: [.v6]
)
