import Dates
import Foundation
import Testing

@testable import Commands

/// Clones of one repository, with the program run in this process and git for real.
final class TeamOffice {
  let base: URL
  private var commands: UInt64

  /// The clones `a` and `b` of `hub`, with Anna, Bert and a deal of Anna's; `inside` is where the records lie in them.
  init(inside: String = "", seed: UInt64 = 1) throws {
    commands = seed &* 1000
    base = URL(fileURLWithPath: "/tmp").resolvingSymlinksInPath().appendingPathComponent(
      "crm-team-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
    try sh("git init -q --bare -b main hub; git init -q -b main a")
    place = inside
    if !inside.isEmpty { try sh("mkdir -p 'a/\(inside)'") }
    try crm("a", "init", ".", "--timezone", "Europe/Berlin", "--country", "DE", "--currency", "EUR")
    try crm("a", "contacts", "add", "Anna", "city=Ulm")
    try crm("a", "contacts", "add", "Bert", "city=Ulm")
    try crm(
      "a", "deals", "add", "Website", "--contact", "Anna", "--amount", "100", "--next", "Call", "--due", "+1d"
    )
    try sh("cd a; git add -A; git commit -qm rest 2>/dev/null || true; git remote add origin ../hub")
    try crm("a", "sync")
    try sh("git clone -q hub b")
  }

  private(set) var place = ""

  deinit { try? FileManager.default.removeItem(at: base) }

  @discardableResult
  func sh(_ script: String) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-ec", script]
    process.currentDirectoryURL = base
    process.environment = Self.environment("Hub")
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(script): \(text)")
    return text
  }

  private static func environment(_ name: String) -> [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "/nonexistent",
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": "\(name)@example.com",
      "GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": "\(name)@example.com", "CRM_USER": name,
    ]
  }

  struct Run {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Runs crm in a clone, whose name is also its user's.
  func run(_ clone: String, _ arguments: [String]) -> Run {
    let recorder = Recorder()
    commands += 1
    let folder = base.appendingPathComponent(clone).appendingPathComponent(place)
    let world = World(
      arguments: arguments, environment: Self.environment(clone), workingDirectory: folder.path,
      clock: Instant(rfc3339: "2026-11-24T10:00:00+01:00") ?? Instant(seconds: 0), seed: commands,
      isInputTerminal: false, isOutputTerminal: false, isErrorTerminal: false, width: nil,
      systemZone: "Europe/Berlin", processID: 1)
    let status = CommandRunner.run(world: world, terminal: recorder)
    return Run(
      status: status, output: String(decoding: recorder.output, as: UTF8.self), errors: recorder.errors)
  }

  /// The same, ending as expected.
  @discardableResult
  func crm(_ clone: String, _ arguments: String..., status: Int32 = 0) throws -> Run {
    let run = run(clone, arguments)
    #expect(
      run.status == status, "\(clone): crm \(arguments.joined(separator: " ")): \(run.output)\(run.errors)")
    return run
  }

  func file(_ clone: String, _ path: String) -> URL {
    base.appendingPathComponent(clone).appendingPathComponent(place).appendingPathComponent(path)
  }

  /// The path of the one file of a folder whose name begins so.
  func path(_ clone: String, _ folder: String, _ name: String) throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: file(clone, folder).path)
    return folder + "/" + (try #require(names.first { $0.hasPrefix(name) }))
  }

  func text(_ clone: String, _ path: String) throws -> String {
    try String(contentsOf: file(clone, path), encoding: .utf8)
  }

  func write(_ clone: String, _ path: String, _ text: String) throws {
    let place = file(clone, path)
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: place, atomically: false, encoding: .utf8)
  }

  func head(_ clone: String) throws -> String { try sh("git -C \(clone) rev-parse HEAD") }
  func status(_ clone: String) throws -> String { try sh("git -C \(clone) status --porcelain") }

  /// Both clones sync until they are equal, are clean, and keep the rules.
  func settle() throws {
    for clone in ["a", "b", "a", "b"] { try crm(clone, "sync") }
    #expect(try sh("git -C a rev-parse HEAD^{tree}") == sh("git -C b rev-parse HEAD^{tree}"))
    for clone in ["a", "b"] {
      #expect(try status(clone) == "")
      try crm(clone, "check")
    }
  }
}
