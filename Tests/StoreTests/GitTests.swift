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
      try fixture.sh("git log -1 --format='%(trailers:key=Crm-Transaction,valueonly)'").hasPrefix(
        report.transaction))
  }

  @Test func firstCommitOfARepository() throws {
    let fixture = try Fixture(git: true)
    let git = Git(try fixture.repository(), environment: fixture.environment)
    #expect(try git.history(of: "crm.yaml") == [])
    #expect(try git.lastTransaction() == nil)
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
    #expect(try fixture.sh("git log --format=%b -1 | grep -c Crm-Transaction") == "38\n")
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
    #expect(try interrupted.fixture.sh("git log --format=%s") == "m\n")
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
    #expect(git.commitPending() == [])
    #expect(try fixture.sh("git show --name-only --format=") == "deals/y.yaml\n")
  }

  @Test func pathsThatCameAndWentAreNoError() throws {
    let (fixture, git) = try fixture()
    _ = try fixture.commit([FileChange(path: "deals/y.yaml", action: .create(bytes("y\n")))], git: true)
    _ = try fixture.commit(
      [FileChange(path: "deals/y.yaml", action: .delete(before: bytes("y\n")))], git: true)
    #expect(git.commitPending() == [])
    #expect(try git.pendingCount() == 0)
    #expect(try fixture.sh("git log --format=%s") == "first\n")
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
    #expect(try git.history(of: "deals/x.yaml").map(\.subject) == ["m", "first"])
    let last = try #require(try git.lastTransaction())
    #expect(
      try git.undo(last) == [
        FileChange(path: "deals/x.yaml", action: .replace(before: bytes("b\n"), after: bytes("a\n")))
      ])
  }

  @Test func historyFollowsRenames() throws {
    let (fixture, git) = try fixture()
    try fixture.sh("git mv deals/x.yaml deals/y.yaml; git commit -qm 'moved: by hand'")
    let history = try git.history(of: "deals/y.yaml")
    #expect(history.map(\.subject) == ["moved: by hand", "first"])
    #expect(history.first?.author == "Gleb" && history.first?.hash.count == 40)
    #expect(history.first?.instant.contains("T") == true)
    #expect(throws: Diagnostic.self) { try git.history(of: "--output=x") }
  }

  @Test func undoTakesBackOneAfterTheOther() throws {
    let (fixture, git) = try fixture()
    _ = try replace(fixture, "deals/x.yaml", "a: 2\n")
    _ = git.commitPending()
    _ = try fixture.commit(
      [
        FileChange(path: "deals/x.yaml", action: .delete(before: bytes("a: 2\n"))),
        FileChange(path: "deals/y.yaml", action: .create(bytes("y\n"))),
      ], git: true)
    _ = git.commitPending()
    try fixture.sh("git commit -q --allow-empty -m 'not by crm'")
    for expected in [["deals/x.yaml": "a: 2\n"], ["deals/x.yaml": "a: 1\n"]] {
      let last = try #require(try git.lastTransaction())
      let repository = try fixture.repository()
      let lock = try RepositoryLock.acquire(.exclusive, in: repository, command: "undo")
      _ = try Transaction.commit(
        try git.undo(last), message: "undo: \(last.subject)\n\nCrm-Undoes: \(last.transaction)", git: true,
        in: repository, lock: lock, merge: mergeNothing)
      _ = consume lock
      #expect(git.commitPending() == [])
      #expect(try fixture.tree().filter { $0.key.hasPrefix("deals/") } == expected)
    }
    #expect(try git.lastTransaction() == nil)
  }

  @Test(arguments: ["echo a: 3 > deals/x.yaml", "rm deals/x.yaml"])
  func undoRefusesWhatChangedSince(setUp: String) throws {
    let (fixture, git) = try fixture()
    _ = try replace(fixture, "deals/x.yaml", "a: 2\n")
    _ = git.commitPending()
    try fixture.sh(setUp)
    let last = try #require(try git.lastTransaction())
    let error = #expect(throws: Diagnostic.self) { try git.undo(last) }
    #expect(error?.code == .conflict && error?.message.contains("deals/x.yaml") == true)
  }

  @Test func undoLooksThroughLineEndings() throws {
    let (fixture, git) = try fixture()
    _ = try replace(fixture, "deals/x.yaml", "a: 2\r\nb: 1\r\n")
    try fixture.sh("git config core.autocrlf true")
    _ = git.commitPending()
    let last = try #require(try git.lastTransaction())
    #expect(try git.undo(last).count == 1)
  }

  @Test func othersTransactionsAreNotOurs() throws {
    let (fixture, git) = try fixture()
    try fixture.sh(
      "GIT_AUTHOR_EMAIL=anna@example.com git commit -q --allow-empty -m x -m 'Crm-Transaction: 0123456789abcdef'"
    )
    #expect(try git.lastTransaction() == nil)
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
    #expect(warnings.first?.hints.contains { $0.contains("user.email") } == true)
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
    #expect(
      Git.message(message, transactions: ids)
        == expected.split(separator: "T:").joined(separator: "Crm-Transaction:"))
  }
}
