import Dates
import Foundation
import Testing

@testable import Commands

/// A repository whose files are written by hand, as odd as they may be, at 10:00 of Tuesday 2026-11-24 in Berlin.
final class Place {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "crm-one-\(UUID().uuidString)")

  init(_ files: [String: String]) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    _ = try run(["init", "--no-git", "--timezone", "Europe/Berlin", "--country", "DE", "--currency", "EUR"])
    for (path, text) in files {
      let place = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: place, atomically: true, encoding: .utf8)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func run(_ arguments: [String]) throws -> Data {
    let recorder = Recorder()
    let world = World(
      arguments: arguments, environment: ["CRM_USER": "gleb"], workingDirectory: folder.path,
      clock: try #require(Instant(rfc3339: "2026-11-24T10:00:00+01:00")), seed: 1)
    _ = CommandRunner.run(world: world, terminal: recorder)
    return Data(recorder.output)
  }

  func text(_ arguments: String...) throws -> String { String(decoding: try run(arguments), as: UTF8.self) }

  private func json(_ arguments: [String]) throws -> Any {
    try JSONSerialization.jsonObject(with: try run(arguments + ["--json"]))
  }

  /// The objects that a list prints.
  func list(_ arguments: String...) throws -> [[String: Any]] {
    try #require(try json(arguments) as? [[String: Any]])
  }

  /// The ids that a list prints.
  func ids(_ arguments: String...) throws -> Set<String> {
    Set(try text(arguments + ["--format", "ids"]).split(separator: "\n").map { String($0) })
  }

  private func text(_ arguments: [String]) throws -> String {
    String(decoding: try run(arguments), as: UTF8.self)
  }

  /// The rows of a report.
  func rows(_ name: String) throws -> [[String: Any]] {
    try #require((try json(["reports", name]) as? [String: Any])?["rows"] as? [[String: Any]])
  }

  /// The items of one section of the digest, over all owners.
  func digest(_ section: String) throws -> [[String: Any]] {
    let owners = try #require((try json(["digest"]) as? [String: Any])?["owners"] as? [[String: Any]])
    return owners.flatMap { $0[section] as? [[String: Any]] ?? [] }
  }
}
