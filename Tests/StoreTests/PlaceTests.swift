import Diagnostics
import Testing
import Text

@testable import Store

/// A repository works wherever it lies: under every name that the system allows, with git above it, in it, beside it
/// or nowhere.
@Suite struct PlaceTests {
  enum Arrangement: CaseIterable {
    case gitInPlace, gitAbove, gitFarAbove, linkedWorkTree, gitFile, noGit
  }

  static let names = [
    "plain", "café", "cafe\u{301}", "клиенты", "продажи 2026/日本", "\u{301}x/\u{301}y", "x\u{600}", "👩‍👩‍👧",
    "100%/%2F", "-dash", "it's \"so\"", "[a]*", "back\\slash", "line\nbreak",
  ]

  /// Lays out git and the repository; the second is the folder above the repository where a work tree begins.
  private func lay(_ arrangement: Arrangement, _ name: String) throws -> (Fixture, String) {
    switch arrangement {
    case .gitInPlace:
      let fixture = try Fixture(inside: name)
      try fixture.sh("git init -q")
      return (fixture, fixture.path)
    case .gitAbove:
      let fixture = try Fixture(inside: "work/" + name)
      try fixture.sh("git init -q \"$BASE/work\"")
      return (fixture, fixture.base + "/work")
    case .gitFarAbove:
      let fixture = try Fixture(inside: name + "/work/" + name)
      try fixture.sh("git init -q \"$BASE/${NAME%%/work/*}\"")
      return (fixture, fixture.base + "/" + name)
    case .linkedWorkTree:
      let fixture = try Fixture(inside: name)
      try fixture.sh(
        """
        git init -q "$BASE/main"; cd "$BASE/main"; git commit -q --allow-empty -m first
        rm -r "$ROOT"; git worktree add -qb tree "$ROOT"; echo 'format: 1' >"$ROOT/crm.yaml"
        """)
      return (fixture, fixture.path)
    case .gitFile:
      let fixture = try Fixture(inside: name)
      try fixture.sh(
        "mkdir -p \"$BASE/modules/$NAME\"; git init -q --separate-git-dir \"$BASE/modules/$NAME/git\"")
      return (fixture, fixture.path)
    case .noGit:
      let fixture = try Fixture(inside: name)
      return (fixture, fixture.path)
    }
  }

  /// Every name with git in place and above; of the rest those whose cutting differs.
  static let places: [(String, Arrangement)] =
    names.flatMap { [($0, .gitInPlace), ($0, .gitAbove)] }
    + names[3...5].flatMap { name in
      [.gitFarAbove, .linkedWorkTree, .gitFile, .noGit].map { (name, $0) }
    } + [("line\nbreak", .gitFile), ("-dash", .linkedWorkTree)]

  @Test(arguments: places)
  func changesAreCommittedAndNothingElseIsTouched(_ name: String, _ arrangement: Arrangement) throws {
    let (fixture, workTree) = try lay(arrangement, name)
    try fixture.write("notes.txt", "staged\n")
    if arrangement != .noGit { try fixture.sh("git add notes.txt") }
    let repository = try Repository.discover(
      explicit: nil, environment: nil, workingDirectory: fixture.path)
    #expect(repository.root.utf8.elementsEqual(fixture.path.utf8))
    #expect(
      repository.workTree.map { Array($0.utf8) } == (arrangement == .noGit ? nil : Array(workTree.utf8)))
    let before = try gitNames(repository)
    let report = try fixture.commit(
      [FileChange(path: "contacts/\u{301}я.yaml", action: .create(bytes("id: a1\n")))], git: true)
    #expect(report.awaitsGit == (arrangement != .noGit))
    let git = Git(repository, environment: fixture.environment)
    #expect(try git.pendingCount() == (arrangement == .noGit ? 0 : 1))
    #expect(git.commitPending() == [])
    #expect(try git.pendingCount() == 0)
    #expect(try fixture.read("contacts/\u{301}я.yaml") == "id: a1\n")
    let state = try #require(try repository.existingState())
    #expect(try state.names().contains("lock"))
    if arrangement == .noGit { return }
    #expect(
      try fixture.sh(
        "git -c core.quotePath=false diff-tree -r -z --root --name-only --no-commit-id --relative HEAD"
      )
      .utf8.elementsEqual("contacts/\u{301}я.yaml\0".utf8))
    #expect(try fixture.sh("git status --porcelain notes.txt").hasPrefix("A  "))
    // Beside what git itself makes for a commit there is one new name, ours.
    let made: Set = ["COMMIT_EDITMSG", "logs", "crm", "index"]
    #expect(try gitNames(repository).subtracting(before).subtracting(made).isEmpty)
    #expect(try git.history(of: "contacts/\u{301}я.yaml", id: "a1").count == 1)
    #expect(StrayState(in: repository).isEmpty)
  }

  private func gitNames(_ repository: Repository) throws -> Set<String> {
    guard let git = repository.gitDirectory else { return [] }
    return Set(try System.openFolder(git).names())
  }

  @Test(arguments: names) func stateIsWhereGitSays(_ name: String) throws {
    let (fixture, _) = try lay(.gitInPlace, name)
    let said = try fixture.sh("git rev-parse --absolute-git-dir")
    #expect((said.dropLast() + "/crm").utf8.elementsEqual(try fixture.repository().stateDirectory.utf8))
  }

  @Test func neighboursShareNoState() throws {
    let names = ["a/b", "a%2Fb", "caf\u{e9}", "cafe\u{301}", "/\u{301}a", "%2F\u{301}a", "b"]
    let places = names.map { Repository.stateNames(of: "/top/" + $0, in: "/top") }
    #expect(Set(places.map { $0.map { Array($0.utf8) } }).count == names.count)
    #expect(places.allSatisfy { $0.count == 2 && !$0[1].utf8.contains(0x2F) })
  }
}

/// What an earlier version put beside the state folder is found, and brought to where it belongs.
@Suite struct StrayStateTests {
  /// A repository with a change that waits for its commit, whose state is then moved to where that version put it.
  private func stray(_ place: String, git arrangement: String = "in place") throws -> (Fixture, Repository) {
    let fixture = try Fixture(inside: arrangement == "above" ? "top/клиенты" : "клиенты")
    try fixture.sh(arrangement == "above" ? "git init -q \"$BASE/top\"" : "git init -q")
    try fixture.write("letter.txt", "draft\n")
    try fixture.sh("git add -A && git commit -qm first && echo more >>letter.txt && git add letter.txt")
    _ = try fixture.commit(
      [FileChange(path: "contacts/bob.yaml", action: .create(bytes("a: 1\n")))], git: true)
    let repository = try fixture.repository()
    try fixture.sh(
      """
      cd "$(git rev-parse --absolute-git-dir)"; find crm -name gate -delete; mkdir -p ./'\(place)'
      find crm -type f -exec mv -t ./'\(place)' {} +; rm -r crm
      printf 'crmindex%99s' rest >./'\(place)'/index
      """)
    return (fixture, repository)
  }

  @Test(arguments: ["", "rm", "m", "-", "rm/at-клиенты", "at-x"], ["in place", "above"])
  func commitsAreMadeUpFor(_ place: String, _ arrangement: String) throws {
    let (fixture, repository) = try stray(place, git: arrangement)
    let git = Git(repository, environment: fixture.environment)
    let found = StrayState(in: repository)
    #expect(found.findings.count == 1)
    #expect(found.findings.first?.message.contains("1 change was never committed") == true)
    #expect(found.findings.first?.message.contains("overwritten") == place.isEmpty)
    #expect(try found.mend(with: git, command: "test").count == (place.isEmpty ? 2 : 1))
    #expect(git.commitPending() == [])
    #expect(StrayState(in: repository).isEmpty)
    #expect(try fixture.sh("git log --format=%s -- contacts/bob.yaml") == "test: change\n")
    #expect(try fixture.sh("git status --porcelain").contains("letter.txt"))
    #expect(try fixture.sh("git show HEAD:./letter.txt") == "draft\n")
    #expect(
      try fixture.sh("ls \"$(git rev-parse --absolute-git-dir)\" | grep -cE '^(rm|m|-|lock|at-x)$' || true")
        == "0\n")
  }

  @Test func anotherRepositorysChangeIsLeftToIt() throws {
    let (fixture, repository) = try stray("", git: "above")
    try fixture.sh("mkdir ../other && echo 'format: 1' >../other/crm.yaml")
    let other = try Repository(root: Path.join(Path.split(repository.root).folder, "other"))
    #expect(StrayState(in: other).isEmpty)
    #expect(!StrayState(in: repository).isEmpty)
  }

  @Test func whatBelongsToGitAndOthersIsNoFinding() throws {
    let fixture = try Fixture(git: true)
    try fixture.sh(
      "git add -A; git commit -qm x; mkdir -p .git/lfs .git/tool .git/conflicts; touch .git/lfs/lock .git/tool/lock"
    )
    _ = try fixture.repository().state()
    #expect(StrayState(in: try fixture.repository()).isEmpty)
  }

  @Test func gitsOwnWordsLeadToTheRepair() throws {
    let (fixture, repository) = try stray("")
    _ = try fixture.commit(
      [FileChange(path: "contacts/eve.yaml", action: .create(bytes("a: 1\n")))], git: true)
    let warnings = Git(repository, environment: fixture.environment).commitPending()
    #expect(warnings.first?.hints.contains { $0.description.contains("crm check --fix") } == true)
  }
}
