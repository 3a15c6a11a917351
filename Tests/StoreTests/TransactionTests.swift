import Diagnostics
import Testing

@testable import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct TransactionTests {
  static let old = "a: 1\nb: 1\nc: 1\n"
  static let new = "a: 2\nb: 1\nc: 1\n"

  static func changes(folder: String = "tasks/2026-11") -> [FileChange] {
    [
      FileChange(path: "\(folder)/new.yaml", action: .create(bytes("id: new\n"))),
      FileChange(path: "deals/x.yaml", action: .replace(before: bytes(old), after: bytes(new))),
      FileChange(path: "deals/gone.yaml", action: .delete(before: bytes("bye\n"))),
    ]
  }

  func fixture(git: Bool = false) throws -> Fixture {
    let fixture = try Fixture(git: git)
    try fixture.write("deals/x.yaml", Self.old)
    try fixture.write("deals/gone.yaml", "bye\n")
    return fixture
  }

  /// Only the administrator may give files away; what they make in somebody's folder is that one's.
  @Test(.enabled(if: geteuid() == 0), arguments: [true, false]) func ownersStay(exchanges: Bool) throws {
    let fixture = try fixture()
    try fixture.sh("chown -R 65534:65533 .; chown 12345:12346 deals/x.yaml")
    _ = try fixture.commit(Self.changes(), exchanges: exchanges)
    #expect(
      try fixture.sh("stat -c %u:%g deals/x.yaml tasks tasks/2026-11/new.yaml .crm .crm/lock").split(
        separator: "\n") == ["12345:12346"] + Array(repeating: "65534:65533", count: 4))
    #expect(try fixture.read("deals/x.yaml") == Self.new)
  }

  @Test(arguments: [(true, false), (true, true), (false, false), (false, true)])
  func allThreeKinds(exchanges: Bool, bulk: Bool) throws {
    let fixture = try fixture()
    try fixture.sh("chmod 640 deals/x.yaml")
    let report = try fixture.commit(Self.changes(), bulk: bulk, exchanges: exchanges)
    #expect(
      try fixture.tree() == [
        "crm.yaml": "format: 1\n", "deals": "<folder>", "deals/x.yaml": Self.new, "tasks": "<folder>",
        "tasks/2026-11": "<folder>", "tasks/2026-11/new.yaml": "id: new\n",
      ])
    #expect(report.appliedPaths == ["tasks/2026-11/new.yaml", "deals/x.yaml", "deals/gone.yaml"])
    #expect(
      report.conflicts.isEmpty && report.warnings.isEmpty && !report.awaitsGit && report.recovered == nil)
    #expect(try fixture.litter() == [])
    #expect(try fixture.mode("deals/x.yaml") == 0o640)
    #expect(try fixture.mode("tasks/2026-11/new.yaml") == 0o600)
    #expect(try fixture.mode("tasks/2026-11") == 0o700)
  }

  @Test func onlyRecordsAreHeldToTheirLimit() throws {
    let fixture = try fixture()
    let large = [UInt8](repeating: 0x61, count: Repository.recordLimit + 1)
    _ = try fixture.commit([FileChange(path: "imports/batches/b.yaml", action: .create(large))])
    #expect(try fixture.read("imports/batches/b.yaml")?.utf8.count == large.count)
    _ = try fixture.commit([FileChange(path: "imports/batches/b.yaml", action: .delete(before: large))])
    #expect(try fixture.tree()["imports/batches/b.yaml"] == nil)
    let error = #expect(throws: Diagnostic.self) {
      try fixture.commit([FileChange(path: "deals/big.yaml", action: .create(large))])
    }
    #expect(error?.message == "deals/big.yaml would become larger than 1 MiB")
  }

  @Test func sharedRepositoriesAreSharedIndeed() throws {
    let fixture = try fixture(git: true)
    try fixture.sh("git config core.sharedRepository group")
    _ = try fixture.commit(Self.changes())
    #expect(try fixture.mode("tasks/2026-11/new.yaml") == 0o660)
    #expect(try fixture.sh("stat -c %a tasks/2026-11") == "2770\n")
    #expect(try fixture.mode(".git/crm/lock") == 0o660)
  }

  @Test func staleTargetsAreMerged() throws {
    let fixture = try fixture()
    try fixture.write("deals/x.yaml", "a: 1\nb: 1\nc: 9\n")
    let report = try fixture.commit(Self.changes())
    #expect(try fixture.read("deals/x.yaml") == "a: 2\nb: 1\nc: 9\n")
    #expect(report.mergedPaths == ["deals/x.yaml"])
  }

  @Test(arguments: [
    "printf 'a: 5\\nb: 1\\nc: 1\\n' > deals/x.yaml", "rm deals/x.yaml", "mv deals/x.yaml deals/moved.yaml",
    "rm -r deals", "echo changed > deals/gone.yaml", "rm deals/gone.yaml",
    "mkdir -p tasks/2026-11; echo first > tasks/2026-11/new.yaml",
    "rm deals/x.yaml; ln -s ../crm.yaml deals/x.yaml", "rm deals/x.yaml; mkfifo deals/x.yaml",
    "rm deals/x.yaml; mkdir deals/x.yaml", "mv deals elsewhere; ln -s elsewhere deals", "echo file > tasks",
    "mkdir tasks; ln -s /tmp tasks/2026-11", "truncate -s 1048577 deals/x.yaml",
    "ln -s . .crm", "mkdir .crm; ln -s .. .crm/tmp", "mkdir .crm; echo file > .crm/tmp",
  ])
  func refusalsChangeNothing(setUp: String) throws {
    let fixture = try Fixture(git: true)
    try fixture.write("deals/x.yaml", Self.old)
    try fixture.write("deals/gone.yaml", "bye\n")
    try fixture.sh(setUp)
    let before = try fixture.tree()
    let hidden = try fixture.sh("find .crm 2>/dev/null || true")
    let error = #expect(throws: Diagnostic.self) { try fixture.commit(Self.changes()) }
    #expect(try fixture.tree() == before)
    #expect(try fixture.sh("find .crm 2>/dev/null || true") == hidden)
    #expect([.conflict, .io, .invalidData].contains(error?.code))
    #expect(try fixture.repository().existingState()?.names().sorted() == ["gate", "lock"])
  }

  @Test func everyConflictIsNamed() throws {
    let fixture = try fixture()
    try fixture.write("deals/x.yaml", "a: 5\nb: 1\nc: 1\n")
    try fixture.sh("rm deals/gone.yaml")
    let error = #expect(throws: Diagnostic.self) { try fixture.commit(Self.changes()) }
    #expect(error?.code == .conflict)
    #expect(error?.location?.file == "deals/x.yaml")
    #expect(error?.related.map(\.location?.file) == ["deals/gone.yaml"])
  }

  @Test func badChangesAreRefused() throws {
    let fixture = try fixture()
    let big = [UInt8](repeating: 65, count: Repository.recordLimit + 1)
    for (change, code) in [
      (FileChange(path: "../x.yaml", action: .create([])), .io),
      (FileChange(path: ".git/config", action: .create([])), .io),
      (FileChange(path: "deals/big.yaml", action: .create(big)), .invalidValue),
      (Self.changes()[1], .internal),
    ] as [(FileChange, DiagnosticCode)] {
      let before = try fixture.tree()
      let error = #expect(throws: Diagnostic.self) { try fixture.commit(Self.changes() + [change]) }
      #expect(error?.code == code)
      #expect(try fixture.tree() == before)
    }
  }

  @Test func aReadersLockIsNotEnough() throws {
    let fixture = try fixture()
    let repository = try fixture.repository()
    let lock = try RepositoryLock.acquire(.shared, in: repository, command: "x")
    defer { withExtendedLifetime(fixture) {} }
    do {
      _ = try Transaction.commit([], message: "", git: false, in: repository, lock: lock, merge: mergeNothing)
      Issue.record("committed")
    } catch { #expect(error.code == .internal) }
  }

  @Test func nothingToDoWritesNothing() throws {
    let fixture = try fixture()
    let same = FileChange(
      path: "deals/x.yaml", action: .replace(before: bytes("a: 1\n"), after: bytes(Self.old)))
    let report = try fixture.commit([same], merge: { _, _, _, theirs in theirs })
    #expect(report.transaction.isEmpty && report.appliedPaths.isEmpty)
    #expect(try System.status(fixture.path + "/.crm/tmp") == nil)
  }

  @Test func manyFilesAtOnce() throws {
    let fixture = try fixture()
    let changes = (0..<600).map {
      FileChange(path: "contacts/\($0 % 200)/\($0).yaml", action: .create(bytes("id: \($0)\n")))
    }
    let report = try fixture.commit(changes, bulk: true)
    #expect(report.appliedPaths.count == 600)
    #expect(try fixture.read("contacts/199/599.yaml") == "id: 599\n")
    #expect(try fixture.litter() == [])
  }

  @Test func litterOfKilledCommandsGoesWithTheNext() throws {
    let fixture = try fixture()
    _ = try fixture.repository().scratch()
    try fixture.write(".crm/tmp/0123456789abcdef-0", "half a file")
    try fixture.write(".crm/tmp/0123456789abcdef-folders", "left/empty\nleft/full\nleft\n../outside\n")
    try fixture.sh("mkdir -p left/empty left/full; echo 1 > left/full/x")
    try fixture.write(".crm/tmp/edit-999999999-x.yaml", "a dead editor's")
    try fixture.write(".crm/tmp/edit-\(getpid())-x.yaml", "a living editor's")
    try fixture.write(".crm/journal.new", "half a journal")
    // A reader tidies where nobody has the lock, and a child that another test starts has it until it runs its program.
    for _ in 0..<100 where try fixture.litter().count > 1 {
      let session = try Recovery.openForReading(in: try fixture.repository(), command: "r", merge: mergeLines)
      let (held, overlay, recovered) = (session.lock.isHeld, session.overlay, session.recovered)
      #expect(held && overlay.isEmpty && recovered == nil)
    }
    #expect(try fixture.litter() == ["edit-\(getpid())-x.yaml"])
    #expect(try fixture.sh("find left | sort") == "left\nleft/full\nleft/full/x\n")
  }

  @Test func signalsWaitForTheEnd() throws {
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &before)
    // SIGHUP would end the process; blocked it stays pending, and is taken back here.
    var pending = sigset_t()
    try System.withSignalsBlocked { () throws(Diagnostic) in
      pthread_kill(pthread_self(), SIGHUP)
      sigpending(&pending)
      var only = sigset_t()
      sigemptyset(&only)
      sigaddset(&only, SIGHUP)
      var taken: Int32 = 0
      sigwait(&only, &taken)
    }
    #expect(sigismember(&pending, SIGHUP) == 1)
    var after = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &after)
    for signal in [SIGHUP, SIGINT, SIGTERM] {
      #expect(sigismember(&after, signal) == sigismember(&before, signal))
    }
  }
}
