import Diagnostics
import Testing

@testable import Store

@Suite struct GitTests {
  func fixture() throws -> (Fixture, Git) {
    let fixture = try Fixture(git: true)
    try fixture.write("deals/x.yaml", "a: 1\n")
    try fixture.write("notes.txt", "mine\n")
    try fixture.sh("git add -A && git commit -qm first")
    return (fixture, Git(try fixture.repository(), environment: fixture.environment))
  }

  func replace(_ fixture: Fixture, _ path: String, _ after: String) throws -> CommitReport {
    let before = try #require(try fixture.read(path))
    return try fixture.commit(
      [FileChange(path: path, action: .replace(before: bytes(before), after: bytes(after)))], git: true)
  }

  @Test func oneCommitOfExactlyItsPaths() throws {
    let (fixture, git) = try fixture()
    try fixture.write("notes.txt", "staged\n")
    try fixture.sh("git add notes.txt")
    try fixture.write("other.txt", "untracked\n")
    let report = try fixture.commit(
      [
        FileChange(path: "deals/x.yaml", action: .delete(before: bytes("a: 1\n"))),
        FileChange(path: "deals/[n]*.yaml", action: .create(bytes("n: 1\n"))),
        FileChange(path: "deals/nn.yaml", action: .create(bytes("nn: 1\n"))),
      ], git: true)
    #expect(report.awaitsGit)
    #expect(try git.pendingCount() == 1)
    #expect(git.commitPending() == [])
    #expect(try git.pendingCount() == 0)
    #expect(
      try fixture.sh("git -c core.quotePath=false show --format=%an:%s --name-status --no-renames")
        == "Gleb:test: change\n\nA\tdeals/[n]*.yaml\nA\tdeals/nn.yaml\nD\tdeals/x.yaml\n")
    #expect(try fixture.sh("git status --porcelain") == "M  notes.txt\n?? other.txt\n")
    #expect(
      try fixture.sh("git log -1 --format='%(trailers:key=Crm-Change,valueonly)'").hasPrefix(
        ChangeID.text(report.transaction)))
  }

  @Test func firstCommitOfARepository() throws {
    let fixture = try Fixture(git: true)
    let git = Git(try fixture.repository(), environment: fixture.environment)
    #expect(try git.history(of: "crm.yaml", id: "") == [])
    #expect(try ChangeHistory(of: fixture.repository(), git: git).changes == [])
    try git.commit(["crm.yaml"], message: "crm: new repository")
    #expect(try fixture.sh("git log --format=%s") == "crm: new repository\n")
    #expect(try fixture.sh("git status --porcelain") == "")
  }

  @Test func manyPathsAtOnce() throws {
    let (fixture, git) = try fixture()
    let changes = (0..<700).map {
      FileChange(path: "contacts/c\($0).yaml", action: .create(bytes("id: \($0)\n")))
    }
    _ = try fixture.commit(changes, git: true, bulk: true)
    #expect(git.commitPending() == [])
    #expect(try fixture.sh("git show --name-only --format= | wc -l") == "700\n")
  }

  @Test func aLockedIndexIsMadeUpForByTheNext() throws {
    let (fixture, git) = try fixture()
    try fixture.write(".git/index.lock", "")
    _ = try replace(fixture, "deals/x.yaml", "a: 2\n")
    let warnings = git.commitPending()
    #expect(warnings.count == 1)
    #expect(warnings[0].message.hasPrefix("saved, but not committed to git: "))
    #expect(try fixture.read("deals/x.yaml") == "a: 2\n")
    try fixture.sh("rm .git/index.lock")
    _ = try fixture.commit([FileChange(path: "deals/y.yaml", action: .create(bytes("y: 1\n")))], git: true)
    #expect(git.commitPending() == [])
    #expect(try fixture.sh("git log --format=%s | wc -l") == "3\n")
    #expect(try fixture.sh("git status --porcelain") == "")
  }

  @Test func afterALongTimeOneCommitMakesUpForAll() throws {
    let (fixture, git) = try fixture()
    for value in 2..<40 { _ = try replace(fixture, "deals/x.yaml", "a: \(value)\n") }
    #expect(try git.pendingCount() == 38)
    #expect(git.commitPending() == [])
    #expect(try fixture.sh("git log --format=%s -1") == "crm: 38 changes made without git\n")
    #expect(try fixture.sh("git log --format=%b -1 | grep -c Crm-Change") == "38\n")
  }

  @Test func aMissingGitIsAWarning() throws {
    let (fixture, _) = try fixture()
    _ = try replace(fixture, "deals/x.yaml", "a: 2\n")
    let git = Git(try fixture.repository(), environment: ["PATH=/nowhere:.:"])
    #expect(git.commitPending().map(\.code) == [.io])
    #expect(git.currentUser() == nil)
    #expect(try git.pendingCount() == 1)
  }

  @Test func recoveredTransactionsAreCommittedToo() throws {
    let interrupted = try RecoveryTests.Interrupted(git: true)
    let report = try interrupted.fixture.recover()
    #expect(report?.awaitsGit == true)
    let git = Git(try interrupted.fixture.repository(), environment: interrupted.fixture.environment)
    #expect(git.commitPending() == [])
    // What stood there before belongs to a person.
    #expect(
      try interrupted.fixture.sh("git log --format=%s | sed 's/:.*//'") == "m\nby hand\n")
    #expect(
      try interrupted.fixture.sh("git show --name-only --format=")
        == "deals/new.yaml\ndeals/x.yaml\ndeals/y.yaml\n")
  }

  @Test func ignoredPathsStayPrivate() throws {
    let (fixture, git) = try fixture()
    try fixture.write(".gitignore", "activities/\n")
    _ = try fixture.commit(
      [
        FileChange(path: "activities/a.yaml", action: .create(bytes("a\n"))),
        FileChange(path: "deals/y.yaml", action: .create(bytes("y\n"))),
      ], git: true)
    #expect(git.commitPending().map(\.message).first?.hasPrefix("git ignores activities/a.yaml") == true)
    #expect(try fixture.sh("git show --name-only --format=") == "deals/y.yaml\n")
  }

  @Test func pathsThatCameAndWentAreNoError() throws {
    let (fixture, git) = try fixture()
    _ = try fixture.commit([FileChange(path: "deals/y.yaml", action: .create(bytes("y\n")))], git: true)
    _ = try fixture.commit(
      [FileChange(path: "deals/y.yaml", action: .delete(before: bytes("y\n")))], git: true)
    #expect(git.commitPending() == [])
    #expect(try git.pendingCount() == 0)
    #expect(try fixture.sh("git log --format=%s") == "test: change\ntest: change\nfirst\n")
    #expect(try fixture.sh("git status --porcelain") == "")
  }

  @Test func nothingFromTheTreeIsExecuted() throws {
    let (fixture, git) = try fixture()
    try fixture.sh(
      """
      mkdir -p hooks bin; printf '#!/bin/sh\\ntouch %s/ran-tree-hook' "$PWD" > hooks/pre-commit
      printf '#!/bin/sh\\ntouch %s/ran-own-hook' "$PWD" > .git/hooks/post-commit
      printf '#!/bin/sh\\ntouch %s/ran-tree-git' "$PWD" > bin/git
      chmod +x hooks/pre-commit .git/hooks/post-commit bin/git; git config core.hooksPath hooks
      """)
    let path = "PATH=\(fixture.path)/bin:bin:/usr/local/bin:/usr/bin:/bin"
    let careful = Git(
      try fixture.repository(),
      environment: [path, "GIT_DIR=/nowhere", "GIT_INDEX_FILE=/nowhere"] + fixture.environment)
    _ = try replace(fixture, "deals/x.yaml", "a: 2\n")
    #expect(careful.commitPending() == [])
    #expect(try fixture.tree().keys.filter { $0.hasPrefix("ran-") } == ["ran-own-hook"])
    _ = git
  }

  @Test func aSubfolderOfAWorkTree() throws {
    let fixture = try Fixture(git: true)
    try fixture.sh(
      "mkdir -p sub/deals; echo a > sub/deals/x.yaml; touch sub/crm.yaml; git add -A; git commit -qm first")
    let repository = try Repository(root: fixture.path + "/sub")
    let lock = try RepositoryLock.acquire(.exclusive, in: repository, command: "t")
    _ = try Transaction.commit(
      [FileChange(path: "deals/x.yaml", action: .replace(before: bytes("a\n"), after: bytes("b\n")))],
      message: "m",
      git: true, in: repository, lock: lock, merge: mergeNothing)
    _ = consume lock
    let git = Git(repository, environment: fixture.environment)
    #expect(git.commitPending() == [])
    #expect(try fixture.sh("git show --name-only --format=") == "sub/deals/x.yaml\n")
    let history = try ChangeHistory(of: repository, git: git)
    #expect(history.changes.map(\.subject) == ["m"])
    #expect(
      try history.files(of: history.changes[0]) == [
        ChangedFile(
          path: "deals/x.yaml", mode: 0o644, before: bytes("a\n"), after: .content(bytes("b\n")))
      ])
  }

  @Test func currentUser() throws {
    let (fixture, git) = try fixture()
    #expect(git.currentUser() == "Gleb")
    try fixture.sh("git config user.name 'Anna Ivanova'")
    let plain = fixture.environment.filter { !$0.hasPrefix("GIT_AUTHOR") }
    #expect(Git(try fixture.repository(), environment: plain).currentUser() == "Anna Ivanova")
  }

  @Test func noIdentityIsAWarningWithAWayOut() throws {
    let (fixture, _) = try fixture()
    try fixture.sh("git config user.useConfigOnly true")
    _ = try replace(fixture, "deals/x.yaml", "a: 2\n")
    let plain = fixture.environment.filter { !$0.hasPrefix("GIT_AUTHOR") && !$0.hasPrefix("GIT_COMMITTER") }
    let warnings = Git(try fixture.repository(), environment: plain).commitPending()
    #expect(warnings.first?.hints.contains { $0.description.contains("user.email") } == true)
  }

  @Test func commitsUnderTheLoginNameWhereGitKnowsNobody() throws {
    let (fixture, _) = try fixture()
    _ = try replace(fixture, "deals/x.yaml", "a: 2\n")
    let plain =
      fixture.environment.filter { !$0.hasPrefix("GIT_AUTHOR") && !$0.hasPrefix("GIT_COMMITTER") } + [
        "USER=mara"
      ]
    let git = Git(try fixture.repository(), environment: plain)
    #expect(git.commitPending().isEmpty)
    #expect(try git.pendingCount() == 0)
  }

  @Test func newRepository() throws {
    let fixture = try Fixture()
    try Git(try fixture.repository(), environment: fixture.environment).initRepository()
    #expect(try fixture.repository().isGitWorkTree)
  }

  @Test(arguments: [
    ("a", ["1"], "a\n\nT: 1"), ("a\n\nbody\n", ["1", "2"], "a\n\nbody\n\nT: 1\nT: 2"),
    ("a\n\nCrm-Undoes: 9", ["1"], "a\n\nCrm-Undoes: 9\nT: 1"), ("", [], "crm: change"), ("-x", [], "-x"),
  ])
  func messages(message: String, ids: [String], expected: String) {
    #expect(Git.message(message, transactions: ids) == expected.replacing("T: ", with: "Crm-Change: c-"))
  }
}
