import Foundation
import Testing

/// The program as it was built with these tests, and the source tree that they stand in.
enum BuiltProgram {
  /// The top of the source tree.
  static let tree = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let examples = tree.appendingPathComponent("examples")

  /// `crm` lies beside the bundle of tests, wherever that was built.
  static func path() throws -> String {
    let arguments = CommandLine.arguments
    var bundles = [arguments[0]]
    if let option = arguments.firstIndex(of: "--test-bundle-path"), option + 1 < arguments.count {
      bundles.append(arguments[option + 1])
    }
    var folders = bundles.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
    folders += folders.map {
      $0.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }
    folders.append(tree.appendingPathComponent(".build/debug"))
    let found = folders.map { $0.appendingPathComponent("crm").path }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    return try #require(found, "crm is not built; looked in \(folders.map(\.path))")
  }

  private static let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
    .split(separator: ":").map(String.init)

  /// The folders of the PATH without those of another `crm`, which somebody may have installed.
  static var otherFolders: [String] {
    folders.filter {
      ["/usr/bin", "/bin"].contains($0) || !FileManager.default.isExecutableFile(atPath: $0 + "/crm")
    }
  }

  static func has(_ tool: String) -> Bool {
    folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)") }
  }
}

/// What a finished program left behind.
struct Outcome {
  let status: Int32
  let output: String
  let errors: String
}

/// A temporary folder with `crm` in its PATH, a clock that stands still and no settings of the user's.
final class Workshop {
  let folder: URL
  private let bin: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("crm-examples-\(UUID().uuidString)")
    bin = folder.appendingPathComponent(".bin")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: bin.appendingPathComponent("crm").path, withDestinationPath: try BuiltProgram.path())
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var environment: [String: String] {
    [
      "PATH": ([bin.path] + BuiltProgram.otherFolders).joined(separator: ":"),
      "HOME": folder.path,
      "TMPDIR": folder.path, "LANG": "C.UTF-8", "CRM_NOW": "2026-11-24T10:00:00+01:00", "CRM_USER": "mara",
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Mara", "GIT_AUTHOR_EMAIL": "mara@studio.example",
      "GIT_COMMITTER_NAME": "Mara", "GIT_COMMITTER_EMAIL": "mara@studio.example",
    ]
  }

  func place(_ name: String) -> URL { folder.appendingPathComponent(name) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: place(name))
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: place(name)), as: UTF8.self)
  }

  /// A copy of `examples/<path>`, so that nothing is written into the source tree.
  @discardableResult
  func copy(_ path: String, as name: String) throws -> URL {
    try FileManager.default.copyItem(at: BuiltProgram.examples.appendingPathComponent(path), to: place(name))
    return place(name)
  }

  /// Runs a shell command here; its streams go through files, so that no pipe can fill up.
  func sh(_ command: String, environment: [String: String]? = nil) throws -> Outcome {
    try run(["/bin/bash", "-c", command], environment: environment)
  }

  func run(_ words: [String], environment: [String: String]? = nil) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = Array(words.dropFirst())
    process.currentDirectoryURL = folder
    process.environment = environment ?? self.environment
    process.standardInput = FileHandle.nullDevice
    let name = UUID().uuidString
    let files = ["out", "err"].map { bin.appendingPathComponent("\(name).\($0)") }
    let handles = try files.map { file in
      FileManager.default.createFile(atPath: file.path, contents: nil)
      return try FileHandle(forWritingTo: file)
    }
    process.standardOutput = handles[0]
    process.standardError = handles[1]
    try process.run()
    process.waitUntilExit()
    for handle in handles { try handle.close() }
    let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Outcome(status: process.terminationStatus, output: texts[0], errors: texts[1])
  }
}

/// Records of a `--json` list.
func records(_ text: String) throws -> [[String: Any]] {
  try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
}
