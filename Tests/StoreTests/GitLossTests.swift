import Diagnostics
import Testing

@testable import Store

/// Between the writing of a file and its commit git may put the file back: then the change is in a commit or in a copy.
@Suite struct GitLossTests {
  /// A git that first does something else, once, when it is asked for this.
  private func fixture(before command: String, do disturbance: String) throws -> (Fixture, Git) {
    let fixture = try Fixture(git: true)
    try fixture.write("deals/x.yaml", "id: x\na: 1\n")
    try fixture.write("deals/y.yaml", "id: y\na: 1\n")
    try fixture.sh("git add -A && git commit -qm first")
    try fixture.sh(
      """
      mkdir "$BASE.bin"; real=$(command -v git)
      cat >"$BASE.bin/git" <<END
      #!/bin/sh
      case " \\$* " in *' \(command) '*)
        if mkdir "$BASE.bin/done" 2>/dev/null; then (cd '$ROOT'; \(disturbance)) >/dev/null 2>&1; fi ;;
      esac
      exec $real "\\$@"
      END
      chmod +x "$BASE.bin/git"
      """)
    let path = fixture.environment.map {
      $0.hasPrefix("PATH=") ? "PATH=\(fixture.base).bin:/usr/bin:/bin" : $0
    }
    return (fixture, Git(try fixture.repository(), environment: path))
  }

  private static let disturbances = [
    "checkout -q -f -- .", "stash -q -u", "reset -q --hard", "clean -qfd",
  ]

  @Test(arguments: ["ls-tree", "update-index", "commit"], disturbances)
  func nothingIsLost(_ command: String, _ disturbance: String) throws {
    for kind in ["replace", "create", "delete"] {
      let (fixture, git) = try fixture(before: command, do: "/usr/bin/env -u X git \(disturbance)")
      defer { _ = try? fixture.sh("rm -rf \"$BASE.bin\"") }
      let change =
        switch kind {
        case "replace":
          FileChange(
            path: "deals/x.yaml",
            action: .replace(before: bytes("id: x\na: 1\n"), after: bytes("id: x\na: precious\n")))
        case "create": FileChange(path: "deals/z.yaml", action: .create(bytes("id: z\na: precious\n")))
        default: FileChange(path: "deals/x.yaml", action: .delete(before: bytes("id: x\na: 1\n")))
        }
      _ = try fixture.commit([change], git: true)
      let problems = git.commitPending()
      let words = "\(command), \(disturbance), \(kind): \(problems.map(\.message))"
      if kind == "delete" {
        let isGone = try fixture.sh("git ls-tree --name-only HEAD deals/").contains("deals/x.yaml") == false
        #expect(isGone || problems.first?.code == .conflict, "\(words)")
        continue
      }
      let committed = try fixture.sh("git log -p --branches --format=")
      let copies = try fixture.conflictCopies()
      #expect(
        committed.contains("precious") || copies.contains { $0.contains("precious") }, "\(words)")
      #expect(copies.isEmpty == !problems.contains { $0.code == .conflict }, "\(words)")
      #expect(try git.pendingCount() == 0 || !problems.isEmpty, "\(words)")
    }
  }

  /// The commit is there, and then somebody goes on: that is no loss.
  @Test(arguments: ["git checkout -q -b other HEAD~1", "echo 'b: 2' >>deals/x.yaml", "git commit -qam more"])
  func whatHappensAfterwardsIsNoLoss(_ line: String) throws {
    let fixture = try Fixture(git: true)
    try fixture.write("deals/x.yaml", "id: x\na: 1\n")
    try fixture.sh(
      """
      git add -A && git commit -qm first
      printf '#!/bin/sh\\ncd "$ROOT"; [ -e .git/once ] || { touch .git/once; \(line); }\\n' >.git/hooks/post-commit
      chmod +x .git/hooks/post-commit
      """)
    let git = Git(try fixture.repository(), environment: fixture.environment)
    _ = try fixture.commit(
      [
        FileChange(
          path: "deals/x.yaml",
          action: .replace(before: bytes("id: x\na: 1\n"), after: bytes("id: x\na: 2\n")))
      ], git: true)
    #expect(git.commitPending() == [])
    #expect(try fixture.sh("git log --all -p --format=").contains("+a: 2"))
    #expect(try fixture.conflictCopies() == [])
  }

  @Test func whatGitIgnoresIsTold() throws {
    let fixture = try Fixture(git: true)
    try fixture.write(".gitignore", "contacts/\n*.yaml\n!keep.yaml\n")
    try fixture.write("deals/tracked.yaml", "id: t\n")
    try fixture.sh("git add -f deals/tracked.yaml && git commit -qm first")
    let git = Git(try fixture.repository(), environment: fixture.environment)
    _ = try fixture.commit(
      [
        FileChange(
          path: "deals/tracked.yaml",
          action: .replace(before: bytes("id: t\n"), after: bytes("id: t\na: 1\n"))),
        FileChange(path: "deals/keep.yaml", action: .create(bytes("id: k\n"))),
      ], git: true)
    #expect(git.commitPending() == [])
    _ = try fixture.commit(
      [
        FileChange(path: "contacts/a.yaml", action: .create(bytes("id: a\n"))),
        FileChange(path: "contacts/b.yaml", action: .create(bytes("id: b\n"))),
      ], git: true)
    let warnings = git.commitPending()
    #expect(warnings.count == 1)
    #expect(
      warnings.first?.message.contains("contacts/a.yaml (.gitignore:1: contacts/): it and 1 more") == true)
    #expect(try git.pendingCount() == 0)
  }
}

/// Hooks of the commits that crm makes may call crm.
@Suite struct HookTests {
  private func note(_ path: String, in fixture: Fixture) throws {
    _ = try fixture.commit([FileChange(path: path, action: .create(bytes("id: x\n")))], git: true)
  }

  @Test func whatAHookWritesIsCommittedByTheCommandThatRunsIt() throws {
    let fixture = try Fixture(git: true)
    try fixture.sh("git add -A && git commit -qm first")
    let git = Git(try fixture.repository(), environment: fixture.environment)
    try note("deals/late.yaml", in: fixture)
    try fixture.sh(
      """
      mv .git/crm/uncommitted-* .git/late
      printf '#!/bin/sh\\n[ ! -e .git/late ] || mv .git/late .git/crm/uncommitted-00000009-aaaaaaaaaaaaaaaa\\n' \\
        >.git/hooks/post-commit
      chmod +x .git/hooks/post-commit
      """)
    try note("deals/early.yaml", in: fixture)
    #expect(git.commitPending() == [])
    #expect(try git.pendingCount() == 0)
    #expect(try fixture.sh("git ls-tree -r --name-only HEAD deals") == "deals/early.yaml\ndeals/late.yaml\n")
  }

  @Test func insideAHookNobodyWaits() throws {
    let fixture = try Fixture(git: true)
    let repository = try fixture.repository()
    try note("deals/x.yaml", in: fixture)
    let inside = Git(
      repository, environment: fixture.environment + ["CRM_COMMITTING=" + repository.stateDirectory])
    #expect(inside.isInsideCommit)
    #expect(!Git(repository, environment: fixture.environment + ["CRM_COMMITTING=/other"]).isInsideCommit)
    let lock = try RepositoryLock.acquire(
      .exclusive, in: repository, file: "git-lock", command: "test", timeout: 1000)
    let start = System.milliseconds()
    #expect(inside.commitPending() == [])
    #expect(System.milliseconds() - start < 4000)
    #expect(try inside.pendingCount() == 1)
    _ = consume lock
    // A child that the hook left in the background finds nobody who would do it.
    #expect(inside.commitPending() == [])
    #expect(try inside.pendingCount() == 0)
  }

  @Test func hooksLearnOfTheCommitThatRunsThem() throws {
    let fixture = try Fixture(git: true)
    try fixture.sh(
      "printf '#!/bin/sh\\nenv | grep ^CRM_ >.git/seen\\n' >.git/hooks/post-commit; chmod +x .git/hooks/post-commit"
    )
    let repository = try fixture.repository()
    try note("deals/x.yaml", in: fixture)
    #expect(Git(repository, environment: fixture.environment).commitPending() == [])
    #expect(try fixture.read(".git/seen") == "CRM_COMMITTING=\(repository.stateDirectory)\n")
  }

  @Test func theGitFolderIsPrivate() throws {
    let fixture = try Fixture()
    try Git(try fixture.repository(), environment: fixture.environment).initRepository()
    #expect(try fixture.mode(".git") == 0o700)
  }
}
