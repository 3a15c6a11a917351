import Diagnostics
import Testing

@testable import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct RepositoryLockTests {
  func canLock(
    _ repository: Repository, _ sharing: RepositoryLock.Sharing, timeout: Int64
  ) throws -> Bool {
    let lock = try RepositoryLock.acquire(sharing, in: repository, command: "test", timeout: timeout)
    return lock.isHeld
  }

  @Test func writersExcludeEachOtherAndNameTheHolder() throws {
    let fixture = try Fixture()
    let repository = try fixture.repository()
    let held = try RepositoryLock.acquire(.exclusive, in: repository, command: "crm deals move")
    for sharing in [RepositoryLock.Sharing.exclusive, .shared] {
      let error = #expect(throws: Diagnostic.self) {
        _ = try RepositoryLock.acquire(sharing, in: repository, command: "other", timeout: 30)
      }
      #expect(error?.code == .locked)
      #expect(error?.message == "the repository is locked by pid \(getpid()) (crm deals move)")
    }
    #expect(try fixture.mode(".crm/lock") == 0o600)
    _ = consume held
    #expect(try canLock(repository, .exclusive, timeout: 0))
  }

  @Test func readersShareButKeepWritersOut() throws {
    let fixture = try Fixture()
    let repository = try fixture.repository()
    let one = try RepositoryLock.acquire(.shared, in: repository, command: "a")
    let two = try RepositoryLock.acquire(.shared, in: repository, command: "b", timeout: 0)
    let (oneHeld, twoHeld) = (one.isHeld, two.isHeld)
    #expect(oneHeld && twoHeld)
    let error = #expect(throws: Diagnostic.self) {
      _ = try RepositoryLock.acquire(.exclusive, in: repository, command: "c", timeout: 20)
    }
    #expect(error?.message == "the repository is locked by another process")
    _ = consume one
    _ = consume two
    #expect(try fixture.read(".crm/lock") == "")
  }

  @Test func noteOfADeadWriterIsNotBelieved() throws {
    let fixture = try Fixture()
    let repository = try fixture.repository()
    let held = try RepositoryLock.acquire(.shared, in: repository, command: "a")
    try fixture.write(".crm/lock", "999999999 crm ghost\n")
    let error = #expect(throws: Diagnostic.self) {
      _ = try RepositoryLock.acquire(.exclusive, in: repository, command: "c", timeout: 0)
    }
    #expect(error?.message == "the repository is locked by another process")
    _ = consume held
  }

  @Test func removedLockFileGuardsNothing() throws {
    let fixture = try Fixture()
    let repository = try fixture.repository()
    let stale = try RepositoryLock.acquire(.exclusive, in: repository, command: "a")
    try fixture.sh("rm .crm/lock")
    let fresh = try RepositoryLock.acquire(.exclusive, in: repository, command: "b", timeout: 0)
    let held = fresh.isHeld
    #expect(held)
    #expect(throws: Diagnostic.self) {
      _ = try RepositoryLock.acquire(.shared, in: repository, command: "c", timeout: 0)
    }
    _ = consume stale
    _ = consume fresh
    #expect(try fixture.read(".crm/lock") == "")
  }

  @Test(arguments: ["ln -s ../victim .crm/lock", "mkfifo .crm/lock", "mkdir .crm/lock"])
  func onlyAPlainFileIsLocked(setUp: String) throws {
    let fixture = try Fixture()
    _ = try fixture.repository().state()
    try fixture.write("victim", "untouched")
    try fixture.sh(setUp)
    let error = #expect(throws: Diagnostic.self) {
      _ = try RepositoryLock.acquire(.exclusive, in: try fixture.repository(), command: "a", timeout: 0)
    }
    #expect(error?.code == .io)
    #expect(try fixture.read("victim") == "untouched")
  }

  @Test func childrenDoNotInheritIt() throws {
    let fixture = try Fixture()
    let repository = try fixture.repository()
    let held = try RepositoryLock.acquire(.exclusive, in: repository, command: "a")
    // The child leaves a grandchild behind that would keep an inherited lock.
    try fixture.sh("sleep 5 >/dev/null 2>&1 </dev/null & echo")
    _ = consume held
    #expect(try canLock(repository, .exclusive, timeout: 0))
  }

  @Test func anotherProcessWaitsAndADeadOneHoldsNothing() throws {
    let fixture = try Fixture()
    let repository = try fixture.repository()
    _ = try RepositoryLock.acquire(.exclusive, in: repository, command: "a")
    try fixture.sh("flock -x .crm/lock -c 'kill -9 $PPID' || true")
    #expect(try canLock(repository, .exclusive, timeout: 200))
    try fixture.sh("flock -x .crm/lock sleep 0.3 >/dev/null 2>&1 & sleep 0.1")
    let before = System.milliseconds()
    #expect(try canLock(repository, .exclusive, timeout: 5000))
    #expect(System.milliseconds() - before >= 50)
  }

  @Test func gitStateFolderHoldsTheLock() throws {
    let fixture = try Fixture(git: true)
    _ = try RepositoryLock.acquire(.exclusive, in: try fixture.repository(), command: "a")
    #expect(try fixture.read(".git/crm/lock") != nil)
    #expect(try fixture.mode(".git/crm") == 0o700)
    #expect(try fixture.read(".crm/lock") == nil)
  }

  /// Readers that come one after another would hold the lock for ever between them.
  @Test func readersThatComeLaterWaitBehindAWriter() throws {
    let fixture = try Fixture()
    let repository = try fixture.repository()
    let reading = try RepositoryLock.acquire(.shared, in: repository, command: "a")
    // A writer that waits for that reader holds the gate meanwhile.
    try fixture.sh("flock -x .crm/gate sleep 0.4 >/dev/null 2>&1 & sleep 0.1")
    let error = #expect(throws: Diagnostic.self) {
      _ = try RepositoryLock.acquire(.shared, in: repository, command: "b", timeout: 20)
    }
    #expect(error?.code == .locked)
    #expect(try canLock(repository, .shared, timeout: 5000))
    _ = consume reading
    #expect(try canLock(repository, .exclusive, timeout: 0))
  }

  @Test func theGateIsFreeOnceTheLockIsHeld() throws {
    let fixture = try Fixture()
    let repository = try fixture.repository()
    let held = try RepositoryLock.acquire(.exclusive, in: repository, command: "a")
    #expect(try fixture.sh("flock -n -x .crm/gate echo free") == "free\n")
    _ = consume held
    let error = #expect(throws: Diagnostic.self) {
      try fixture.sh("mkdir -p .crm/x; rm -f .crm/gate; ln -s ../victim .crm/gate")
      _ = try RepositoryLock.acquire(.exclusive, in: repository, command: "b", timeout: 0)
    }
    #expect(error?.code == .io)
  }
}
