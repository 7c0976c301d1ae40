// swift-tools-version: 6.2
import PackageDescription

// Vectors cross module boundaries and their calling convention depends on the processor, so one flag serves every
// target. VERIFY_CPU picks another processor than the one the package is built on (x86-64, x86-64-v3, …).
#if arch(x86_64)
  let march = ["-Xcc", "-march=\(Context.environment["VERIFY_CPU"] ?? "native")"]
#else
  let march: [String] = []
#endif
// No mathematical function's errno is read, and without it the root of a vector is one instruction instead of a branch a
// lane.
let processor = march + ["-Xcc", "-fno-math-errno"]

/// Optimized in debug builds too, so that tests run at speed.
let optimized: [SwiftSetting] = [
  .unsafeFlags(processor),
  .unsafeFlags(["-O"], .when(configuration: .debug)),
]
let standard: [SwiftSetting] = [.unsafeFlags(processor)]

/// What libFuzzer drives, where VERIFY_FUZZER is set, as .ci/fuzz does: it brings its own start of the program, and
/// nothing else is built with it.
let fuzzer: [Target] =
  Context.environment["VERIFY_FUZZER"] == nil
  ? []
  : [
    .executableTarget(
      name: "FuzzReader", dependencies: ["FuzzTexts", "Grading", "Notation", "Verification"], path: "Tests/Fuzz/Reader",
      swiftSettings: standard + [.unsafeFlags(["-parse-as-library"])])
  ]

let package = Package(
  name: "verify",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "verify", targets: ["verify"]),
    .library(name: "Symbolic", targets: ["Symbolic"]),
    .library(name: "Notation", targets: ["Notation"]),
    .library(name: "NumericCore", targets: ["NumericCore"]),
    .library(name: "Models", targets: ["Models"]),
    .library(name: "ModelProofs", targets: ["ModelProofs"]),
    .library(name: "DataFiles", targets: ["DataFiles"]),
    .library(name: "Plots", targets: ["Plots"]),
    .library(name: "Training", targets: ["Training"]),
    .library(name: "Verification", targets: ["Verification"]),
    .library(name: "Reporting", targets: ["Reporting"]),
    .library(name: "Grading", targets: ["Grading"]),
  ],
  targets: [
    .target(name: "Symbolic", swiftSettings: optimized),
    .target(name: "Notation", dependencies: ["Symbolic"], swiftSettings: optimized),
    .target(name: "NumericCore", swiftSettings: optimized),
    .target(name: "Models", dependencies: ["NumericCore"], swiftSettings: optimized),
    .target(name: "DataFiles", dependencies: ["Models", "NumericCore"], swiftSettings: optimized),
    .target(name: "Plots", dependencies: ["NumericCore"], swiftSettings: standard),
    .target(
      name: "ModelProofs", dependencies: ["Models", "Verification", "Notation", "Symbolic", "NumericCore"],
      swiftSettings: optimized),
    .target(
      name: "Training", dependencies: ["DataFiles", "ModelProofs", "Models", "NumericCore", "Plots"],
      swiftSettings: optimized),
    .target(
      name: "Verification", dependencies: ["Symbolic", "Notation", "NumericCore"], swiftSettings: optimized),
    .target(name: "Reporting", dependencies: ["Verification"], swiftSettings: standard),
    .target(
      name: "Grading", dependencies: ["Reporting", "Verification", "Notation", "Symbolic", "NumericCore"],
      swiftSettings: optimized),
    .target(
      name: "Benchmarks", dependencies: ["Models", "Verification", "Notation", "Symbolic", "NumericCore"],
      swiftSettings: optimized),
    .executableTarget(
      name: "verify",
      dependencies: [
        "Benchmarks", "DataFiles", "Grading", "ModelProofs", "Models", "Notation", "NumericCore", "Plots", "Reporting",
        "Symbolic", "Training", "Verification",
      ],
      swiftSettings: standard),
    .executableTarget(
      name: "survey", dependencies: ["Reporting", "Verification", "Notation", "Symbolic"],
      swiftSettings: standard),
    .testTarget(name: "SymbolicTests", dependencies: ["Symbolic"], swiftSettings: standard),
    .testTarget(name: "NotationTests", dependencies: ["Notation"], swiftSettings: standard),
    .testTarget(name: "NumericCoreTests", dependencies: ["NumericCore"], swiftSettings: standard),
    .testTarget(name: "ModelsTests", dependencies: ["Models", "DataFiles", "NumericCore"], swiftSettings: standard),
    .testTarget(name: "DataFilesTests", dependencies: ["DataFiles", "Models", "NumericCore"], swiftSettings: standard),
    .testTarget(name: "PlotsTests", dependencies: ["Plots", "NumericCore"], swiftSettings: standard),
    .testTarget(
      name: "ModelProofsTests",
      dependencies: ["ModelProofs", "Models", "DataFiles", "Verification", "Notation", "NumericCore"],
      swiftSettings: standard),
    .testTarget(
      name: "TrainingTests", dependencies: ["Training", "DataFiles", "ModelProofs", "Models", "NumericCore", "Plots"],
      swiftSettings: standard),
    .testTarget(
      name: "VerificationTests", dependencies: ["Verification", "Notation", "NumericCore", "Symbolic"],
      swiftSettings: standard),
    .testTarget(name: "BenchmarksTests", dependencies: ["Benchmarks"], swiftSettings: standard),
    .testTarget(name: "ReportingTests", dependencies: ["Reporting"], swiftSettings: standard),
    .target(
      name: "FuzzTexts", dependencies: ["Grading", "Notation"], path: "Tests/Fuzz/Texts", swiftSettings: standard),
    .testTarget(
      name: "GradingTests",
      dependencies: ["FuzzTexts", "Grading", "Reporting", "Verification", "Notation", "Symbolic"],
      swiftSettings: standard),
    .testTarget(
      name: "CommandTests", dependencies: ["verify", "DataFiles", "ModelProofs", "Reporting", "Training"],
      swiftSettings: standard),
    .testTarget(
      name: "SurveyTests", dependencies: ["survey", "Reporting", "Verification", "Notation"], swiftSettings: standard),
  ] + fuzzer,
  swiftLanguageModes: [.v6]
)
