import Dates
import Foundation
import Testing

@testable import Commands

/// Two clones that git alone merges, as text and without our driver: what `check --fix` makes of it, and what the history,
/// `undo` and the events say afterwards.
@Suite struct MergedByGitTests {
  @Test func aTaskOfADealThatWasLostIsCancelledAtTheClosing() throws {
    let pair = try Pair()
    pair.anna.run("deals", "lose", "Website", "--reason", "price")
    pair.boris.run("tasks", "add", "Send a sample", "--deal", "Website", "--due", "2026-12-02")
    try pair.merge()
    #expect(pair.anna.run("check").status == 4)
    let fixed = pair.anna.run("check", "--fix")
    #expect(fixed.status == 0, "\(fixed)")
    #expect(fixed.errors + fixed.output != "")
    let task = try pair.anna.file("send-a-sample")
    let deal = try pair.anna.file("website")
    #expect(task.contains("status: cancelled\n"))
    let closed = try #require(deal.split(separator: "\n").first { $0.hasPrefix("closed: ") })
    #expect(task.contains("\(closed)\n"), "\(task)\n\(deal)")
    let subject = try pair.anna.git("log", "-1", "--format=%s").output
    #expect(subject == "sync: task \"Send a sample\" is cancelled: its deal \"Website\" is lost\n")
    // Taken back, it is as the merge left it.
    let undone = pair.anna.run("undo")
    #expect(undone.status == 0, "\(undone)")
    #expect(try pair.anna.file("send-a-sample").contains("status: open\n"))
    #expect(undone.errors.contains("crm check --fix"))
    #expect(pair.anna.run("check", "--fix").status == 0)
    #expect(pair.anna.run("check").status == 0)
  }

  @Test func aDeletedPersonComesBackAsTheyWere() throws {
    let pair = try Pair()
    let before = try pair.anna.file("carl")
    pair.anna.run("contacts", "delete", "Carl")
    pair.boris.run("tasks", "add", "Thank Carl", "--contact", "Carl", "--due", "2026-12-02")
    try pair.merge()
    #expect(pair.anna.run("check").status == 4)
    let fixed = pair.anna.run("check", "--fix")
    #expect(fixed.status == 0, "\(fixed)")
    #expect(try pair.anna.file("carl") == before)
    #expect(try pair.anna.git("status", "--porcelain").output == "")
    #expect(
      try pair.anna.git("log", "-1", "--format=%s").output
        == "sync: contact \"Carl\" was deleted, and is back: task \"Thank Carl\" mentions it\n")
    // Once mended, there is nothing to do.
    let again = pair.anna.run("check", "--fix")
    #expect(again.output == "no problems found\n")
    #expect(again.errors == "")
  }

  @Test func whatWasDeletedByHandAfterTheMergeStaysAFinding() throws {
    let pair = try Pair()
    pair.anna.run("contacts", "set", "Bob", "city=Bonn")
    pair.boris.run("tasks", "add", "Thank Bob", "--contact", "Bob", "--due", "2026-12-02")
    try pair.merge()
    try FileManager.default.removeItem(at: pair.anna.path("bob"))
    #expect(pair.anna.run("check", "--fix").status == 4)
  }

  @Test func theSecondFileOfARecordGoes() throws {
    let pair = try Pair()
    let place = try pair.anna.path("bob")
    let copy = pair.anna.folder.appendingPathComponent("contacts/old/copy.yaml")
    try FileManager.default.createDirectory(
      at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: place, to: copy)
    try pair.anna.git("add", "-A")
    try pair.anna.git("commit", "-qm", "both")
    #expect(pair.anna.run("check").status == 4)
    let fixed = pair.anna.run("check", "--fix")
    #expect(fixed.status == 0, "\(fixed)")
    #expect(!FileManager.default.fileExists(atPath: copy.path))
    #expect(FileManager.default.fileExists(atPath: place.path))
  }

  /// As the driver writes the other record of a false rename.
  @Test func aRecordInNoCommitIsCommitted() throws {
    let pair = try Pair()
    let place = pair.anna.folder.appendingPathComponent("contacts/eva-eva00001.yaml")
    try "id: eva00001\nname: Eva\n".write(to: place, atomically: true, encoding: .utf8)
    #expect(pair.anna.run("check", "--fix").status == 0)
    #expect(try pair.anna.git("status", "--porcelain").output == "")
    #expect(
      try pair.anna.git("log", "-1", "--format=%s").output
        == "sync: contacts/eva-eva00001.yaml in no commit so far\n")
  }

  @Test func theHistoryHasBothSidesAndWhatTheMergeDecided() throws {
    let pair = try Pair()
    pair.anna.run("contacts", "set", "Bob", "city=Bonn")
    pair.boris.run("contacts", "set", "Bob", "city=Rom")
    pair.boris.run("contacts", "set", "Bob", "position=Buyer")
    try pair.boris.git("push", "-q", "origin", "HEAD:refs/heads/boris")
    try pair.anna.git("fetch", "-q")
    #expect(try pair.anna.git("merge", "-q", "origin/boris").status != 0)
    let place = try pair.anna.path("bob")
    try pair.anna.git("checkout", "-q", "--ours", place.path)
    var text = try pair.anna.file("bob")
    text += "position: Buyer\n"
    try text.write(to: place, atomically: true, encoding: .utf8)
    try pair.anna.git("add", "-A")
    #expect(try pair.anna.git("commit", "-qm", "merge of boris").status == 0)
    let history = pair.anna.run("history", "Bob", "--format", "csv", "--fields", "by,message").output
    #expect(
      Set(history.split(separator: "\n").map(String.init)) == [
        "by,message", "Anna,merge of boris (decided: city)", "Boris,contact: Bob: position",
        "Boris,contact: Bob: city", "Anna,contact: Bob: city", "Anna,contact: Bob: added",
      ], "\(history)")
    let merge = try pair.anna.git("rev-parse", "HEAD").output.trimmingCharacters(in: .whitespacesAndNewlines)
    let refused = pair.anna.run("undo", merge)
    #expect(refused.status == 3 || refused.status == 4, "\(refused)")
    #expect(refused.errors.contains("is a merge"))
    #expect(refused.errors.contains("contact: Bob: position"))
    // A change that came by the merge is taken back by its own name, and the other side's stays.
    let change = try #require(
      refused.errors.split(separator: "\n").first { $0.contains("contact: Bob: position") }?
        .split(separator: " ").first { $0.hasPrefix("c-") }?.split(separator: ":").first)
    #expect(pair.anna.run("undo", String(change)).status == 0)
    #expect(try pair.anna.file("bob").contains("city: Bonn\n"))
    #expect(try !pair.anna.file("bob").contains("position:"))
  }

  @Test func theLastChangeIsThisClonesOwn() throws {
    let pair = try Pair()
    pair.anna.run("contacts", "set", "Bob", "city=Bonn")
    pair.boris.run("contacts", "set", "Bob", "notes=Likes tea")
    try pair.merge()
    let undone = pair.anna.run("undo")
    #expect(undone.status == 0)
    let bob = try pair.anna.file("bob")
    #expect(!bob.contains("city:") && bob.contains("Likes tea"), "\(bob)")
  }

  /// Each change once, and the repair's own.
  @Test func eventsTellBothSidesAndTheRepair() throws {
    let pair = try Pair()
    let start = try #require(
      pair.anna.run("events", "--since", "now", "--json").output.components(separatedBy: "\"since\":").last?
        .split(separator: "\"").first { $0.hasPrefix("c-") })
    pair.anna.run("deals", "lose", "Website", "--reason", "price")
    pair.boris.run("tasks", "add", "Send a sample", "--deal", "Website", "--due", "2026-12-02")
    try pair.merge()
    pair.anna.run("check", "--fix")
    let events = pair.anna.run(
      "events", "--since", String(start), "--format", "csv", "--fields", "field,to"
    )
    .output.split(separator: "\n").map(String.init)
    #expect(events.count { $0.hasPrefix("stage,lost") } == 1)
    #expect(events.count { $0.hasPrefix("title,Send a sample") } == 1)
    // The step by the closing, the sample by the repair.
    #expect(events.count { $0.hasPrefix("status,cancelled") } == 2, "\(events)")
  }

  /// Records do not say who closed a task.
  @Test func theDigestTellsWhoDidWhat() throws {
    let pair = try Pair()
    pair.boris.run("tasks", "add", "Count chairs", "--due", "2026-12-02")
    pair.boris.run("tasks", "done", "Count chairs")
    try pair.merge()
    let text = pair.anna.run("digest", "--since", "2020-01-01", "--format", "md").output
    let part = try #require(text.components(separatedBy: "## Done since Wednesday, 1 January 2020\n").last)
    let boris = try #require(part.components(separatedBy: "### Boris (2)").last)
    #expect(boris.contains("task: Count chairs: done"), "\(text)")
    #expect(part.contains("### Anna ("))
    let json = pair.anna.run("digest", "--for", "Boris", "--since", "2020-01-01", "--json").output
    #expect(
      json.contains("\"what\": \"task: Count chairs: done\"") && !json.contains("\"by\": \"Anna\""), "\(json)"
    )
    #expect(!pair.anna.run("digest", "--json").output.contains("\"done\""))
  }
}

/// A clone with the settings of one person.
private final class Clone {
  let folder: URL
  private let user: String
  private var commands: UInt64 = 0

  init(_ folder: URL, _ user: String) {
    self.folder = folder
    self.user = user
  }

  var environment: [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "/nonexistent",
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": user.capitalized, "GIT_COMMITTER_NAME": user.capitalized,
      "GIT_AUTHOR_EMAIL": "\(user)@example.com", "GIT_COMMITTER_EMAIL": "\(user)@example.com",
      "CRM_USER": user,
    ]
  }

  @discardableResult
  func run(_ arguments: String...) -> (status: Int32, output: String, errors: String) {
    let recorder = Recorder()
    commands += 1
    let start = Instant(rfc3339: "2026-11-24T10:00:00+01:00") ?? Instant(seconds: 0)
    let world = World(
      arguments: arguments, environment: environment, workingDirectory: folder.path,
      clock: start.adding(seconds: Int(commands) * 60 + (user == "anna" ? 0 : 7)),
      seed: commands &* 1000 &+ (user == "anna" ? 1 : 2),
      isInputTerminal: false, isOutputTerminal: false, isErrorTerminal: false, width: nil,
      systemZone: "Europe/Berlin", processID: 1)
    let status = CommandRunner.run(world: world, terminal: recorder)
    return (status, String(decoding: recorder.output, as: UTF8.self), recorder.errors)
  }

  @discardableResult
  func git(_ arguments: String...) throws -> (status: Int32, output: String) {
    try CommandsTests.git(arguments, in: folder, environment)
  }

  func path(_ slug: String) throws -> URL {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    let found = paths.filter {
      $0.hasSuffix(".yaml") && $0.split(separator: "/").last?.hasPrefix(slug + "-") == true
    }
    return folder.appendingPathComponent(try #require(found.min(), "\(slug) in \(paths)"))
  }

  func file(_ slug: String) throws -> String { try String(contentsOf: path(slug), encoding: .utf8) }
}

/// Two clones of a repository with Bob and a deal.
private final class Pair {
  private let folder: URL
  let anna: Clone
  let boris: Clone

  init() throws {
    folder = URL(fileURLWithPath: "/tmp").resolvingSymlinksInPath().appendingPathComponent(
      "crm-pair-\(UUID().uuidString)")
    for name in ["", "/hub.git", "/anna", "/boris"] {
      try FileManager.default.createDirectory(
        at: URL(fileURLWithPath: folder.path + name), withIntermediateDirectories: true)
    }
    anna = Clone(folder.appendingPathComponent("anna"), "anna")
    boris = Clone(folder.appendingPathComponent("boris"), "boris")
    try CommandsTests.git(
      ["init", "-q", "--bare"], in: folder.appendingPathComponent("hub.git"), anna.environment)
    anna.run("init", ".", "--timezone", "Europe/Berlin", "--country", "DE", "--currency", "EUR")
    anna.run("contacts", "add", "Bob")
    anna.run("contacts", "add", "Carl")
    anna.run("deals", "add", "Website", "--contact", "Bob", "--next", "Call", "--due", "2026-12-01 10:00")
    try anna.git("remote", "add", "origin", folder.path + "/hub.git")
    try anna.git("push", "-q", "-u", "origin", "HEAD")
    try boris.git("clone", "-q", folder.path + "/hub.git", ".")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// What Boris did comes to Anna by git alone.
  func merge() throws {
    try boris.git("push", "-q", "origin", "HEAD:refs/heads/boris")
    try anna.git("fetch", "-q")
    let merged = try anna.git("merge", "-q", "--no-edit", "origin/boris")
    #expect(merged.status == 0, "\(merged.output)")
  }
}
