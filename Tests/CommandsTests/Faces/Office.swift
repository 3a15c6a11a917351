import Dates
import Foundation
import Testing

@testable import Commands

/// A repository in a folder of its own, with one record of each kind, for command lines that only look.
final class SmallOffice {
  let folder: URL
  private var seed: UInt64 = 0

  struct Answer {
    let status: Int32
    let output: String
    let errors: String
  }

  init() throws {
    folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("crm-faces-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for line in [
      ["init", "--no-git", "--timezone", "Europe/Berlin", "--country", "DE", "--currency", "EUR"],
      ["companies", "add", "Acme"],
      ["contacts", "add", "Anna Ivanova", "company=acme", "phones+=+49307654321"],
      ["leads", "add", "Site request"], ["products", "add", "Logo"],
      ["deals", "add", "Website", "--contact", "anna", "--next", "Call Anna", "--due", "fri 15:00"],
      ["deals", "add", "Shop", "--contact", "anna", "--next", "Mail Anna", "--due", "fri 16:00"],
      ["deals", "win", "shop"], ["log", "note", "website", "hello"],
      ["views", "add", "hot", "is:open"], ["invoices", "add", "--contact", "anna", "amount=10"],
      ["invoices", "add", "amount=20"], ["invoices", "send", "INV-2026-0002"],
    ] {
      let answer = run(line)
      #expect(answer.status == 0, "\(line): \(answer.errors)")
    }
    try Data("Name,Email\nCarl Klein,carl@example.com\n".utf8).write(
      to: folder.appendingPathComponent("new.csv"))
    try Data("date,amount,currency,payer,purpose\n2026-11-24,20.00,EUR,Delta Ltd,INV-2026-0002\n".utf8)
      .write(
        to: folder.appendingPathComponent("bank.csv"))
    let templates = folder.appendingPathComponent("templates")
    try FileManager.default.createDirectory(at: templates, withIntermediateDirectories: true)
    try Data("Are you there, {{contact_name}}?\n".utf8).write(
      to: templates.appendingPathComponent("ping.txt"))
    try Data("{\"op\": \"add_task\", \"title\": \"Order paper\", \"due\": \"fri\"}\n".utf8).write(
      to: folder.appendingPathComponent("operations.jsonl"))
    try Data(#"{"name": "Carl Klein", "email": "carl@example.com", "message": "Hello"}"#.utf8).write(
      to: folder.appendingPathComponent("new.json"))
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Every file that is no index and no state, with its text.
  var contents: [String: Data] {
    var files: [String: Data] = [:]
    let all = FileManager.default.enumerator(atPath: folder.path)
    while let path = all?.nextObject() as? String {
      if path.hasPrefix(".crm") { continue }
      files[path] = FileManager.default.contents(atPath: folder.path + "/" + path)
    }
    return files
  }

  func run(_ words: [String], width: Int? = nil, environment: [String: String] = [:]) -> Answer {
    let recorder = Recorder()
    let status = CommandRunner.run(world: world(words, width: width, environment), terminal: recorder)
    return Answer(
      status: status, output: String(decoding: recorder.output, as: UTF8.self), errors: recorder.errors)
  }

  /// What the next command line meets, with some more variables in its environment.
  func world(_ words: [String], width: Int? = nil, _ environment: [String: String] = [:]) -> World {
    seed += 1
    let usual = [
      "CRM_USER": "gleb", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1",
      "EDITOR": "true",
    ]
    return World(
      arguments: words, environment: usual.merging(environment) { $1 }, workingDirectory: folder.path,
      clock: Instant(rfc3339: "2026-11-24T10:00:00+01:00") ?? Instant(seconds: 0),
      seed: seed, isOutputTerminal: width != nil, width: width, systemZone: "Europe/Berlin", processID: 1)
  }
}
