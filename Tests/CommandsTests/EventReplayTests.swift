import Dates
import Foundation
import JSON
import SeededRandomness
import Testing

@testable import Commands

/// Random histories: whoever takes every event in turn has the records as they are, whatever the pages were.
@Suite struct EventReplayTests {
  private static let count =
    ProcessInfo.processInfo.environment["CRM_EVENT_HISTORIES"].flatMap { Int($0) } ?? 4

  @Test(arguments: [true, false])
  func eventsMakeTheRecords(inGit: Bool) throws {
    for seed in UInt64(1)...UInt64(Self.count) {
      let office = try EventOffice(seed: seed, inGit: inGit)
      for _ in 0..<office.random.number(5...10) { try office.step() }
      try office.settle()
      let events = try office.events(limit: 100_000)
      try office.replay(events)
      let pages = try office.events(limit: office.random.number(1...7))
      #expect(pages == events, "seed \(seed), in git: \(inGit)")
    }
  }

  @Test(arguments: [true, false])
  func whatStandsInTheWayOfAnUndoIsNamed(inGit: Bool) throws {
    let office = try EventOffice(seed: 1, inGit: inGit)
    for values in [["city=Bonn"], ["city=Ulm", "region=Hessen"], ["region=Bayern"], ["city=Rome"]] {
      try office.crm(["contacts", "set", "anna"] + values)
    }
    let changes =
      try JSONValue(parsing: Array(try office.crm(["undo", "--list", "--json"]).utf8)).array ?? []
    let names = changes.compactMap { $0["change"]?.string }
    try office.crm(["undo", names[3], "--json"], mayFail: true)
    let error = try JSONValue(parsing: Array(office.errors.utf8))["error"]
    #expect(error?["code"] == "undo_blocked")
    #expect(error?["fields"] == ["city"])
    let later = error?["changes"]?.array ?? []
    #expect(later.map { $0["change"]?.string } == [names[0], names[2]])
    #expect(later.allSatisfy { $0["fields"] == ["city"] && $0["at"]?.string != nil })
    for name in [names[0], names[2]] { #expect(error?["message"]?.string?.contains(name) == true) }
  }
}

private final class EventOffice {
  var random: SeededRandom
  private let folder: URL
  private let inGit: Bool
  private var words = 0
  private var hasBranched = false
  /// What the last command said on standard error.
  private(set) var errors = ""
  private var commands: UInt64 = 0

  private static let keys = ["city", "notes", "position", "region"]
  private static let environment = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "/nonexistent",
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Gleb", "GIT_AUTHOR_EMAIL": "gleb@example.com",
    "GIT_COMMITTER_NAME": "Gleb", "GIT_COMMITTER_EMAIL": "gleb@example.com", "CRM_USER": "gleb",
  ]

  init(seed: UInt64, inGit: Bool) throws {
    random = SeededRandom(seed: seed)
    self.inGit = inGit
    folder = URL(fileURLWithPath: "/tmp").resolvingSymlinksInPath().appendingPathComponent(
      "crm-events-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try crm(
      ["init", ".", "--timezone", "Europe/Berlin", "--country", "DE", "--currency", "EUR"]
        + (inGit ? [] : ["--no-git"]))
    for name in ["Anna", "Boris", "Carla"] { try crm(["contacts", "add", name]) }
    try crm(["deals", "add", "Website", "--contact", "anna", "--next", "Call", "--due", "fri"])
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func step() throws {
    switch random.number(0...9) {
    case 0...2: try set()
    case 3: try handEdit()
    case 4: try crm(["contacts", "add", word(), "tags+=\(word())", "city=\(word())"])
    case 5: try crm(["undo"], mayFail: true)
    case 6:
      try crm(["deals", "move", "website", "proposal", "--next", word(), "--due", "fri"], mayFail: true)
    case 7: if inGit { try handMove() }
    case 8: try crm(["contacts", "delete", random.pick(files()).path], mayFail: true)
    default: if inGit { try merge() }
    }
  }

  /// What was done by hand gets into a commit, or before a change of the same file.
  func settle() throws {
    if inGit {
      _ = try git("add", "-A")
      _ = try git("commit", "-q", "-m", "by hand")
    } else {
      for file in files() { try crm(["contacts", "set", id(of: file), "timezone=Europe/Rome"]) }
    }
  }

  // MARK: What happens

  private func word() -> String {
    words += 1
    return "w\(words)"
  }

  private func set() throws {
    guard !files().isEmpty else { return }
    let keys = Self.keys.shuffled(using: &random).prefix(random.number(1...2))
    try crm(
      ["contacts", "set", id(of: random.pick(files()))] + keys.map { "\($0)=\(word())" }, mayFail: true)
  }

  private func files() -> [URL] {
    let contacts = folder.appendingPathComponent("contacts")
    let paths = FileManager.default.enumerator(atPath: contacts.path)?.compactMap { $0 as? String } ?? []
    return paths.filter { $0.hasSuffix(".yaml") }.sorted().map { contacts.appendingPathComponent($0) }
  }

  private func id(of file: URL) throws -> String {
    let text = try String(contentsOf: file, encoding: .utf8)
    return String(text.split(separator: "\n").first { $0.hasPrefix("id: ") }?.dropFirst(4) ?? "")
  }

  private func handEdit() throws {
    guard !files().isEmpty else { return }
    let file = random.pick(files())
    var lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n").dropLast()
    let key = random.pick(Self.keys)
    lines.removeAll { $0.hasPrefix(key + ":") }
    lines.append("\(key): \(word())")
    try (lines.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
  }

  private func handMove() throws {
    guard !files().isEmpty else { return }
    let target = folder.appendingPathComponent("contacts/old/\(word()).yaml")
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.moveItem(at: random.pick(files()), to: target)
  }

  /// A branch on which a record is added and one changed, while the main one goes on, perhaps with the same field; whose
  /// value stays is decided by the merge, which may write one of its own.
  private func merge() throws {
    try settle()
    hasBranched = true
    guard let file = files().randomElement(using: &random) else { return }
    let (record, key) = (try id(of: file), random.pick(Self.keys))
    let main = try git("rev-parse", "--abbrev-ref", "HEAD").trimmingCharacters(in: .whitespacesAndNewlines)
    let branch = word()
    _ = try git("checkout", "-q", "-b", branch)
    try crm(["contacts", "add", word(), "city=\(word())"])
    try crm(["contacts", "set", record, "\(key)=\(word())"])
    _ = try git("checkout", "-q", main)
    try crm(["contacts", "add", word()])
    try crm(["contacts", "set", record, "\(random.chance(60) ? key : random.pick(Self.keys))=\(word())"])
    _ = try git("merge", "-q", "--no-edit", "-X", random.chance(50) ? "ours" : "theirs", branch)
    guard random.chance(30) else { return }
    try handEdit()
    _ = try git("commit", "-q", "-a", "--amend", "--no-edit")
  }

  // MARK: What is told

  /// All events, read in pages that go on from each other.
  func events(limit: Int) throws -> [JSONValue] {
    var events: [JSONValue] = []
    var since: String?
    for _ in 0..<1000 {
      let text = try crm(["events", "--limit", String(limit)] + (since.map { ["--since", $0] } ?? []))
      let lines = try text.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
      let end = try #require(lines.last)
      events += lines.dropLast()
      since = end["since"]?.string
      if end["more"] == .bool(false) { return events }
    }
    Issue.record("the pages never end")
    return events
  }

  /// Every event begins with what the one before it left, but where branches went apart; and what is left at the end is
  /// what lists say.
  func replay(_ events: [JSONValue]) throws {
    var records: [String: [String: JSONValue]] = [:]
    for event in events {
      let (record, field) = (try #require(event["record"]?.string), try #require(event["field"]?.string))
      #expect(
        hasBranched || (records[record]?[field] ?? .null) == event["from"], "seed \(random.seed): \(event)")
      if let value = event["to"], !value.isNull {
        records[record, default: [:]][field] = value
      } else {
        records[record, default: [:]].removeValue(forKey: field)
      }
    }
    for kind in ["contacts", "deals", "tasks"] {
      let list = try JSONValue(parsing: Array(try crm([kind, "list", "--json"]).utf8))
      for object in list.array ?? [] {
        let id = try #require(object["id"]?.string)
        let found = records.removeValue(forKey: id)
        var told = try #require(found, "seed \(random.seed): \(id)")
        for member in object.members ?? []
        where !["kind", "id", "ref", "path", "all_day"].contains(member.key) {
          // A reference and a day of work are more in a list than in the file.
          let value = told.removeValue(forKey: member.key)
          guard member.key != "due", member.value["ref"] == nil else { continue }
          #expect(value == member.value, "seed \(random.seed): \(id) \(member.key)")
        }
        #expect(told.isEmpty, "seed \(random.seed): \(id)")
      }
    }
    for (id, fields) in records where !fields.isEmpty {
      #expect(!files().contains { (try? self.id(of: $0)) == id }, "seed \(random.seed): \(id)")
    }
  }

  @discardableResult
  func crm(_ arguments: [String], mayFail: Bool = false) throws -> String {
    let recorder = Recorder()
    commands += 1
    let world = World(
      arguments: arguments, environment: Self.environment, workingDirectory: folder.path,
      clock: Instant(rfc3339: "2026-11-24T10:00:00+01:00") ?? Instant(seconds: 0),
      seed: random.seed &* 1000 &+ commands, systemZone: "Europe/Berlin", processID: 1)
    let status = CommandRunner.run(world: world, terminal: recorder)
    errors = recorder.errors
    #expect(mayFail || status == 0, "seed \(random.seed): \(arguments) \(recorder.errors)")
    return String(decoding: recorder.output, as: UTF8.self)
  }

  private func git(_ arguments: String...) throws -> String {
    try CommandsTests.git(arguments, in: folder, Self.environment).output
  }
}
