import Diagnostics
import Merging
import Testing

@testable import Store

/// What people did by hand before and after a command wrote, and which commit holds it.
@Suite struct HandEditTests {
  private static let bob = "id: bqqq1111\nname: Bob\n"
  private static let ann = "id: aqqq1111\nname: Ann\n"

  private func office() throws -> Fixture {
    let fixture = try Fixture(git: true)
    try fixture.write("contacts/bob-bqqq1111.yaml", Self.bob)
    try fixture.write("contacts/ann-aqqq1111.yaml", Self.ann)
    try fixture.sh("git add -A && git commit -qm first")
    return fixture
  }

  private func git(_ fixture: Fixture) throws -> Git {
    Git(try fixture.repository(), environment: fixture.environment)
  }

  /// A command's change of one file.
  private func write(_ fixture: Fixture, _ path: String, _ line: String) throws {
    let before = try #require(try fixture.read(path))
    _ = try fixture.commit(
      [FileChange(path: path, action: .replace(before: bytes(before), after: bytes(before + line)))],
      git: true,
      merge: FieldMerge.merge)
  }

  /// Subjects and files of the commits above the first, the newest first.
  private func commits(_ fixture: Fixture) throws -> [String] {
    let log = try fixture.sh("git log --format='%x01%s' --name-status --no-renames HEAD --")
    return log.split(separator: "\u{1}").map { commit in
      commit.split(separator: "\n").joined(separator: " | ").replacing("\t", with: " ")
    }.dropLast()
  }

  /// The identifiers that a fresh clone finds twice.
  private func twice(_ fixture: Fixture) throws -> String {
    try fixture.sh("git grep -h '^id:' HEAD -- contacts | sort | uniq -d")
  }

  @Test(arguments: [
    // What was done by hand, the file that the command then wrote to, and the commits.
    ("true", "bob-bqqq1111", [String]()),
    (
      "echo 'notes: x' >>contacts/bob-bqqq1111.yaml", "bob-bqqq1111",
      ["by hand: contact Bob: notes | M contacts/bob-bqqq1111.yaml"]
    ),
    (
      "echo 'notes: x' >>contacts/bob-bqqq1111.yaml; git add -A", "bob-bqqq1111",
      ["by hand: contact Bob: notes | M contacts/bob-bqqq1111.yaml"]
    ),
    (
      "echo '# x' >>contacts/bob-bqqq1111.yaml", "bob-bqqq1111",
      ["by hand: contact Bob: layout | M contacts/bob-bqqq1111.yaml"]
    ),
    (
      "mv contacts/bob-bqqq1111.yaml contacts/bob.yaml", "bob",
      [
        "by hand: contact Bob: moved to contacts/bob.yaml | D contacts/bob-bqqq1111.yaml | A contacts/bob.yaml"
      ]
    ),
    (
      "git mv contacts/bob-bqqq1111.yaml contacts/bob.yaml", "bob",
      [
        "by hand: contact Bob: moved to contacts/bob.yaml | D contacts/bob-bqqq1111.yaml | A contacts/bob.yaml"
      ]
    ),
    (
      "mkdir contacts/old; mv contacts/bob* contacts/old/; echo 'notes: x' >>contacts/old/bob-bqqq1111.yaml",
      "old/bob-bqqq1111",
      [
        "by hand: contact Bob: moved to contacts/old/bob-bqqq1111.yaml; notes"
          + " | D contacts/bob-bqqq1111.yaml | A contacts/old/bob-bqqq1111.yaml"
      ]
    ),
    // The one that the command does not write to waits for its turn.
    (
      "mv contacts/bob-bqqq1111.yaml contacts/b.yaml; mv contacts/ann-aqqq1111.yaml contacts/a.yaml", "b",
      ["by hand: contact Bob: moved to contacts/b.yaml | A contacts/b.yaml | D contacts/bob-bqqq1111.yaml"]
    ),
    // Two that changed places go together, or one of them would be there twice.
    (
      "cd contacts; mv bob-bqqq1111.yaml x; mv ann-aqqq1111.yaml bob-bqqq1111.yaml; mv x ann-aqqq1111.yaml",
      "ann-aqqq1111",
      [
        "by hand: contact Ann: moved to contacts/bob-bqqq1111.yaml and 1 more"
          + " | M contacts/ann-aqqq1111.yaml | M contacts/bob-bqqq1111.yaml"
      ]
    ),
    (
      "printf 'id: dqqq1111\\nname: Dora\\n' >contacts/dora.yaml", "dora",
      ["by hand: contact Dora: added | A contacts/dora.yaml"]
    ),
  ])
  func handWorkIsACommitOfItsOwn(_ line: String, _ name: String, _ expected: [String]) throws {
    let fixture = try office()
    try fixture.sh(line)
    let path = "contacts/\(name).yaml"
    try write(fixture, path, "city: Ulm\n")
    #expect(try git(fixture).commitPending() == [])
    #expect(try commits(fixture) == ["test: change | M \(path)"] + expected)
    #expect(try fixture.sh("git show --format= HEAD -- | grep '^[+-][a-z]'") == "+city: Ulm\n")
    #expect(try fixture.sh("git status --porcelain -- \(path)") == "")
    #expect(try twice(fixture) == "")
  }

  @Test func aMovedRecordIsDeletedWhole() throws {
    let fixture = try office()
    try fixture.sh("mv contacts/bob-bqqq1111.yaml contacts/bob.yaml")
    _ = try fixture.commit(
      [FileChange(path: "contacts/bob.yaml", action: .delete(before: bytes(Self.bob)))], git: true)
    #expect(try git(fixture).commitPending() == [])
    #expect(try fixture.sh("git ls-tree -r --name-only HEAD contacts") == "contacts/ann-aqqq1111.yaml\n")
    #expect(try fixture.sh("git status --porcelain") == "")
  }

  @Test func everyCommitHoldsItsOwnChangeAlone() throws {
    let fixture = try office()
    let path = "contacts/bob-bqqq1111.yaml"
    try fixture.write(".git/index.lock", "")
    try write(fixture, path, "city: Ulm\n")
    #expect(try git(fixture).commitPending().count == 1)
    try fixture.sh("echo 'notes: mine' >>\(path)")
    try write(fixture, path, "zip: '89073'\n")
    try fixture.sh("echo 'source: hand' >>\(path); rm .git/index.lock")
    #expect(try git(fixture).commitPending() == [])
    #expect(
      try fixture.sh(
        "git log --format=%s -p -U0 -3 -- | grep -E '^[+a-z][a-z]' | grep -v ^diff | grep -v ^index")
        == "test: change\n+zip: '89073'\nby hand: contact Bob: notes\n+notes: mine\ntest: change\n+city: Ulm\n"
    )
    #expect(try fixture.read(path)?.hasSuffix("source: hand\n") == true)
    #expect(try fixture.sh("git status --porcelain") == " M \(path)\n")
  }

  @Test func lineEndsAreNoHandEdit() throws {
    let fixture = try office()
    try fixture.sh("git config core.autocrlf true; rm contacts/*; git checkout -q -- contacts")
    let path = "contacts/bob-bqqq1111.yaml"
    #expect(try fixture.read(path)?.contains("\r\n") == true)
    try write(fixture, path, "city: Ulm\r\n")
    #expect(try git(fixture).commitPending() == [])
    #expect(try commits(fixture) == ["test: change | M \(path)"])
  }

  @Test func whatGitTookAwayIsSaid() throws {
    let fixture = try office()
    let path = "contacts/bob-bqqq1111.yaml"
    try write(fixture, path, "city: Ulm\n")
    try fixture.sh("git checkout -q -f -- contacts")
    #expect(try git(fixture).commitPending().map { $0.message.contains(path) } == [true])
    #expect(try commits(fixture) == [])
  }

  @Test func theUsualWriteStartsGitTwice() throws {
    let fixture = try office()
    try fixture.sh(
      "mkdir -p .git/bin; printf '#!/bin/sh\\necho x >>%s/.git/runs\\nexec /usr/bin/env -S PATH=/usr/local/bin:/usr/bin:/bin git \"$@\"' \"$PWD\" >.git/bin/git; chmod +x .git/bin/git; mv .git/bin /tmp/\(fixture.path.split(separator: "/").last ?? "")-bin"
    )
    let bin = "\(fixture.path)-bin"
    defer { _ = try? Subprocess.run("/bin/rm", ["rm", "-rf", "--", bin], environment: []) }
    try write(fixture, "contacts/bob-bqqq1111.yaml", "city: Ulm\n")
    let counting = Git(
      try fixture.repository(),
      environment: fixture.environment.filter { !$0.hasPrefix("PATH=") } + ["PATH=\(bin):/usr/bin:/bin"])
    #expect(counting.commitPending() == [])
    #expect(try fixture.sh("wc -l <.git/runs") == "2\n")
  }

  // MARK: History

  @Test func historyFollowsTheRecordAndNothingElse() throws {
    let fixture = try office()
    let git = try git(fixture)
    try fixture.sh(
      """
      printf 'id: cqqq1111\\nname: Bob\\n' >contacts/copy.yaml; git add -A; git commit -qm 'like Bob'
      git mv contacts/bob-bqqq1111.yaml contacts/bob.yaml; git commit -qm 'moved'
      echo 'notes: x' >>contacts/bob.yaml; git commit -qam 'noted'
      mkdir contacts/old; git mv contacts/bob.yaml contacts/old/b.yaml; git commit -qm 'moved again'
      echo 'notes: x' >>contacts/ann-aqqq1111.yaml; git commit -qam 'Ann'
      """)
    let history = try git.history(of: "contacts/old/b.yaml", id: "bqqq1111")
    #expect(history.map(\.subject) == ["moved again", "noted", "moved", "first"])
    #expect(history.first?.author == "Gleb" && history.first?.hash.count == 40)
    #expect(history.first?.instant.contains("T") == true)
    #expect(try git.history(of: "contacts/copy.yaml", id: "cqqq1111").map(\.subject) == ["like Bob"])
    #expect(throws: Diagnostic.self) { try git.history(of: "--output=x", id: "x") }
  }

  // MARK: Changes

  @Test func changesAreKnownInACloneByTheirCommits() throws {
    let fixture = try office()
    try write(fixture, "contacts/bob-bqqq1111.yaml", "city: Ulm\n")
    #expect(try git(fixture).commitPending() == [])
    let clone = try Fixture()
    try clone.sh("rm -rf .crm crm.yaml; git clone -q \(fixture.path) .; touch crm.yaml")
    let git = Git(try clone.repository(), environment: clone.environment)
    let history = try ChangeHistory(of: clone.repository(), git: git)
    let last = try #require(try history.last { _ in true })
    #expect(last.subject == "test: change" && !last.isOwn)
    #expect(
      try history.files(of: last) == [
        ChangedFile(
          path: "contacts/bob-bqqq1111.yaml", before: bytes(Self.bob),
          after: .content(bytes(Self.bob + "city: Ulm\n")))
      ])
    let name = String(last.id.prefix(8))
    #expect(try history.change(named: name) == last)
    #expect(try history.change(named: String((last.commit ?? "").prefix(9))) == last)
  }

  @Test func anObjectThatGitDoesNotHandOverIsAnError() throws {
    let fixture = try office()
    let git = try git(fixture)
    #expect(throws: Diagnostic.self) {
      try git.blobs([(name: String(repeating: "1", count: 40), path: nil)])
    }
    #expect(throws: Diagnostic.self) {
      try git.blobs([(name: String(repeating: "1", count: 40), path: "contacts/x.yaml")])
    }
  }

  @Test func theLogIsBoundedAndHasTheLastChanges() throws {
    let fixture = try Fixture()
    try fixture.write("deals/x.yaml", "a: 0\n")
    for value in 1...340 {
      _ = try fixture.commit([
        FileChange(
          path: "deals/x.yaml",
          action: .replace(before: bytes("a: \(value - 1)\n"), after: bytes("a: \(value)\n")))
      ])
    }
    let history = try ChangeHistory(of: fixture.repository(), git: nil)
    #expect((256...320).contains(history.changes.count))
    #expect(
      try history.files(of: history.changes[0]) == [
        ChangedFile(
          path: "deals/x.yaml", mode: 0o644, before: bytes("a: 339\n"), after: .content(bytes("a: 340\n")))
      ])
  }

  @Test func newFilesOfABulkAreKeptByTheirHashesAlone() throws {
    let fixture = try Fixture()
    let content = "id: x\nnotes: \(String(repeating: "long ", count: 200))\n"
    let changes = (0..<100).map {
      FileChange(path: "contacts/c\($0).yaml", action: .create(bytes(content + "n: \($0)\n")))
    }
    _ = try fixture.commit(changes, bulk: true)
    let state = try #require(try fixture.repository().existingState())
    let name = try #require(try ChangeLog.names(in: state).first)
    let size = try state.folder(ChangeLog.folderName)?.status(name.file)?.size ?? 0
    #expect(size > 0 && size < 20_000)
    let history = try ChangeHistory(of: fixture.repository(), git: nil)
    let files = try history.files(of: history.changes[0])
    #expect(files.count == 100)
    #expect(UndoPlan.outcome(of: files[7], present: bytes(content + "n: 7\n")) == .remove)
    #expect(UndoPlan.outcome(of: files[7], present: bytes(content)) == .refused(.writtenInto([])))
  }
}
