import Commands
import Dates
import Foundation

/// Runs a transcript in a fresh repository with a pinned clock, zone, seed, user and width.
final class TranscriptRunner {
  private final class Recorder: Terminal {
    var output: [UInt8] = []
    var errors = ""
    var input: [UInt8] = []

    func write(_ bytes: [UInt8]) throws { output += bytes }
    func writeError(_ text: String) { errors += text }
    func readLine() -> String? { nil }
    func readAll() throws -> [UInt8] { input }
  }

  private let folder: URL
  private var seed: UInt64 = 0

  init() throws {
    folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("crm-transcript-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

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
      let (output, errors, status) = try perform(result.steps[index].command)
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

  private func perform(_ command: String) throws -> (output: String, errors: String, status: Int32) {
    var words = Transcript.words(command)
    var environment = ["CRM_USER": "gleb"]
    while let word = words.first, let equals = word.firstIndex(of: "="), word.first?.isUppercase == true {
      environment[String(word[..<equals])] = String(word[word.index(after: equals)...])
      words.removeFirst()
    }
    let program = words.isEmpty ? "" : words.removeFirst()
    switch program {
    case "cat":
      let text = try words.map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
      return (text.joined(), "", 0)
    case "ls":
      let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
      let files = paths.filter { path in
        var isFolder: ObjCBool = false
        FileManager.default.fileExists(
          atPath: folder.appendingPathComponent(path).path, isDirectory: &isFolder)
        return !isFolder.boolValue && !path.hasPrefix(".crm/") && !path.hasPrefix(".git/")
      }
      return (files.sorted().map { $0 + "\n" }.joined(), "", 0)
    case "rm":
      for word in words { try FileManager.default.removeItem(at: folder.appendingPathComponent(word)) }
      return ("", "", 0)
    case "crm":
      return crm(words, environment)
    default:
      return ("", "unknown program \(program)\n", 127)
    }
  }

  private func crm(_ words: [String], _ environment: [String: String]) -> (String, String, Int32) {
    let recorder = Recorder()
    var words = words
    if let mark = words.lastIndex(of: "<"), mark + 1 < words.count {
      recorder.input = Array(
        (try? Data(contentsOf: folder.appendingPathComponent(words[mark + 1]))) ?? Data())
      words.removeSubrange(mark...)
    }
    seed += 1
    let world = World(
      arguments: words, environment: environment, workingDirectory: folder.path,
      clock: Instant(rfc3339: "2026-11-24T10:00:00+01:00") ?? Instant(seconds: 0), seed: seed,
      systemZone: "Europe/Berlin", processID: 1)
    let status = CommandRunner.run(world: world, terminal: recorder)
    func plain(_ text: String) -> String { text.replacingOccurrences(of: folder.path, with: "/repo") }
    return (plain(String(decoding: recorder.output, as: UTF8.self)), plain(recorder.errors), status)
  }
}
