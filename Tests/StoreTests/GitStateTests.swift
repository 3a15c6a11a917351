import Diagnostics
import Records
import Testing

@testable import Store

@Suite struct GitStateTests {
  /// Two branches that contradict each other.
  private func fork() throws -> Fixture {
    let fixture = try Fixture(git: true)
    try fixture.sh(
      """
      git checkout -qb main; git add -A; git commit -qm base
      git checkout -qb side; echo side >x; git add x; git commit -qm side
      git checkout -q main; echo main >x; git add x; git commit -qm main
      """)
    return fixture
  }

  @Test(arguments: [
    ("git rebase -q side", GitState.Operation.rebase), ("git rebase -q --apply side", .rebase),
    ("git merge -q side", .merge), ("git cherry-pick side", .cherryPick),
    ("echo q >x; git commit -qam q; git revert HEAD~1", .revert),
    ("git bisect start -q HEAD HEAD~1", .bisect),
    ("git format-patch -q --stdout HEAD..side >p; git am -q p", .am),
  ])
  func whatGitIsInTheMiddleOf(_ command: String, _ operation: GitState.Operation) throws {
    let fixture = try fork()
    #expect(GitState(of: try fixture.repository()).operation == nil)
    try fixture.sh("{ \(command); } >/dev/null 2>&1 || true")
    let state = GitState(of: try fixture.repository())
    #expect(state.operation == operation)
    #expect(state.refusal?.hints.last?.description.contains("--force") == true)
    #expect(state.warning?.message.contains(operation.abortion) == true)
    try fixture.sh("\(operation.abortion) >/dev/null 2>&1")
    #expect(GitState(of: try fixture.repository()) == GitState(of: try Fixture(git: true).repository()))
  }

  @Test func detachedHeads() throws {
    let fixture = try fork()
    #expect(!GitState(of: try fixture.repository()).isDetached)
    try fixture.sh("git checkout -q --detach")
    let state = GitState(of: try fixture.repository())
    #expect(state.isDetached && state.operation == nil && state.refusal == nil)
    #expect(state.warning?.message.contains("detached") == true)
    try fixture.sh("git checkout -q main; rm .git/HEAD; ln -s refs/heads/main .git/HEAD")
    #expect(!GitState(of: try fixture.repository()).isDetached)
    #expect(GitState(of: try Fixture().repository()).warning == nil)
  }

  @Test func aLinkedWorkTreeHasAStateOfItsOwn() throws {
    let fixture = try fork()
    try fixture.sh("git worktree add -q tree side")
    let linked = try Repository(root: fixture.path + "/tree")
    try fixture.sh("cd tree; { git rebase -q main; } >/dev/null 2>&1 || true")
    #expect(GitState(of: linked).operation == .rebase)
    #expect(GitState(of: try fixture.repository()).operation == nil)
  }
}

@Suite struct HiddenRecordsTests {
  private static let deal = """
    id: wbcd2345
    title: Site
    pipeline: sales
    stage: first-contact
    contact: anna-abcd2345
    next_step: call-tbcd2345
    created: 2026-11-24T10:00:00+01:00

    """

  private func found(_ fixture: Fixture) throws -> HiddenRecords {
    let git = Git(try fixture.repository(), environment: fixture.environment)
    let (config, _) = try RepositoryLoader.config(in: try fixture.repository())
    return try HiddenRecords(git, config: config, schema: config.schema)
  }

  @Test(arguments: ["", "клиенты"]) func areFoundAndWhatTheyNameStays(_ inside: String) throws {
    let fixture = try Fixture(inside: inside)
    try fixture.sh("git init -q \"$BASE\"")
    try fixture.write("crm.yaml", "format: 1\ntimezone: Europe/Berlin\ncurrency: EUR\n")
    try fixture.write("deals/site-wbcd2345.yaml", Self.deal)
    try fixture.write("deals/notes.txt", "x\n")
    try fixture.write("contacts/anna-abcd2345.yaml", "id: abcd2345\nname: Anna\n")
    try fixture.sh("git add -A; git commit -qm first")
    #expect(try found(fixture).isEmpty)
    try fixture.sh("cd \"$BASE\"; git sparse-checkout set --no-cone '/**/contacts/' crm.yaml contacts")
    #expect(try fixture.read("deals/site-wbcd2345.yaml") == nil)
    let hidden = try found(fixture)
    #expect(hidden.paths == ["deals/site-wbcd2345.yaml"])
    #expect(hidden.warning?.message.contains("deals/site-wbcd2345.yaml") == true)
    let (contact, step) = (try #require(RecordID("abcd2345")), try #require(RecordID("tbcd2345")))
    var change = Change()
    #expect(hidden.refusal(of: change) == nil)
    change.set(step, "text", .text("other"))
    #expect(hidden.refusal(of: change) == nil)
    change.set(step, "status", .text("done"))
    #expect(hidden.refusal(of: change)?.code == .stillReferenced)
    var deletion = Change()
    deletion.delete(contact)
    #expect(hidden.refusal(of: deletion)?.code == .stillReferenced)
  }
}
