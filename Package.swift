// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A target of the house. Level 0 stands on nothing; each level may import only the levels below it.
func room(
  _ name: String, _ dependencies: [Target.Dependency] = [], linking libraries: [LinkerSetting] = []
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict, linkerSettings: libraries)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

// Where Linux has archives they are linked: whatever else has to be loaded, every command waits for. The headers that belong
// to them are in the compiler's own folders there.
#if os(Linux)
  let yamlConfig: String? = nil
#else
  let yamlConfig: String? = "yaml-0.1"
#endif

/// How the program itself is linked on Linux, beside `--static-swift-stdlib`: only the C library is loaded and nothing is
/// relocated at start (there are 70,000 places), for which the code has a fixed address. The symbols are nobody's to find.
let quickStart: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-Xclang-linker", "-no-pie", "-Xlinker", "--no-export-dynamic",
      "-L\(Context.packageDirectory)/Scripts/link",
    ], .when(platforms: [.linux], configuration: .release))
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "crm",
  products: [.executable(name: "crm", targets: ["crm"])],
  dependencies: [.package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")],
  targets: [
    // Level 0
    .systemLibrary(
      name: "CLibYAML", pkgConfig: yamlConfig,
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .target(
      name: "CSystem", linkerSettings: [.linkedLibrary("iconv", .when(platforms: [.macOS]))]),
    // The archives themselves on Linux, so that no command has to load a library for them.
    .target(
      name: "CArchive",
      linkerSettings: [
        .linkedLibrary(":libminizip.a", .when(platforms: [.linux])),
        .linkedLibrary(":libz.a", .when(platforms: [.linux])),
        .linkedLibrary(":libexpat.a", .when(platforms: [.linux])),
        .linkedLibrary("minizip", .when(platforms: [.macOS])),
        .linkedLibrary("z", .when(platforms: [.macOS])),
        .linkedLibrary("expat", .when(platforms: [.macOS])),
      ]),
    room("Diagnostics"),
    room("Text"),
    room("Dates"),
    room("Mustache"),
    // Level 1
    room("Threads", ["CSystem"]),
    room("JSON", ["Text"]),
    room(
      "YAML", ["Diagnostics", "CLibYAML"],
      linking: [
        .linkedLibrary(":libyaml.a", .when(platforms: [.linux])),
        .linkedLibrary("yaml", .when(platforms: [.macOS])),
      ]),
    room("Archive", ["Diagnostics", "CArchive"]),
    room("Mail", ["Text", "Dates"]),
    // Level 2
    room("Output", ["Diagnostics", "Text", "Dates", "JSON"]),
    room("Records", ["Diagnostics", "Text", "Dates", "YAML"]),
    // Level 3
    room("Matching", ["Text", "Records", "Threads"]),
    room("Merging", ["Text", "Dates", "YAML", "Records"]),
    room("Facts", ["Text", "Dates", "YAML", "JSON", "Records", "Threads"]),
    // Level 4
    room("Store", ["Diagnostics", "Text", "Dates", "YAML", "Records", "Merging", "Threads", "CSystem"]),
    room("Filters", ["Diagnostics", "Text", "Dates", "Records", "Facts"]),
    // Level 5
    room(
      "RecordIndex",
      ["Diagnostics", "Text", "Dates", "YAML", "Records", "Store", "Threads", "CSystem"]),
    room(
      "Rules",
      ["Diagnostics", "Text", "Dates", "YAML", "Records", "Threads", "Matching", "Facts", "Filters"]),
    // Level 6
    room(
      "Imports",
      [
        "Diagnostics", "Text", "Dates", "YAML", "JSON", "Output", "Records", "Matching", "Facts", "Rules",
        "CSystem", "Archive", "Mail",
      ]),
    room("Exports", ["Diagnostics", "Text", "Dates", "Archive", "JSON", "Records", "Facts", "Output"]),
    room(
      "Reports", ["Diagnostics", "Text", "Dates", "YAML", "JSON", "Records", "Facts", "Output"]),
    room("Search", ["Diagnostics", "Text", "Dates", "YAML", "Records", "Facts", "Filters", "Rules"]),
    // Level 7
    room(
      "Operations",
      [
        "Diagnostics", "Text", "Dates", "Threads", "YAML", "JSON", "Output", "Records", "Matching", "Merging",
        "Facts", "Filters", "Store", "RecordIndex", "Rules", "Imports", "Exports", "Reports", "Search",
        "Mustache",
      ]),
    // Level 8
    room(
      "Desk",
      [
        "Diagnostics", "Text", "Dates", "Output", "Records", "Facts", "Store", "Rules", "Search",
        "Operations",
      ]),
    room("MCP", ["JSON"]),
    // Level 9
    room(
      "Commands",
      [
        "Diagnostics", "Text", "Dates", "Threads", "JSON", "Output", "Records", "Facts",
        "Filters",
        "Store", "Rules", "Imports", "Exports", "Reports", "Search", "Operations", "Desk", "MCP", "CSystem",
        argumentParser,
      ]),
    // Level 10
    .executableTarget(
      name: "crm", dependencies: ["Commands"], swiftSettings: strict, linkerSettings: quickStart),

    tests("JSONTests", ["JSON", "SeededRandomness"]),
    tests("ArchiveTests", ["Archive", "Diagnostics", "SeededRandomness"]),
    tests("MailTests", ["Mail", "Dates", "SeededRandomness"]),
    tests("ThreadsTests", ["Threads", "SeededRandomness"]),
    tests("TextTests", ["Text", "SeededRandomness"]),
    tests("MustacheTests", ["Mustache"]),
    tests("DatesTests", ["Dates", "SeededRandomness"]),
    tests("YAMLTests", ["YAML", "Diagnostics", "SeededRandomness"]),
    tests("OutputTests", ["JSON", "Output", "Diagnostics", "Text", "Dates", "SeededRandomness"]),
    tests("RecordsTests", ["JSON", "Records", "YAML", "Diagnostics", "Dates", "Text", "SeededRandomness"]),
    tests(
      "FiltersTests",
      ["Facts", "Filters", "Records", "YAML", "Diagnostics", "Dates", "Text", "SeededRandomness"]),
    tests(
      "StoreTests",
      [
        "JSON", "Threads", "Store", "Merging", "Text", "Records", "YAML", "Diagnostics", "Dates", "CSystem",
        "SeededRandomness",
      ]),
    tests(
      "RecordIndexTests",
      [
        "RecordIndex", "Search", "Facts", "Filters", "Store", "Records", "YAML", "Diagnostics", "Dates",
        "Text",
        "CSystem", "SeededRandomness",
      ]),
    tests("DeskTests", ["Desk", "Facts", "Output", "Records", "Text", "SeededRandomness"]),
    tests("MCPTests", ["JSON", "MCP", "SeededRandomness"]),
    tests("FactsTests", ["Facts", "Records", "YAML", "Diagnostics", "Dates", "Text", "SeededRandomness"]),
    tests(
      "MergingTests", ["Merging", "Records", "YAML", "Diagnostics", "Dates", "Text", "SeededRandomness"]),
    tests("MatchingTests", ["Matching", "Records", "Dates", "Text", "SeededRandomness"]),
    tests(
      "RulesTests",
      ["Rules", "Records", "Facts", "Filters", "YAML", "Diagnostics", "Dates", "SeededRandomness"]),
    tests(
      "ImportsTests",
      [
        "JSON", "Imports", "Matching", "Rules", "Records", "YAML", "Output", "Diagnostics", "Dates", "Text",
        "Archive", "SeededRandomness",
      ], exclude: ["Fixtures"]),
    tests(
      "ExportsTests",
      [
        "Exports", "Imports", "Rules", "Archive", "Records", "JSON", "Diagnostics", "Dates",
        "SeededRandomness",
      ]),
    tests(
      "ReportsTests",
      [
        "JSON", "Reports", "Rules", "Records", "Facts", "Output", "YAML", "Diagnostics", "Dates", "Text",
        "SeededRandomness",
      ]),
    tests(
      "SearchTests",
      [
        "Search", "Rules", "Records", "Facts", "Filters", "YAML", "Diagnostics", "Dates", "Text",
        "SeededRandomness",
      ]),
    tests(
      "OperationsTests",
      [
        "SchemaValidation", "JSON", "Operations", "Commands", "Output", "YAML", "Diagnostics", "Dates",
        "Records", "Facts", "Filters", "Mail", "Mustache", "Rules", "Store", "Text", "SeededRandomness",
      ]),
    tests(
      "TranscriptTests", ["SchemaValidation", "Commands", "Dates", "JSON", "Output", "Reports"],
      exclude: ["Scenes", "Transcripts"]),
    tests("ExamplesTests", ["crm"], exclude: ["Pushes"]),
    tests(
      "CommandsTests",
      [
        "SchemaValidation", "JSON",
        "Commands", "Operations", "Store", "Rules", "Records", "Facts", "Filters", "Reports", "YAML",
        "Diagnostics",
        "Dates",
        "Output", "Text", "SeededRandomness", argumentParser,
      ]),
    // What several of the tests share.
    .target(name: "SeededRandomness", path: "Tests/SeededRandomness", swiftSettings: strict),
    .target(name: "SchemaValidation", path: "Tests/SchemaValidation", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

// Fuzzers are built on demand only: CRM_FUZZ=1 swift build --sanitize fuzzer --product FilterFuzzer.
if Context.environment["CRM_FUZZ"] != nil {
  func fuzzer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
      name: name, dependencies: dependencies, path: "Fuzz/" + name,
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])])
  }
  package.targets += [
    fuzzer("FilterFuzzer", ["Facts", "Filters", "Records", "Diagnostics", "Dates"]),
    fuzzer("YAMLFuzzer", ["YAML", "Diagnostics"]),
    fuzzer("CSVFuzzer", ["Imports", "Diagnostics"]),
    fuzzer("SheetFuzzer", ["Archive", "Imports", "Diagnostics"]),
  ]
}
