import Diagnostics
import SeededRandomness
import Testing

@testable import Store

@Suite struct RecoveryTests {
  static let old = TransactionTests.old
  static let new = TransactionTests.new

  /// A repository in which a transaction stands committed, but nothing of it is applied.
  struct Interrupted {
    let fixture: Fixture
    let journal: Journal
    let before: [String: String]
    let after: [String: String]

    init(git: Bool = false, carriesContents: Bool = true) throws {
      fixture = try Fixture(git: git)
      try fixture.write("deals/x.yaml", old)
      try fixture.write("deals/y.yaml", "y: 1\nz: 1\n")
      try fixture.write("deals/gone.yaml", "bye\n")
      before = try fixture.tree()
      let repository = try fixture.repository()
      let entries: [Journal.Entry] = [
        .init(
          kind: .create, path: "deals/new.yaml", mode: 0o600, before: nil,
          after: SHA256.digest(bytes("n: 1\n")),
          content: bytes("n: 1\n")),
        .init(
          kind: .replace, path: "deals/x.yaml", mode: 0o640, before: SHA256.digest(bytes(old)),
          after: SHA256.digest(bytes(new)), base: bytes(old), content: bytes(new)),
        .init(
          kind: .delete, path: "deals/gone.yaml", mode: 0o600, before: SHA256.digest(bytes("bye\n")),
          after: nil),
        .init(
          kind: .replace, path: "deals/y.yaml", mode: 0o600, before: SHA256.digest(bytes("y: 1\nz: 1\n")),
          after: SHA256.digest(bytes("y: 2\nz: 1\n")), base: bytes("y: 1\nz: 1\n"),
          content: bytes("y: 2\nz: 1\n")),
      ]
      let staged = try Staging.commit(
        entries, message: "m", git: git, folders: [], in: repository, bulk: false)
      var journal = staged.journal
      if !carriesContents {
        for index in journal.entries.indices {
          (journal.entries[index].base, journal.entries[index].content) = (nil, nil)
        }
        try fixture.write(".crm/journal.txn", String(decoding: journal.encoded(), as: UTF8.self))
      }
      self.journal = journal
      var after = before
      after["deals/new.yaml"] = "n: 1\n"
      after["deals/x.yaml"] = new
      after["deals/gone.yaml"] = nil
      after["deals/y.yaml"] = "y: 2\nz: 1\n"
      self.after = after
    }

    func staged(_ index: Int) -> String { ".crm/tmp/" + journal.stagedName(index) }

    /// Does by hand what the apply phase does with an entry.
    func apply(_ index: Int, exchange: Bool = true) throws {
      let path = journal.entries[index].path
      switch journal.entries[index].kind {
      case .create: try fixture.sh("mv \(staged(index)) \(path)")
      case .delete: try fixture.sh("mv \(path) \(staged(index))")
      case .replace where exchange:
        try fixture.sh("mv \(path) t; mv \(staged(index)) \(path); mv t \(staged(index))")
      case .replace: try fixture.sh("mv \(staged(index)) \(path)")
      }
    }

    func expectDone(_ tree: [String: String]? = nil) throws {
      #expect(try fixture.tree() == tree ?? after)
      #expect(try fixture.litter() == [])
      #expect(try fixture.recover() == nil)
    }
  }

  /// Every set of entries that may have been applied, with and without the exchange, with and without contents.
  @Test(arguments: 0..<16, [(true, true), (false, true), (true, false)])
  func everyStateOfTheApplyPhaseIsFinished(applied: Int, mode: (exchange: Bool, contents: Bool)) throws {
    let interrupted = try Interrupted(carriesContents: mode.contents)
    for index in 0..<4 where applied & 1 << index != 0 {
      try interrupted.apply(index, exchange: mode.exchange)
    }
    let report = try interrupted.fixture.recover()
    #expect(report?.transaction == interrupted.journal.id)
    #expect(report?.message == "m")
    #expect(report?.paths == interrupted.journal.entries.map(\.path))
    #expect(report?.conflicts == [] && report?.warnings == [])
    #expect(try interrupted.fixture.conflictCopies() == [])
    try interrupted.expectDone()
    #expect(try interrupted.fixture.mode("deals/x.yaml") == 0o640)
  }

  @Test(arguments: 0..<16)
  func readersOverlayWhatIsPending(applied: Int) throws {
    let interrupted = try Interrupted()
    for index in 0..<4 where applied & 1 << index != 0 { try interrupted.apply(index) }
    let overlay = try Recovery.pendingOverlay(in: try interrupted.fixture.repository(), merge: mergeLines)
    var seen = try interrupted.fixture.tree()
    for (path, content) in overlay { seen[path] = text(content) }
    #expect(seen == interrupted.after)
    #expect(try interrupted.fixture.read(".crm/journal.txn") != nil)
  }

  @Test func readersFinishItFirst() throws {
    let interrupted = try Interrupted()
    let repository = try interrupted.fixture.repository()
    let session = try Recovery.openForReading(in: repository, command: "crm deals list", merge: mergeLines)
    let (held, overlay, recovered) = (session.lock.isHeld, session.overlay, session.recovered)
    #expect(recovered?.transaction == interrupted.journal.id)
    #expect(overlay.isEmpty && held)
    #expect(try interrupted.fixture.tree() == interrupted.after)
  }

  @Test func writersFinishItFirst() throws {
    let interrupted = try Interrupted()
    let report = try interrupted.fixture.commit([
      FileChange(path: "deals/x.yaml", action: .replace(before: bytes(Self.new), after: bytes("a: 3\n")))
    ])
    #expect(report.recovered?.transaction == interrupted.journal.id)
    #expect(try interrupted.fixture.read("deals/x.yaml") == "a: 3\n")
  }

  @Test func killedRecoveriesAreHarmless() throws {
    // Each round recovers with a merge that is never asked, from a state that an earlier recovery left half-way.
    for applied in 0..<16 {
      let interrupted = try Interrupted()
      try interrupted.apply(applied % 4)
      try interrupted.fixture.sh("cp .crm/journal.txn kept; cp -r .crm/tmp kept-tmp")
      _ = try interrupted.fixture.recover()
      // The journal comes back, as after a power cut that lost its removal.
      try interrupted.fixture.sh("mv kept .crm/journal.txn; rm -r kept-tmp")
      _ = try interrupted.fixture.recover()
      try interrupted.expectDone()
    }
  }

  @Test(arguments: [true, false])
  func editsAfterTheCrashAreMerged(lostStaging: Bool) throws {
    let interrupted = try Interrupted()
    try interrupted.fixture.write("deals/x.yaml", "a: 1\nb: 1\nc: 7\n")
    if lostStaging { try interrupted.fixture.sh("rm -rf .crm/tmp") }
    let report = try interrupted.fixture.recover()
    #expect(report?.mergedPaths == ["deals/x.yaml"])
    #expect(report?.conflicts == [])
    var tree = interrupted.after
    tree["deals/x.yaml"] = "a: 2\nb: 1\nc: 7\n"
    try interrupted.expectDone(tree)
    #expect(try interrupted.fixture.conflictCopies() == [])
  }

  @Test(arguments: [true, false])
  func contradictingEditsAreKept(carriesContents: Bool) throws {
    let interrupted = try Interrupted(carriesContents: carriesContents)
    try interrupted.fixture.write("deals/x.yaml", "a: 9\nb: 1\nc: 1\n")
    let report = try interrupted.fixture.recover()
    #expect(report?.conflicts.map(\.path) == ["deals/x.yaml"])
    #expect(report?.conflicts.first?.copy.map { try? System.read($0, limit: 100) } == bytes(Self.new))
    var tree = interrupted.after
    tree["deals/x.yaml"] = "a: 9\nb: 1\nc: 1\n"
    try interrupted.expectDone(tree)
  }

  @Test func editsOnTopOfTheNewContentStay() throws {
    let interrupted = try Interrupted()
    for index in 0..<4 { try interrupted.apply(index) }
    try interrupted.fixture.write("deals/x.yaml", "a: 2\nb: 8\nc: 1\n")
    try interrupted.fixture.write("deals/new.yaml", "n: 2\n")
    try interrupted.fixture.write("deals/gone.yaml", "back\n")
    let report = try interrupted.fixture.recover()
    #expect(report?.conflicts.map(\.path) == ["deals/gone.yaml"])
    var tree = interrupted.after
    tree["deals/x.yaml"] = "a: 2\nb: 8\nc: 1\n"
    tree["deals/new.yaml"] = "n: 2\n"
    tree["deals/gone.yaml"] = "back\n"
    try interrupted.expectDone(tree)
    #expect(try interrupted.fixture.conflictCopies() == [])
  }

  @Test(arguments: [
    "rm deals/x.yaml", "rm deals/x.yaml; mkdir deals/x.yaml",
    "rm deals/x.yaml; ln -s /etc/passwd deals/x.yaml",
  ])
  func targetsThatAreGoneStayGone(setUp: String) throws {
    let interrupted = try Interrupted()
    try interrupted.fixture.sh(setUp)
    let found = try interrupted.fixture.tree()["deals/x.yaml"]
    let report = try interrupted.fixture.recover()
    #expect(report?.conflicts.map(\.cause) == [.deleted])
    #expect(try interrupted.fixture.conflictCopies() == [Self.new])
    var tree = interrupted.after
    tree["deals/x.yaml"] = found
    try interrupted.expectDone(tree)
  }

  @Test func deletedFoldersAndLinkedFoldersAreNotFollowed() throws {
    let interrupted = try Interrupted()
    try interrupted.fixture.sh("mv deals real; ln -s real deals")
    let before = try interrupted.fixture.tree()
    let report = try interrupted.fixture.recover()
    let kept = Set((report?.conflicts ?? []).map(\.path))
    #expect(kept.isSuperset(of: ["deals/new.yaml", "deals/x.yaml", "deals/y.yaml"]))
    #expect(try interrupted.fixture.tree() == before)
    #expect(Set(try interrupted.fixture.conflictCopies()) == ["n: 1\n", Self.new, "y: 2\nz: 1\n"])
  }

  @Test(arguments: [mergeLines, mergeNothing])
  func editTakenOutByTheExchangeIsNotLost(merge: @escaping Merge) throws {
    // Killed right after the exchange: what the user saved a moment before is in .crm/tmp and nowhere else.
    let interrupted = try Interrupted()
    try interrupted.fixture.write("deals/x.yaml", "a: 1\nb: 5\nc: 1\n")
    try interrupted.apply(1)
    let report = try interrupted.fixture.recover(merge: merge)
    let found = try interrupted.fixture.read("deals/x.yaml")
    if report?.conflicts.isEmpty == true {
      #expect(found == "a: 2\nb: 5\nc: 1\n")
      #expect(try interrupted.fixture.conflictCopies() == [])
    } else {
      #expect(found == "a: 1\nb: 5\nc: 1\n")
      #expect(try interrupted.fixture.conflictCopies() == [Self.new])
    }
    #expect(try interrupted.fixture.litter() == [])
  }

  @Test func editTakenOutByADeletionIsPutBack() throws {
    let interrupted = try Interrupted()
    try interrupted.fixture.write("deals/gone.yaml", "edited\n")
    try interrupted.apply(2)
    let report = try interrupted.fixture.recover()
    #expect(report?.conflicts.map(\.path) == ["deals/gone.yaml"])
    #expect(try interrupted.fixture.read("deals/gone.yaml") == "edited\n")
  }

  /// The same moments, met by the living command in place of a recovery.
  @Test(arguments: [true, false], [mergeLines, mergeNothing])
  func editsBetweenTheCheckAndTheRename(exchanges: Bool, merge: @escaping Merge) throws {
    let interrupted = try Interrupted()
    let (fixture, edit) = (interrupted.fixture, "a: 1\nb: 5\nc: 1\n")
    try fixture.write("deals/x.yaml", edit)
    try fixture.write("deals/gone.yaml", "edited\n")
    try fixture.write("deals/new.yaml", "theirs\n")
    try fixture.sh("rm deals/y.yaml")
    let repository = try fixture.repository()
    var application = try JournalReplay(
      journal: interrupted.journal, repository: repository, state: try repository.state(), merge: merge,
      exchanges: exchanges)
    try application.run(fresh: true)
    let merged = application.mergedPaths == ["deals/x.yaml"]
    #expect(merged || application.conflicts.contains { $0.path == "deals/x.yaml" && $0.copy != nil })
    #expect(try fixture.read("deals/x.yaml") == (merged ? "a: 2\nb: 5\nc: 1\n" : edit))
    #expect(try fixture.read("deals/gone.yaml") == "edited\n")
    #expect(try fixture.read("deals/new.yaml") == "theirs\n")
    #expect(try fixture.read("deals/y.yaml") == nil)
    #expect(
      Set(try fixture.conflictCopies()) == Set(["n: 1\n", "y: 2\nz: 1\n"] + (merged ? [] : [Self.new])))
  }

  /// Random hand edits on top of random states: none may be absent from both its file and a conflict file.
  @Test(arguments: UInt64(1)...40)
  func noHandEditIsLost(seed: UInt64) throws {
    var random = SeededRandom(seed: seed &* 0x9E37_79B9_7F4A_7C15)
    let interrupted = try Interrupted(carriesContents: Bool.random(using: &random))
    let fixture = interrupted.fixture
    var edits: [String: String] = [:]
    for index in 0..<4 {
      let path = interrupted.journal.entries[index].path
      let isBefore = Bool.random(using: &random)
      if isBefore, Bool.random(using: &random) {
        edits[path] = "edit: \(index)\n"
        try fixture.write(path, "edit: \(index)\n")
      }
      if Bool.random(using: &random), edits[path] == nil || interrupted.journal.entries[index].kind != .create
      {
        try interrupted.apply(index)
      }
      if Int.random(in: 0..<4, using: &random) == 0, edits[path] == nil {
        edits[path] = "later: \(index)\n"
        try fixture.write(path, "later: \(index)\n")
      }
    }
    _ = try fixture.recover(merge: mergeNothing)
    let copies = Set(try fixture.conflictCopies())
    for (path, edit) in edits {
      #expect(try fixture.read(path) == edit || copies.contains(edit), "seed \(seed), \(path)")
    }
    #expect(try fixture.litter() == [], "seed \(seed)")
  }

  @Test func lostStagingIsMadeGoodFromTheJournal() throws {
    let interrupted = try Interrupted()
    try interrupted.fixture.sh("rm -rf .crm/tmp")
    #expect(try interrupted.fixture.recover()?.warnings == [])
    try interrupted.expectDone()
  }

  @Test func lostStagingWithoutContentsIsSaid() throws {
    let interrupted = try Interrupted(carriesContents: false)
    try interrupted.fixture.sh("rm -rf .crm/tmp")
    #expect(try interrupted.fixture.recover()?.warnings.count == 3)
    #expect(try interrupted.fixture.litter() == [])
  }

  @Test func newFoldersAreMadeAgain() throws {
    let fixture = try Fixture()
    let entry = Journal.Entry(
      kind: .create, path: "tasks/2026-11/t.yaml", mode: 0o600, before: nil,
      after: SHA256.digest(bytes("t\n")),
      content: bytes("t\n"))
    _ = try Staging.commit(
      [entry], message: "", git: false, folders: ["tasks", "tasks/2026-11"], in: try fixture.repository(),
      bulk: false)
    try fixture.sh("rmdir tasks/2026-11 tasks")
    _ = try fixture.recover()
    #expect(try fixture.read("tasks/2026-11/t.yaml") == "t\n")
    #expect(try fixture.litter() == [])
  }

  @Test(arguments: [
    ("contacts/x.yaml", "../victim"), ("contacts/x.yaml", ".git/hooks/post-commit"),
    ("crm-journal 1", "crm-journal 9"),
    ("", ""),
  ])
  func forgedJournalsAreSetAside(old: String, new: String) throws {
    let fixture = try Fixture()
    let repository = try fixture.repository()
    let forged = old.isEmpty ? bytes("not a journal") : JournalTests.forged(old, new)
    try repository.state().create("journal.txn", forged, mode: 0o600, synced: false)
    try repository.scratch().create("0123456789abcdef-0", bytes("new\n"), mode: 0o600, synced: false)
    let before = try fixture.tree()
    let report = try fixture.recover()
    #expect(report?.warnings.count == 1 && report?.transaction == "")
    #expect(try fixture.tree() == before)
    let names = try repository.state().names().filter { $0.hasPrefix("rejected-") }
    #expect(names.count == 1)
    #expect(try fixture.read(".crm/\(names[0])/journal") == String(decoding: forged, as: UTF8.self))
    #expect(try fixture.read(".crm/\(names[0])/0123456789abcdef-0") == "new\n")
    #expect(try fixture.litter() == [])
  }

  @Test(arguments: [
    "ln -s ../crm.yaml .crm/journal.txn", "mkdir .crm/journal.txn", "mkfifo .crm/journal.txn",
  ])
  func journalsThatAreNoFilesAreSetAside(setUp: String) throws {
    let fixture = try Fixture()
    _ = try fixture.repository().state()
    try fixture.sh(setUp)
    #expect(try fixture.recover()?.warnings.count == 1)
    #expect(try Recovery.isPending(in: try fixture.repository()) == false)
    #expect(try fixture.read("crm.yaml") == "format: 1\n")
  }

  /// All that is left of a deletion that was killed while it wrote its journal, since it stages nothing.
  @Test func anUnfinishedJournalIsClearedByReaders() throws {
    let fixture = try Fixture()
    _ = try fixture.repository().scratch()
    try fixture.write(".crm/journal.new", "half")
    // A reader tidies where nobody has the lock, and a child that another test starts has it until it runs its program.
    for _ in 0..<100 where try !fixture.litter().isEmpty {
      let session = try Recovery.openForReading(
        in: try fixture.repository(), command: "test", merge: mergeLines)
      #expect(session.warnings.isEmpty)
    }
    #expect(try fixture.litter() == [])
  }
}
