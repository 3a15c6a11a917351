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

  /// The number under which this process has the fixture's lock file open.
  func lockFile(of fixture: Fixture) -> Int32? {
    var buffer = [CChar](repeating: 0, count: 4096)
    return (3..<65_536).first { number in
      let length = readlink("/proc/self/fd/\(number)", &buffer, buffer.count)
      guard length > 0 else { return false }
      let path = String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
      return path.hasSuffix("/.crm/lock") && path.hasPrefix(fixture.path)
    }
  }

  /// Another process holds this file until there is a file `go`; returns once it does.
  func hold(_ name: String, in fixture: Fixture) throws {
    try fixture.sh(
      """
      flock -x .crm/\(name) sh -c 'echo >.crm/held; until [ -e .crm/go ]; do sleep 0.01; done' >/dev/null 2>&1 &
      until [ -e .crm/held ]; do sleep 0.01; done
      """)
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
    let open = try fixture.sh("readlink /proc/$$/fd/* || true")
    #expect(open.contains("/"))
    #expect(!open.contains("/.crm/"))
    _ = consume held
  }

  @Test func aCopyInAChildThatIsBeingStartedHoldsNothing() throws {
    let fixture = try Fixture()
    let repository = try fixture.repository()
    let held = try RepositoryLock.acquire(.exclusive, in: repository, command: "a")
    let file = try #require(lockFile(of: fixture))
    // What every child has between its start and its program.
    let copy = dup(file)
    #expect(copy >= 0)
    defer { close(copy) }
    _ = consume held
    #expect(try canLock(repository, .exclusive, timeout: 0))
  }

  @Test func anotherProcessWaitsAndADeadOneHoldsNothing() throws {
    let fixture = try Fixture()
    let repository = try fixture.repository()
    _ = try RepositoryLock.acquire(.exclusive, in: repository, command: "a")
    try fixture.sh("flock -x .crm/lock -c 'kill -9 $PPID' || true")
    #expect(try canLock(repository, .exclusive, timeout: 200))
    try hold("lock", in: fixture)
    #expect(throws: Diagnostic.self) { try canLock(repository, .exclusive, timeout: 0) }
    try fixture.sh("(sleep 0.1; echo >.crm/go) >/dev/null 2>&1 &")
    #expect(try canLock(repository, .exclusive, timeout: 30_000))
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
    try hold("gate", in: fixture)
    let error = #expect(throws: Diagnostic.self) {
      _ = try RepositoryLock.acquire(.shared, in: repository, command: "b", timeout: 20)
    }
    #expect(error?.code == .locked)
    try fixture.write(".crm/go", "")
    #expect(try canLock(repository, .shared, timeout: 30_000))
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
