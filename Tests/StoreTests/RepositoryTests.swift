import Diagnostics
import Testing

@testable import Store

@Suite struct RepositoryTests {
  @Test func foundFromBelow() throws {
    let fixture = try Fixture()
    try fixture.write("deals/deep/x.yaml", "id: x\n")
    let found = try Repository.discover(
      explicit: nil, environment: nil, workingDirectory: fixture.path + "/deals/deep")
    #expect(found.root == fixture.path)
    #expect(!found.isGitWorkTree)
    #expect(found.stateDirectory == fixture.path + "/.crm")
  }

  @Test func explicitFolderWinsAndEnvironmentComesLast() throws {
    let (one, two) = (try Fixture(), try Fixture())
    try one.write("deals/x.yaml", "")
    #expect(
      try Repository.discover(explicit: "deals", environment: two.path, workingDirectory: one.path).root
        == one.path)
    #expect(
      try Repository.discover(explicit: nil, environment: two.path, workingDirectory: one.path).root
        == one.path)
    #expect(
      try Repository.discover(explicit: nil, environment: two.path, workingDirectory: "/").root == two.path)
  }

  @Test func nothingFound() throws {
    for (explicit, environment) in [(nil, nil), ("/", nil), (nil, "/"), ("/no/such/folder", nil)]
      as [(String?, String?)]
    {
      let error = #expect(throws: Diagnostic.self) {
        try Repository.discover(explicit: explicit, environment: environment, workingDirectory: "/")
      }
      #expect(error?.code == .notFound)
    }
  }

  @Test func stateIsWhereGitSays() throws {
    let fixture = try Fixture(git: true)
    try fixture.sh("git add -A && git commit -qm one && git worktree add -q ../$(basename $PWD)-tree")
    let linked = fixture.path + "-tree"
    defer { _ = try? fixture.sh("rm -rf '\(linked)'") }
    for root in [fixture.path, linked] {
      let said = try fixture.sh("cd '\(root)' && realpath -m $(git rev-parse --git-path crm)").split(
        separator: "\n")[0]
      let repository = try Repository(root: root)
      #expect(repository.stateDirectory == said)
      #expect(repository.workTree == root)
      _ = try repository.state()
    }
    #expect(
      try Repository(root: linked).gitCommonDirectory.map { try Repository.resolve($0, from: "/") } == fixture
        .path + "/.git")
  }

  @Test func subfoldersOfAWorkTreeShareNoState() throws {
    let fixture = try Fixture(git: true)
    try fixture.sh("mkdir -p a/b c; touch a/b/crm.yaml c/crm.yaml")
    let (one, two) = (try Repository(root: fixture.path + "/a/b"), try Repository(root: fixture.path + "/c"))
    #expect(one.stateDirectory == fixture.path + "/.git/crm/at-a%2Fb")
    #expect(two.stateDirectory == fixture.path + "/.git/crm/at-c")
    #expect(one.workTreePrefix == "a/b/")
    _ = try one.state()
    #expect(try System.status(one.stateDirectory)?.permissions == 0o700)
  }

  @Test func somethingElseCalledGitIsNoGitFolder() throws {
    let fixture = try Fixture()
    try fixture.sh("mkdir .git")
    #expect(!(try fixture.repository().isGitWorkTree))
    try fixture.sh("rmdir .git; echo nonsense > .git")
    #expect(!(try fixture.repository().isGitWorkTree))
  }

  @Test func hiddenFolderIsPrivateAndHidesItself() throws {
    let fixture = try Fixture()
    _ = try fixture.repository().state()
    #expect(try fixture.mode(".crm") == 0o700)
    #expect(try fixture.read(".crm/.gitignore") == "*\n")
    #expect(try fixture.mode(".crm/.gitignore") == 0o600)
  }

  @Test func linkedStateFolderIsRefused() throws {
    let fixture = try Fixture()
    try fixture.sh("mkdir elsewhere; ln -s elsewhere .crm")
    #expect(throws: IOError.self) { _ = try fixture.repository().state() }
    #expect(try fixture.sh("ls elsewhere") == "")
  }

  @Test(
    arguments: [
      (nil, 0o600, 0o700), ("umask", 0o600, 0o700), ("false", 0o600, 0o700), ("group", 0o660, 0o2770),
      ("true", 0o660, 0o2770), ("1", 0o660, 0o2770), ("all", 0o664, 0o2775), ("world", 0o664, 0o2775),
      ("0640", 0o640, 0o2750), ("0660", 0o660, 0o2770), ("0600", 0o600, 0o700), ("0066", 0o600, 0o700),
      ("nonsense", 0o600, 0o700), ("0999", 0o600, 0o700),
    ] as [(String?, UInt16, UInt16)])
  func sharedRepository(value: String?, file: UInt16, folder: UInt16) {
    #expect(FilePermissions(sharedRepository: value) == FilePermissions(file: file, folder: folder))
  }

  @Test func gitConfiguration() {
    let parsed = GitConfiguration(
      parsing: """
        ; comment
        orphan = 1
        [core] bare = false
        \tsharedRepository = "group" # trailing
        [remote "Origin"]
          URL = a\\\\b;c
          flag
        [core]
          sharedRepository=all
        [broken
        """)
    #expect(
      parsed.values == [
        "core.bare": "false", "core.sharedrepository": "all", "remote.Origin.url": "a\\b",
        "remote.Origin.flag": "true",
      ])
  }

  @Test(arguments: [
    ("deals/x.yaml", true), ("crm.yaml", true), ("tasks/2026-11/a b.yaml", true), (".gitignore", true),
    ("", false), ("/etc/passwd", false), ("../x", false), ("deals/../../x", false), ("deals//x", false),
    ("deals/", false), ("./x", false), (".git/hooks/post-commit", false), (".crm/tmp/x", false),
    ("deals/.hidden.yaml", false), ("-rf", false), ("a\0b", false), (".git", false),
  ])
  func paths(path: String, isFine: Bool) {
    #expect((RelativePath.fault(in: path) == nil) == isFine)
  }

  @Test func pathsOnALine() {
    for path in ["a/b.yaml", "a\nb", "100%", "тест/é", "tab\there", "%0a"] {
      let escaped = RelativePath.escaped(path)
      #expect(!escaped.contains("\n"))
      #expect(RelativePath.unescaped(Substring(escaped)) == path)
    }
    #expect(RelativePath.unescaped("%zz") == nil)
    #expect(RelativePath.unescaped("%f") == nil)
    #expect(RelativePath.ancestors(of: "a/b/c.yaml") == ["a", "a/b"])
  }
}
