import Foundation
import Testing

/// What git does with records by itself, and what it does in a clone that has joined the team: with real git.
@Suite struct TeamGitTests {
  /// Shell functions that make the histories.
  private static let functions = """
    task() { printf 'id: %s\\ntitle: %s\\ntype: call\\ndue: 2026-11-20\\ndeal: website-d7f3q2mz\\ncontact: anna-k7f3q2mz
    owner: anna\\ncreated: 2026-11-01T10:00:00Z\\nnotes: |\\n  one\\n  two\\n  three\\n' "$1" "$2"; }
    deal() { printf 'id: d7f3q2mz\\ntitle: Website\\npipeline: sales\\nstage: meeting\\namount: %s\\ncurrency: %s
    created: 2026-11-01T10:00:00Z\\n' "$1" "$2" > deals/website-d7f3q2mz.yaml; }
    save() { git add -A && git commit -q -m "$1"; }
    start() { git init -q -b main . && mkdir -p deals tasks/2026-11 && printf 'format: 1\\n' > crm.yaml
      printf '.bin\\nLibrary\\n' > .git/info/exclude
      if [ "$JOIN" = 1 ]; then crm team join >.bin/join || exit 99; fi; }
    neighbours() { start; deal 1 EUR; save base; git branch topic; deal 2 EUR; save ours
      git checkout -q topic; deal 1 USD; save theirs; git checkout -q main; }
    call=tasks/2026-11/call-a7f3q2mz.yaml; other=tasks/2026-11/call-b7f3q2mz.yaml
    later() { task a7f3q2mz Call | sed 's/due: .*/due: 2026-12-31/' > $call; }
    replaced() { git rm -q $call; mkdir -p tasks/2026-11; task b7f3q2mz Call > $other; }
    lookalike() { start; task a7f3q2mz Call > $call; save base; git branch topic; later; save ours
      git checkout -q topic; replaced; save theirs; git checkout -q main; }
    """

  struct Line: Sendable, CustomTestStringConvertible {
    let command: String
    let setup: String
    let script: String
    /// What of the record is left without our configuration, and with it.
    let without: Seen
    let with: Seen

    var testDescription: String { command }
  }

  enum Seen: Equatable {
    case merged, marks, ours
  }

  static let neighbours: [Line] = [
    Line("git merge", "neighbours", "git merge -q topic", .marks, .merged),
    Line("git merge -s recursive", "neighbours", "git merge -q -s recursive topic", .marks, .merged),
    Line("git merge --squash", "neighbours", "git merge -q --squash topic", .marks, .merged),
    Line("git merge -X ours", "neighbours", "git merge -q -X ours topic", .ours, .merged),
    Line(
      "git pull", "neighbours; git init -q --bare .bin/r; git push -q .bin/r topic",
      "git pull -q --no-rebase .bin/r topic", .marks, .merged),
    Line("git rebase", "neighbours", "git rebase -q topic", .marks, .merged),
    Line("git rebase --apply", "neighbours", "git rebase -q --apply topic", .marks, .merged),
    Line(
      "git am -3", "neighbours; git format-patch -q -1 topic --stdout > .bin/p", "git am -q -3 .bin/p",
      .marks, .merged),
    Line("git cherry-pick", "neighbours", "git cherry-pick topic", .marks, .merged),
    Line(
      "git revert", "start; deal 1 USD; save base; deal 1 EUR; save edit; deal 2 EUR; save later",
      "git revert --no-edit HEAD~", .marks, .merged),
    Line(
      "git stash pop", "start; deal 1 EUR; save base; deal 2 EUR; git stash -q; deal 1 USD; save other",
      "git stash pop", .marks, .merged),
    Line(
      "git checkout -m",
      "start; deal 1 EUR; save base; git branch topic; deal 1 USD; save other; git checkout -q topic; deal 2 EUR",
      "git checkout -q -m main", .marks, .merged),
    Line("git merge -s resolve", "neighbours", "git merge -q -s resolve topic", .marks, .marks),
    Line(
      "an octopus",
      "neighbours; git checkout -q -b third HEAD~; echo x > x; save x; git checkout -q main",
      "git merge -q topic third", .ours, .ours),
  ]

  @Test(arguments: neighbours) func neighbouringLines(_ line: Line) throws {
    for isJoined in [false, true] {
      let text = try Self.run(line.setup, line.script, isJoined, printing: "cat deals/*.yaml")
      let seen: Seen =
        text.contains("<<<<<<<")
        ? .marks : text.contains("amount: 2\ncurrency: USD") ? .merged : .ours
      #expect(seen == (isJoined ? line.with : line.without), "\(line.command), joined: \(isJoined): \(text)")
    }
  }

  /// A task that was deleted on one side, and one that looks like it: git alone writes the edit of the first into the second.
  @Test(arguments: [
    ("git merge", "lookalike", "git merge -q topic"),
    (
      "git merge -X no-renames", "lookalike",
      "git -c merge.renames=false -c diff.renames=false merge -q -X no-renames topic"
    ),
    ("git rebase", "lookalike", "git rebase -q topic"),
    ("git cherry-pick", "lookalike", "git cherry-pick topic"),
    (
      "git revert", "start; task a7f3q2mz Call > $call; save base; later; save edit; replaced; save theirs",
      "git revert --no-edit HEAD~"
    ),
    (
      "git am -3", "lookalike; git checkout -q topic; git format-patch -q -1 main --stdout > .bin/p",
      "git am -q -3 .bin/p"
    ),
    (
      "git stash pop",
      "start; task a7f3q2mz Call > $call; save base; later; git stash -q; replaced; save other",
      "git stash pop"
    ),
  ])
  func aFalseRename(_ command: String, _ setup: String, _ script: String) throws {
    let print = "cat $other; echo ===; cat tasks/apart/*.yaml 2>/dev/null; echo ===; git ls-files tasks"
    let alone = try Self.run(setup, script, false, printing: print).components(separatedBy: "===\n")
    let joined = try Self.run(setup, script, true, printing: print).components(separatedBy: "===\n")
    let due = command == "git revert" ? "due: 2026-11-20" : "due: 2026-12-31"
    // git's revert brings the old due day into a record that never had another; the others bring the new one.
    if command != "git revert" { #expect(alone[0].contains(due), "\(command)") }
    #expect(joined[0].contains("id: b7f3q2mz\n") && joined[0].contains("due: 2026-11-20"), "\(command)")
    #expect(joined[1].contains("id: a7f3q2mz\n") && joined[1].contains(due), "\(command)")
    #expect(joined[2] == "tasks/2026-11/call-b7f3q2mz.yaml\n", "\(command)")
  }

  /// A deal lies where its name says, so the record that is kept apart must not lie there: git takes that file away.
  @Test func aFalseRenameOfWhatHasNoMonth() throws {
    let text = try Self.run(
      """
      start; a=deals/site-a7f3q2mz.yaml; b=deals/site-b7f3q2mz.yaml; task a7f3q2mz Site > $a; save base
      git branch topic; task a7f3q2mz Site | sed 's/due: .*/due: 2026-12-31/' > $a; save ours; git checkout -q topic
      git rm -q $a; mkdir -p deals; task b7f3q2mz Site > $b; save theirs; git checkout -q main
      """, "git merge -q topic", true, printing: "find deals -type f | sort; cat deals/apart/*")
    #expect(text.hasPrefix("deals/apart/site-a7f3q2mz.yaml\ndeals/site-b7f3q2mz.yaml\nid: a7f3q2mz\n"))
    #expect(text.contains("due: 2026-12-31"))
  }

  @Test func exactRenamesAloneAreAWayOut() throws {
    let text = try Self.run(
      "lookalike", "git merge -q -X find-renames=100% topic", false,
      printing: "cat $other; git status --short")
    #expect(text.contains("due: 2026-11-20"))
    #expect(text.contains("UD tasks/2026-11/call-a7f3q2mz.yaml"))
  }

  /// The one task of a month was moved: git alone carries the other side's new one along, or asks.
  @Test func aFolderThatMoved() throws {
    let setup = """
      start; task a7f3q2mz A > tasks/2026-11/a-a7f3q2mz.yaml; save base; git branch topic; mkdir tasks/2026-12
      git mv tasks/2026-11/a-a7f3q2mz.yaml tasks/2026-12/; save moved; git checkout -q topic
      task b7f3q2mz B > tasks/2026-11/b-b7f3q2mz.yaml; save new; git checkout -q main
      """
    let print = "git ls-files tasks"
    #expect(
      try Self.run(setup, "git merge -q topic", false, printing: print).contains(
        "tasks/2026-12/b-b7f3q2mz.yaml"))
    #expect(
      try Self.run(setup, "git merge -q topic", true, printing: print)
        == "tasks/2026-11/b-b7f3q2mz.yaml\ntasks/2026-12/a-a7f3q2mz.yaml\n")
  }

  /// git reads the attributes of the work tree, which the branch that brings them has not reached yet.
  @Test func attributesThatComeWithTheMerge() throws {
    let setup = """
      neighbours; git checkout -q topic; echo 'deals/** merge=crm' > .gitattributes; save attributes; git checkout -q main
      git config merge.crm.driver 'crm merge-driver %O %A %B %L %P'
      """
    #expect(try Self.run(setup, "git merge -q topic", false, printing: "cat deals/*").contains("<<<<<<<"))
    #expect(!(try Self.run(setup, "git merge -q topic", true, printing: "cat deals/*").contains("<<<<<<<")))
  }

  /// Drivers that are not there, die, or leave nothing: ours in silence, or an empty record.
  @Test func driversThatFail() throws {
    func outcome(_ driver: String) throws -> String {
      try Self.run(
        "neighbours; echo 'deals/** merge=x' > .git/info/attributes; git config merge.x.driver '\(driver)'",
        "git merge -q topic", false,
        printing: "git status --short; cat deals/*; wc -c < deals/website-d7f3q2mz.yaml")
    }
    for driver in ["no-such-program %A", "exit 130", "kill -9 $$"] {
      let text = try outcome(driver)
      #expect(text.contains("UU deals/"), "\(driver)")
      #expect(text.contains("amount: 2\ncurrency: EUR"), "\(driver)")
    }
    #expect(try outcome("true > %A") == "0\n")
    let nameless = try Self.run(
      "neighbours; echo 'deals/** merge=x' > .git/info/attributes; git config merge.x.name X",
      "git merge -q topic",
      false, printing: "git status --short; cat deals/*")
    #expect(nameless.contains("amount: 2\ncurrency: EUR") && !nameless.contains("<<<<<<<"))
  }

  /// Our command sets marks where crm is not there, cannot run, or is one that knows no drivers.
  @Test(arguments: [
    "rm .bin/crm", "printf '#!/bin/sh\\nexit 2\\n' > .bin/x; chmod +x .bin/x; ln -sf x .bin/crm",
    "printf '#!/bin/sh\\nkill -9 $$\\n' > .bin/x; chmod +x .bin/x; ln -sf x .bin/crm",
  ])
  func withoutTheProgram(_ breakage: String) throws {
    let text = try Self.run(
      "neighbours; \(breakage)", "git merge -q topic", true, printing: "git status --short; cat deals/*")
    #expect(text.contains("UU deals/"))
    #expect(
      text.contains(
        "<<<<<<< ours\namount: 2\ncurrency: EUR\n=======\namount: 1\ncurrency: USD\n>>>>>>> theirs\n"))
  }

  /// In a linked work tree git tells the driver of its folder, and of no work tree.
  @Test func aLinkedWorkTree() throws {
    let text = try Self.run(
      "neighbours; git worktree add -q .bin/linked -b side", "cd .bin/linked && git merge -q topic", true,
      printing: "cat .bin/linked/deals/*; git -C .bin/linked status --short")
    #expect(text.contains("amount: 2\ncurrency: USD"))
    #expect(!text.contains("??"))
  }

  @Test func aRepositoryBelowTheTop() throws {
    let text = try Self.run(
      """
      git init -q -b main .; echo .bin > .git/info/exclude; mkdir -p 'a b/deals'; cd 'a b'; printf 'format: 1\\n' > crm.yaml
      crm team join >../.bin/join; deal 1 EUR; save base; git branch topic; deal 2 EUR; save ours; git checkout -q topic
      deal 1 USD; save theirs; git checkout -q main
      """, "git merge -q topic", true, printing: "cat deals/*")
    #expect(text.contains("amount: 2\ncurrency: USD"))
  }

  /// Git's own union of lines doubles keys, which check names.
  @Test func aUnionOfLines() throws {
    let text = try Self.run(
      "neighbours; echo 'deals/** merge=union' > .git/info/attributes", "git merge -q topic", false,
      printing: "cat deals/*; crm check")
    #expect(text.contains("amount: 2\ncurrency: EUR\namount: 1\ncurrency: USD"))
    #expect(text.contains("duplicate") || text.contains("twice"))
  }

  private static func run(
    _ setup: String, _ script: String, _ isJoined: Bool, printing print: String
  ) throws -> String {
    let shop = try Workshop()
    var environment = shop.environment
    environment["JOIN"] = isJoined ? "1" : "0"
    environment["GIT_AUTHOR_DATE"] = "1795000000 +0000"
    environment["GIT_COMMITTER_DATE"] = "1795000000 +0000"
    let made = try shop.sh(
      "set -e; \(functions)\n\(setup)\n( \(script) ) >\"$HOME/.bin/said\" 2>&1 || true\n( \(print) ) 2>&1 || true",
      environment: environment)
    #expect(made.status == 0, "\(setup): \(made.errors)")
    return made.output
  }
}

extension TeamGitTests.Line {
  init(
    _ command: String, _ setup: String, _ script: String, _ without: TeamGitTests.Seen,
    _ with: TeamGitTests.Seen
  ) {
    self.init(command: command, setup: setup, script: script, without: without, with: with)
  }
}
