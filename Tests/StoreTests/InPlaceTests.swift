import SeededRandomness
import Testing

@testable import Store

/// Transactions whose new files are written from the journal, straight into their places.
@Suite struct InPlaceTests {
  /// A repository in which such a transaction stands committed, but nothing of it is applied.
  struct Interrupted {
    static let count = Staging.fewCreations + 8

    let fixture: Fixture
    let journal: Journal
    let before: [String: String]
    let after: [String: String]

    init() throws {
      fixture = try Fixture()
      try fixture.write("contacts/old.yaml", "a: 1\n")
      try fixture.sh("mkdir -p contacts/new")
      before = try fixture.tree()
      var after = before
      var entries: [Journal.Entry] = [
        .init(
          kind: .replace, path: "contacts/old.yaml", mode: 0o600, before: SHA256.digest(bytes("a: 1\n")),
          after: SHA256.digest(bytes("a: 2\n")), base: bytes("a: 1\n"), content: bytes("a: 2\n"))
      ]
      after["contacts/old.yaml"] = "a: 2\n"
      for number in 1..<Self.count {
        let content = "id: \(number)\nname: number \(number)\n"
        entries.append(
          .init(
            kind: .create, path: Self.path(number), mode: 0o640, before: nil,
            after: SHA256.digest(bytes(content)), content: bytes(content)))
        after[Self.path(number)] = content
      }
      self.after = after
      journal = try Staging.commit(
        entries, message: "m", git: false, folders: [], in: try fixture.repository(), bulk: true
      ).journal
    }

    static func path(_ number: Int) -> String { "contacts/new/\(number).yaml" }

    func content(_ number: Int) -> String { after[Self.path(number)] ?? "" }

    func expectDone(_ tree: [String: String]? = nil) throws {
      #expect(try fixture.tree() == tree ?? after)
      #expect(try fixture.litter() == [])
      #expect(try fixture.recover() == nil)
    }
  }

  @Test func onlyWhatIsReplacedIsStaged() throws {
    let interrupted = try Interrupted()
    #expect(interrupted.journal.writesInPlace)
    #expect(try interrupted.fixture.litter() == [interrupted.journal.stagedName(0), "journal.txn"])
    #expect(try interrupted.fixture.tree() == interrupted.before)
  }

  @Test func aFewAreStagedAsEver() throws {
    let fixture = try Fixture()
    let entry = Journal.Entry(
      kind: .create, path: "x.yaml", mode: 0o600, before: nil, after: SHA256.digest(bytes("x\n")),
      content: bytes("x\n"))
    let staged = try Staging.commit(
      [entry], message: "m", git: false, folders: [], in: try fixture.repository(), bulk: true)
    #expect(!staged.journal.writesInPlace)
    #expect(try fixture.litter() == ["journal.txn", staged.journal.stagedName(0)].sorted())
  }

  @Test func roomIsAskedFor() throws {
    let folder = try Fixture().repository().folder
    #expect(folder.hasAmpleRoom(files: 10, bytes: 1000))
    #expect(!folder.hasAmpleRoom(files: 10, bytes: 1 << 55))
    #expect(!folder.hasAmpleRoom(files: 1 << 45, bytes: 10))
  }

  /// A kill may come between any two calls, a power cut may leave any part of a file.
  @Test(arguments: UInt64(1)...30)
  func everyStateIsFinished(seed: UInt64) throws {
    var random = SeededRandom(seed: seed &* 0x9E37_79B9_7F4A_7C15)
    let interrupted = try Interrupted()
    for number in 1..<Interrupted.count {
      let whole = interrupted.content(number)
      let cut = String(whole.prefix(Int.random(in: 0...whole.count, using: &random)))
      let left: String? =
        switch Int.random(in: 0..<5, using: &random) {
        case 0: whole
        case 1: cut
        case 2: cut + String(repeating: "\0", count: whole.count - cut.count)
        case 3: ""
        default: nil
        }
      if let left { try interrupted.fixture.write(Interrupted.path(number), left) }
    }
    let session = try Recovery.pendingOverlay(in: try interrupted.fixture.repository(), merge: mergeLines)
    var seen = try interrupted.fixture.tree()
    for (path, content) in session { seen[path] = text(content) }
    #expect(seen == interrupted.after)
    let report = try interrupted.fixture.recover()
    #expect(report?.conflicts == [] && report?.warnings == [] && report?.mergedPaths == [])
    #expect(try interrupted.fixture.conflictCopies() == [])
    try interrupted.expectDone()
  }

  /// So many that they are written out while others are still being written.
  @Test func thousandsAtOnce() throws {
    let fixture = try Fixture()
    let changes = (0..<4000).map {
      FileChange(path: "contacts/\($0 % 3)/\($0).yaml", action: .create(bytes("id: \($0)\n")))
    }
    let report = try fixture.commit(changes, bulk: true)
    #expect(report.appliedPaths.count == 4000 && report.conflicts.isEmpty && report.warnings.isEmpty)
    #expect(try fixture.tree().values.filter { $0.hasPrefix("id: ") }.count == 4000)
    #expect(try fixture.litter() == [])
  }

  @Test func newFilesGetTheirRights() throws {
    let interrupted = try Interrupted()
    try interrupted.fixture.write(Interrupted.path(1), "")
    _ = try interrupted.fixture.recover()
    #expect(try interrupted.fixture.mode(Interrupted.path(1)) == 0o640)
    #expect(try interrupted.fixture.mode(Interrupted.path(2)) == 0o640)
  }

  /// Whether another content is an edit of ours, or was there first, nobody knows; both are kept.
  @Test(arguments: [true, false])
  func whatStandsInTheWayIsKept(isLiving: Bool) throws {
    let interrupted = try Interrupted()
    let path = Interrupted.path(3)
    try interrupted.fixture.write(path, "theirs\n")
    let conflicts: [Conflict]
    if isLiving {
      let repository = try interrupted.fixture.repository()
      var application = try JournalReplay(
        journal: interrupted.journal, repository: repository, state: try repository.state(),
        merge: mergeLines,
        exchanges: true)
      try application.run(fresh: true)
      conflicts = application.conflicts
    } else {
      conflicts = try interrupted.fixture.recover()?.conflicts ?? []
    }
    #expect(conflicts.map(\.path) == [path] && conflicts.map(\.cause) == [.created])
    #expect(try interrupted.fixture.conflictCopies() == [interrupted.content(3)])
    var tree = interrupted.after
    tree[path] = "theirs\n"
    #expect(try interrupted.fixture.tree() == tree)
  }

  @Test func killedRecoveriesAreHarmless() throws {
    let interrupted = try Interrupted()
    try interrupted.fixture.sh("cp .crm/journal.txn kept")
    _ = try interrupted.fixture.recover()
    try interrupted.fixture.write(Interrupted.path(2), "id: ")
    // The journal comes back, as after a power cut that lost its removal and some of a file.
    try interrupted.fixture.sh("mv kept .crm/journal.txn")
    #expect(try interrupted.fixture.recover()?.conflicts == [])
    try interrupted.expectDone()
  }
}
