import Commands
import Dates
import Foundation

/// Runs a transcript in a fresh repository with a pinned clock, zone, seed, user and width.
final class TranscriptRunner {
  private final class Recorder: Terminal {
    var output: [UInt8] = []
    var errors = ""
    var input: [UInt8] = []
    var answers: [String] = []
    var readers = true

    func write(_ bytes: [UInt8]) throws {
      guard readers else { throw ClosedPipe() }
      output += bytes
    }
    func writeError(_ text: String) { errors += text }
    func readLine() -> String? { answers.isEmpty ? nil : answers.removeFirst() }
    func readAll() throws -> [UInt8] { input }
  }

  /// Where the repository is; it is made at the first step.
  private let folder: URL
  private let base: URL
  /// What every command's environment has besides the usual; a line may say otherwise.
  private let environment: [String: String]
  private var seed: UInt64 = 0
  /// Sees what each command printed, as it printed it.
  var observer: (_ output: String, _ errors: String) -> Void = { _, _ in }

  /// The folder is `inside` one of this run's own, which is a work tree of git where that is to be above.
  init(environment: [String: String] = [:], inside name: String = "", gitAbove: Bool = false) throws {
    self.environment = environment
    base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("crm-transcript-\(UUID().uuidString)")
    folder = name.isEmpty ? base : base.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    if gitAbove { _ = try git(["init", "-q", base.path]) }
  }

  deinit { try? FileManager.default.removeItem(at: base) }

  /// The transcript as it really went.
  func run(_ transcript: Transcript) throws -> Transcript {
    var result = transcript
    for index in result.steps.indices {
      for file in result.steps[index].files {
        let place = folder.appendingPathComponent(file.path)
        try FileManager.default.createDirectory(
          at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try file.content.write(to: place, atomically: false, encoding: .utf8)
      }
      let (output, errors, status) = outcome(of: result.steps[index].command)
      result.steps[index].output = TranscriptRunner.lines(output)
      result.steps[index].errors = TranscriptRunner.lines(errors)
      result.steps[index].status = status
    }
    return result
  }

  private static func lines(_ text: String) -> [String] {
    var lines = text.components(separatedBy: "\n")
    if lines.last == "" { lines.removeLast() } else { lines[lines.count - 1] += "⏎ missing" }
    return lines
  }

  /// A file that is not there fails the command, not the run.
  private func outcome(of command: String) -> (output: String, errors: String, status: Int32) {
    do {
      return try perform(command)
    } catch {
      return ("", "cannot do this: \(visible(command))\n", 1)
    }
  }

  private func perform(_ command: String) throws -> (output: String, errors: String, status: Int32) {
    var words = Transcript.words(command).map { $0.replacingOccurrences(of: "/repo", with: folder.path) }
    var scene = Scene()
    scene.environment.merge(environment) { $1 }
    while let word = words.first, scene.take(word) { words.removeFirst() }
    let program = words.isEmpty ? "" : words.removeFirst()
    switch program {
    case "cat":
      let text = try words.map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
      return (visible(text.joined()), "", 0)
    case "ls": return (files(under: words.first ?? ""), "", 0)
    case "rm":
      for word in words { try FileManager.default.removeItem(at: folder.appendingPathComponent(word)) }
      return ("", "", 0)
    case "mv": return try move(words)
    case "replace": return try replace(words)
    case "git": return try git(words)
    case "include": return try include(words)
    case "crm": return crm(words, scene)
    default: return ("", "unknown program \(program)\n", 127)
    }
  }

  /// Without the repository's own state, and without the index and the log of one beneath it.
  private func files(under prefix: String) -> String {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    let files = paths.filter { path in
      var isFolder: ObjCBool = false
      FileManager.default.fileExists(
        atPath: folder.appendingPathComponent(path).path, isDirectory: &isFolder)
      return !isFolder.boolValue && path.hasPrefix(prefix) && !path.hasPrefix(".crm/")
        && !path.hasPrefix(".git/") && !path.hasSuffix("/.crm/index")
        && !path.hasSuffix("/.crm/index-seal") && !path.contains("/.crm/changes/")
    }
    return files.sorted().map { $0 + "\n" }.joined()
  }

  private func move(_ words: [String]) throws -> (String, String, Int32) {
    guard words.count == 2 else { return ("", "mv takes two paths\n", 2) }
    let target = folder.appendingPathComponent(words[1])
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.moveItem(at: folder.appendingPathComponent(words[0]), to: target)
    return ("", "", 0)
  }

  /// A hand edit: every occurrence of one text in a file becomes another.
  private func replace(_ words: [String]) throws -> (String, String, Int32) {
    guard words.count == 3 else { return ("", "replace takes a path and two texts\n", 2) }
    let place = folder.appendingPathComponent(words[0])
    let text = try String(contentsOf: place, encoding: .utf8)
    guard text.contains(words[1]) else { return ("", "no such text in \(words[0])\n", 1) }
    try text.replacingOccurrences(of: words[1], with: words[2])
      .write(to: place, atomically: false, encoding: .utf8)
    return ("", "", 0)
  }

  private func git(_ words: [String]) throws -> (String, String, Int32) {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + words
    process.currentDirectoryURL = folder
    process.environment = Scene().environment
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let texts = [output, errors].map { pipe in
      visible(String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self))
    }
    process.waitUntilExit()
    return (texts[0], texts[1], process.terminationStatus)
  }

  /// The world around the last command that was typed at a terminal with a name.
  private var typed: Scene?

  /// Runs the commands of `Scenes/NAME.txt`, silently where all of them succeed.
  private func include(_ words: [String]) throws -> (String, String, Int32) {
    let place = TranscriptTests.folder.deletingLastPathComponent()
      .appendingPathComponent("Scenes/\(words.first ?? "").txt")
    let went = try run(Transcript(try String(contentsOf: place, encoding: .utf8)))
    guard let failed = went.steps.first(where: { $0.status != 0 }) else { return ("", "", 0) }
    return ("", "\(failed.command): \(failed.errors.joined(separator: " "))\n", failed.status)
  }

  private func crm(_ words: [String], _ scene: Scene) -> (String, String, Int32) {
    let recorder = Recorder()
    if scene.isTerminal, scene.terminal != nil { typed = scene }
    recorder.answers = scene.answers
    recorder.readers = scene.readers
    var words = words
    if let mark = words.lastIndex(of: "<"), mark + 1 < words.count {
      recorder.input = Array(
        (try? Data(contentsOf: folder.appendingPathComponent(words[mark + 1]))) ?? Data())
      words.removeSubrange(mark...)
    }
    seed += 1
    let world = World(
      arguments: words, environment: scene.environment, workingDirectory: folder.path,
      clock: Instant(rfc3339: "2026-11-24T10:00:00+01:00") ?? Instant(seconds: 0), seed: seed,
      isInputTerminal: scene.isTerminal, isOutputTerminal: scene.isTerminal,
      isErrorTerminal: scene.isTerminal,
      width: scene.width, systemZone: "Europe/Berlin", processID: 999_999_999, terminal: scene.terminal)
    let status = CommandRunner.run(world: world, terminal: recorder)
    observer(String(decoding: recorder.output, as: UTF8.self), recorder.errors)
    return (visible(String(decoding: recorder.output, as: UTF8.self)), visible(recorder.errors), status)
  }

  /// Runs a command in the repository as it is now, so that nothing of the transcript changes: a dry run with ids of its
  /// own, which nobody sees.
  func tryOut(_ words: [String]) -> (errors: String, status: Int32) {
    let (before, watching) = (seed, observer)
    defer { (seed, observer) = (before, watching) }
    observer = { _, _ in }
    seed += 1_000_000
    var scene = Scene()
    // Numbers are offered, and mean something, at a terminal only.
    if words.contains(where: { Int($0) != nil }), let typed {
      scene.terminal = typed.terminal
      scene.environment = typed.environment
    }
    let (_, errors, status) = crm(words + ["--dry-run"], scene)
    return (errors, status)
  }

  /// The text as it stands in a transcript: no folder of this run, no commit's or change's name, no raw escape or return.
  private func visible(_ text: String) -> String {
    text.replacingOccurrences(of: folder.path, with: "/repo")
      .replacingOccurrences(of: "\u{1b}", with: "␛").replacingOccurrences(of: "\r", with: "␍")
      .replacingOccurrences(of: #"\bc-[0-9a-f]{16}\b"#, with: "<change>", options: .regularExpression)
      .replacingOccurrences(of: #"\b[0-9a-f]{40}\b"#, with: "<commit>", options: .regularExpression)
      .replacingOccurrences(of: #"(?m)^[0-9a-f]{10}(?=  )"#, with: "<commit>  ", options: .regularExpression)
      .replacingOccurrences(
        of: #"\b[0-9a-f]{10}(?= \\?\")"#, with: "<commit>", options: .regularExpression)
  }
}

/// The world around one command, as the words before it set it.
///
/// `NAME=value` is the environment, `@tty` a terminal of 80 columns, `@typed=NAME` the same at which a person types and
/// which remembers rows by its name, `@width=60` one of 60, `@answer=y` what is typed
/// at a question, `@closed` an output that nobody reads.
private struct Scene {
  var environment = [
    "CRM_USER": "gleb", "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Gleb Petrov",
    "GIT_AUTHOR_EMAIL": "gleb@example.com", "GIT_COMMITTER_NAME": "Gleb Petrov",
    "GIT_COMMITTER_EMAIL": "gleb@example.com", "GIT_AUTHOR_DATE": "2026-11-24T10:00:00+01:00",
    "GIT_COMMITTER_DATE": "2026-11-24T10:00:00+01:00",
  ]
  var isTerminal = false
  var terminal: String?
  var width: Int?
  var answers: [String] = []
  var readers = true

  mutating func take(_ word: String) -> Bool {
    if word == "@tty" {
      isTerminal = true
      width = width ?? 80
    } else if word.hasPrefix("@typed=") {
      isTerminal = true
      width = width ?? 80
      terminal = String(word.dropFirst(7))
    } else if word.hasPrefix("@width=") {
      isTerminal = true
      width = Int(word.dropFirst(7))
    } else if word.hasPrefix("@answer=") {
      answers.append(String(word.dropFirst(8)))
    } else if word == "@closed" {
      readers = false
    } else if word.first?.isUppercase == true, let equals = word.firstIndex(of: "=") {
      environment[String(word[..<equals])] = String(word[word.index(after: equals)...])
    } else {
      return false
    }
    return true
  }
}
