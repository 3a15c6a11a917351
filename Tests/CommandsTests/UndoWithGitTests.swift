import Dates
import Foundation
import SeededRandomness
import Testing

@testable import Commands
@testable import Store

/// Random histories in a real repository: commands, hand edits and moves, git's own commands, a hook that says no, and
/// undos.
///
/// Every value is a word of its own that tells its author: `h12` is a person's, `c12` a command's.
/// `CRM_UNDO_HISTORIES` says how many histories; each starts git some fifty times.
@Suite struct UndoWithGitTests {
  private static let count =
    ProcessInfo.processInfo.environment["CRM_UNDO_HISTORIES"].flatMap { Int($0) } ?? 6
  private static let first =
    ProcessInfo.processInfo.environment["CRM_UNDO_FIRST"].flatMap { UInt64($0) } ?? 1

  @Test func whatAPersonWroteIsNeverLost() throws {
    for seed in Self.first..<Self.first + UInt64(Self.count) {
      let office = try RandomOffice(seed: seed)
      for _ in 0..<office.random.number(6...12) { try office.step() }
      try office.close()
    }
  }
}

private final class RandomOffice {
  var random: SeededRandom
  private let folder: URL
  private var words = 0
  /// Words of people that must be found somewhere.
  private var owed: Set<String> = []
  private var story: [String] = []
  private var commands: UInt64 = 0

  private static let keys = ["city", "notes", "position", "region"]
  private static let names = ["anna", "boris", "carla"]
  private static let environment = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "/nonexistent",
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Gleb", "GIT_AUTHOR_EMAIL": "gleb@example.com",
    "GIT_COMMITTER_NAME": "Gleb", "GIT_COMMITTER_EMAIL": "gleb@example.com", "CRM_USER": "gleb",
  ]

  init(seed: UInt64) throws {
    random = SeededRandom(seed: seed)
    folder = URL(fileURLWithPath: "/tmp").resolvingSymlinksInPath().appendingPathComponent(
      "crm-undo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    _ = crm(["init", ".", "--timezone", "Europe/Berlin", "--country", "DE", "--currency", "EUR"])
    for name in Self.names { _ = crm(["contacts", "add", name.capitalized]) }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func step() throws {
    switch random.number(0...15) {
    case 0...3: command()
    case 4...6: try handEdit()
    case 7: try handMove()
    case 8: try hook(random.chance(50))
    case 9: try byGit()
    default: try undo()
    }
  }

  // MARK: Commands

  private func crm(_ arguments: [String]) -> (status: Int32, output: String) {
    let recorder = Recorder()
    commands += 1
    let world = World(
      arguments: arguments, environment: Self.environment, workingDirectory: folder.path,
      clock: Instant(rfc3339: "2026-11-24T10:00:00+01:00") ?? Instant(seconds: 0),
      seed: random.seed &* 1000 &+ commands,
      isInputTerminal: false, isOutputTerminal: false, isErrorTerminal: false, width: nil,
      systemZone: "Europe/Berlin", processID: 1)
    let status = CommandRunner.run(world: world, terminal: recorder)
    story.append("crm \(arguments.joined(separator: " ")) → \(status) \(recorder.errors)")
    return (status, String(decoding: recorder.output, as: UTF8.self))
  }

  private func word(_ author: String) -> String {
    words += 1
    return "\(author)\(words)"
  }

  private func command() {
    let keys = Self.keys.shuffled(using: &random).prefix(random.number(1...2))
    _ = crm(["contacts", "set", random.pick(Self.names)] + keys.map { "\($0)=\(word("c"))" })
  }

  @discardableResult
  private func git(_ arguments: String...) throws -> (status: Int32, output: String) {
    try CommandsTests.git(arguments, in: folder, Self.environment)
  }

  // MARK: By hand

  private func files() -> [URL] {
    let contacts = folder.appendingPathComponent("contacts")
    let paths = FileManager.default.enumerator(atPath: contacts.path)?.compactMap { $0 as? String } ?? []
    return paths.filter { $0.hasSuffix(".yaml") }.sorted().map { contacts.appendingPathComponent($0) }
  }

  private func handEdit() throws {
    guard !files().isEmpty else { return }
    let file = random.pick(files())
    var lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n").dropLast()
    let key = random.pick(Self.keys)
    let text = random.chance(20) ? "# \(word("h"))" : "\(key): \(word("h"))"
    if let place = lines.firstIndex(where: { $0.hasPrefix(key + ":") }), !text.hasPrefix("#") {
      owed.subtract(Self.words(lines[place]))
      lines[place] = text
    } else {
      lines.insert(text, at: random.number(1...lines.count))
    }
    owed.formUnion(Self.words(text))
    try (lines.joined(separator: "\n") + "\n").write(to: file, atomically: random.chance(50), encoding: .utf8)
    story.append("by hand: \(text) in \(file.path.dropFirst(folder.path.count))")
  }

  private func handMove() throws {
    guard !files().isEmpty else { return }
    let file = random.pick(files())
    let target = folder.appendingPathComponent(
      "contacts/\(random.pick(["", "old/", "a/b/"]))\(word("m")).yaml")
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    if random.chance(30) {
      guard try git("mv", file.path, target.path).status == 0 else { return }
    } else {
      try FileManager.default.moveItem(at: file, to: target)
    }
    story.append("moved to \(target.path.dropFirst(folder.path.count))")
  }

  private func hook(_ fails: Bool) throws {
    let place = folder.appendingPathComponent(".git/hooks/pre-commit")
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try (fails ? "#!/bin/sh\nexit 1\n" : "#!/bin/sh\n").write(to: place, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place.path)
    story.append("hook fails: \(fails)")
  }

  /// What a person does with git; what they throw away thereby is nobody's to keep.
  private func byGit() throws {
    let did: (status: Int32, output: String)
    switch random.number(0...4) {
    case 0: did = try git("commit", "-qam", "mine")
    case 1: did = try git("stash", "-q")
    case 2: did = try git("stash", "pop", "-q")
    case 3: did = try git("checkout", "-q", "--", "contacts")
    default: did = try git("add", "-A")
    }
    story.append("git: \(did.status)")
    // A stash that does not fit leaves marks of a conflict, which a person would mend.
    if try !git("ls-files", "-u").output.isEmpty { try git("checkout", "-q", "-f", "HEAD", "--", ".") }
    owed.formIntersection(try everything())
  }

  // MARK: Undo

  private func tree() throws -> Set<String> {
    Set(try files().flatMap { Self.words(try String(contentsOf: $0, encoding: .utf8)) })
  }

  private func history() throws -> ChangeHistory {
    let repository = try Repository(root: folder.path)
    return try ChangeHistory(
      of: repository,
      git: Git(repository, environment: Self.environment.map { "\($0.key)=\($0.value)" }))
  }

  /// The words that a change wrote.
  private func wrote(_ change: LoggedChange, _ history: ChangeHistory) throws -> Set<String> {
    var words = Set<String>()
    for file in try history.files(of: change) {
      guard case .content(let after) = file.after else { continue }
      words.formUnion(
        Self.words(String(decoding: after, as: UTF8.self)).subtracting(
          Self.words(String(decoding: file.before ?? [], as: UTF8.self))))
    }
    return words
  }

  private func undo() throws {
    let history = try history()
    let named = random.chance(50) ? random.pick(history.changes).id : nil
    let before = try tree()
    let (status, output) = crm(["undo", "--json"] + (named.map { [$0] } ?? []))
    let after = try tree()
    guard status == 0 else {
      #expect(after == before, "a refused undo changed something; \(account)")
      return
    }
    let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    let id = try #require(object?["change"] as? String)
    let change = try #require(history.changes.first { $0.id == id })
    let wrote = try wrote(change, history)
    #expect(after.isDisjoint(with: wrote), "what the change wrote is still there; \(account)")
    #expect(before.subtracting(wrote).isSubset(of: after), "something else is gone; \(account)")
  }

  // MARK: In the end

  /// All that is in the files, in git's history and in its stashes.
  private func everything() throws -> Set<String> {
    try tree().union(Self.words(try git("log", "--all", "-p", "--format=", "--reflog").output)).union(
      waiting())
  }

  /// What waits for git in the state folder.
  private func waiting() throws -> Set<String> {
    guard let state = try Repository(root: folder.path).existingState() else { return [] }
    var found = Set<String>()
    for name in try PendingCommits.names(in: state) {
      found.formUnion(
        Self.words(String(decoding: try state.read(name, limit: 1 << 24)?.bytes ?? [], as: UTF8.self)))
    }
    return found
  }

  /// Lets git commit what waits, and looks at all of it.
  func close() throws {
    try hook(false)
    _ = crm(["companies", "add", "Last"])
    let left = try waiting()
    #expect(left.isEmpty, "something still waits; \(account)")
    let lost = try owed.subtracting(everything())
    #expect(lost.isEmpty, "lost: \(lost); \(account)")
    let ids = try git("grep", "-h", "^id:", "HEAD", "--", "contacts").output.components(separatedBy: "\n")
    // A person may bring back with git what they have moved; then it is there twice, and no command writes to it.
    let present = try files().map { file in
      try String(contentsOf: file, encoding: .utf8).split(separator: "\n").first { $0.hasPrefix("id:") } ?? ""
    }
    if Set(present).count == present.count {
      #expect(Set(ids).count == ids.count, "a record is committed twice; \(account)")
    }
    let history = try history()
    for change in history.changes {
      guard let commit = change.commit, change.subject.hasPrefix("contact") else { continue }
      let lines = try git("show", "--format=", "-U0", commit).output.split(separator: "\n")
      let added = Self.words(lines.filter { $0.hasPrefix("+") }.joined(separator: "\n"))
      let removed = Self.words(lines.filter { $0.hasPrefix("-") }.joined(separator: "\n"))
      let wrote = try wrote(change, history)
      #expect(
        added.subtracting(removed).isSubset(of: wrote),
        "\(change.subject) \(change.id) holds more than its change; \(account)")
    }
  }

  private var account: String { "seed \(random.seed)\n" + story.joined(separator: "\n") }

  private static func words(_ text: String) -> Set<String> {
    let words = text.split(whereSeparator: { (character: Character) in
      !character.isLetter && !character.isNumber
    })
    return Set(
      words.filter { word in
        (word.hasPrefix("h") || word.hasPrefix("c")) && word.count > 1
          && word.dropFirst().allSatisfy(\.isNumber)
      }.map(String.init))
  }
}
