import Foundation
import Testing

/// `crm sync` between real clones.
@Suite struct SyncTests {
  @Test(arguments: ["", "sales/Отдел"]) func bothWaysAtOnce(inside: String) throws {
    let office = try TeamOffice(inside: inside)
    try office.crm("a", "deals", "set", "website", "amount=150")
    try office.crm("b", "deals", "set", "website", "currency=USD")
    try office.crm("b", "contacts", "add", "Carl")
    try office.crm("a", "sync")
    let run = try office.crm("b", "sync")
    #expect(run.output.contains("deal Website: amount (a)"))
    #expect(run.output.contains("contact Carl: added (b)"))
    try office.settle()
    let deal = try office.text("a", office.path("a", "deals", "website"))
    #expect(deal.contains("amount: 150\ncurrency: USD\n"))
    let parents = try office.sh("git -C b log -1 --format=%p --merges").split(separator: " ")
    #expect(parents.count == 2)
  }

  @Test func aSyncWithNothingToDoSaysSo() throws {
    let office = try TeamOffice()
    #expect(try office.crm("b", "sync").output == "up to date with origin/main\n")
    #expect(try office.crm("b", "sync", "--json").output.contains("\"up_to_date\": true"))
  }

  @Test func theFirstPushMakesTheBranchFollow() throws {
    let office = try TeamOffice()
    #expect(try office.sh("git -C a config branch.main.merge") == "refs/heads/main\n")
    try office.sh("git -C a switch -q -c more")
    try office.crm("a", "contacts", "add", "Carl")
    try office.crm("a", "sync")
    #expect(try office.sh("git -C hub rev-parse more") == office.head("a"))
    #expect(try office.sh("git -C a config branch.more.remote") == "origin\n")
  }

  @Test func anEditFollowsARecordThatWasMovedByHand() throws {
    let office = try TeamOffice()
    let path = try office.path("a", "contacts", "anna")
    try office.sh("cd a; mkdir contacts/old; mv \(path) contacts/old/")
    try office.crm("b", "contacts", "set", "anna", "city=Bonn")
    try office.crm("b", "sync")
    try office.crm("a", "sync")
    #expect(
      try office.text("a", path.replacingOccurrences(of: "contacts/", with: "contacts/old/")).contains("Bonn")
    )
    try office.settle()
  }

  @Test func aDeletionBesideAnEditIsSaidAndTheEditStays() throws {
    let office = try TeamOffice()
    try office.crm("a", "contacts", "delete", "bert")
    try office.crm("b", "contacts", "set", "bert", "city=Bonn")
    try office.crm("a", "sync")
    #expect(try office.crm("b", "sync").output.contains("deleted on one side and edited on the other"))
    try office.settle()
    #expect(try office.crm("a", "contacts", "show", "bert").output.contains("Bonn"))
  }

  /// Two moves of one deal: one stands, the other one's step stays, and the repair is a commit of its own that undo takes
  /// back.
  @Test func whatAMergeBreaksIsRepairedInACommitOfItsOwn() throws {
    let office = try TeamOffice()
    try office.crm("a", "deals", "move", "website", "meeting", "--next", "Meet", "--due", "+2d")
    try office.crm("b", "deals", "lose", "website", "--reason", "price")
    try office.crm("a", "sync")
    let run = try office.crm("b", "sync")
    #expect(run.output.contains("repaired:"))
    #expect(try office.sh("git -C b log -1 --format=%s").hasPrefix("sync: "))
    try office.crm("b", "check")
    try office.settle()
  }

  // MARK: Hand edits

  @Test func whatCheckRejectsIsRefusedAndNamed() throws {
    let office = try TeamOffice()
    let path = try office.path("a", "contacts", "anna")
    try office.write("a", path, "id: [\n")
    let head = try office.head("a")
    let run = try office.crm("a", "sync", status: 4)
    #expect(run.errors.contains(path))
    try office.write(
      "a", path, office.text("b", path).replacingOccurrences(of: "city: Ulm", with: "city: Bonn"))
    #expect(try office.crm("a", "sync", "--no-commit", status: 1).errors.contains(path))
    #expect(try office.head("a") == head)
    try office.crm("a", "sync")
    #expect(try office.sh("git -C a log -1 --format=%s") == "by hand: contact Anna: city\n")
  }

  @Test func afterARefusedPushTheEditIsInTheFilesAndInNoCommit() throws {
    let office = try TeamOffice()
    let path = try office.path("a", "contacts", "anna")
    try office.write("a", path, office.text("a", path) + "zip: '1'\n")
    try office.sh(
      "printf '#!/bin/sh\\necho no zip codes here\\nexit 1\\n' >hub/hooks/pre-receive; chmod +x hub/hooks/pre-receive"
    )
    let head = try office.head("a")
    let run = try office.crm("a", "sync", status: 1)
    #expect(run.errors.contains("no zip codes here"))
    #expect(try office.head("a") == head)
    #expect(try office.status("a") == " M \(path)\n")
    try office.sh("rm hub/hooks/pre-receive")
    try office.settle()
  }

  @Test func otherFilesThatAreEditedAreNotWrittenOver() throws {
    let office = try TeamOffice()
    try office.sh("cd b; echo theirs >NOTES; git add NOTES; git commit -qm notes; git push -q")
    try office.sh("echo mine >a/NOTES")
    let run = try office.crm("a", "sync", status: 1)
    #expect(run.errors.contains("NOTES"))
    #expect(try office.sh("cat a/NOTES") == "mine\n")
    try office.sh("rm a/NOTES; echo x >a/OTHER")
    try office.crm("a", "sync")
    #expect(try office.sh("cat a/NOTES") == "theirs\n")
    #expect(try office.status("a") == "?? OTHER\n")
  }

  // MARK: Where it cannot go on

  @Test func offlineNothingChanges() throws {
    let office = try TeamOffice()
    try office.crm("a", "contacts", "add", "Carl")
    let head = try office.head("a")
    try office.sh("mv hub gone")
    let run = try office.crm("a", "sync", status: 1)
    #expect(run.errors.contains("cannot sync with origin"))
    #expect(try office.head("a") == head)
  }

  @Test func refusesAmidstARebaseAndOnADetachedHead() throws {
    let office = try TeamOffice()
    let path = try office.path("a", "contacts", "anna")
    try office.sh("cd a; git checkout -q --detach")
    #expect(try office.crm("a", "sync", status: 1).errors.contains("git switch"))
    try office.sh(
      """
      cd a; git checkout -q main; git checkout -q -b side; echo 'x: 1' >>\(path); git commit -qam side
      git checkout -q main; echo 'x: 2' >>\(path); git commit -qam main
      git rebase side >/dev/null 2>&1 || true
      """)
    #expect(try office.crm("a", "sync", status: 1).errors.contains("git rebase --abort"))
  }

  @Test func aLockOfGitIsNamedBeforeAnythingIsPushed() throws {
    let office = try TeamOffice()
    try office.crm("b", "contacts", "add", "Carl")
    try office.crm("b", "sync")
    let head = try office.head("a")
    try office.sh("touch a/.git/index.lock")
    let run = try office.crm("a", "sync", status: 1)
    #expect(run.errors.contains("a/.git/index.lock"))
    #expect(try office.head("a") == head)
    try office.sh("test -e a/.git/index.lock; rm a/.git/index.lock")
    try office.settle()
  }

  /// A hook before the push leaves a lock, as a git that was killed then would: the files are there, and the next command
  /// of any kind lets git take the merge over.
  @Test func whatGitCouldNotTakeOverTheNextCommandFinishes() throws {
    let office = try TeamOffice()
    try office.crm("b", "contacts", "add", "Carl")
    try office.crm("b", "sync")
    try office.crm("a", "contacts", "add", "Dora")
    try office.sh(
      "printf '#!/bin/sh\\ntouch .git/index.lock\\n' >a/.git/hooks/pre-push; chmod +x a/.git/hooks/pre-push")
    try office.crm("a", "sync", status: 1)
    #expect(try office.status("a").contains("contacts/carl"))
    try office.sh("rm a/.git/index.lock a/.git/hooks/pre-push")
    try office.crm("a", "contacts", "list")
    #expect(try office.status("a") == "")
    #expect(try office.head("a") == office.sh("git -C hub rev-parse main"))
    try office.settle()
  }

  @Test func whoComesSecondFetchesAgain() throws {
    let office = try TeamOffice()
    try office.crm("b", "contacts", "add", "Carl")
    try office.crm("a", "contacts", "add", "Dora")
    try office.sh(
      "printf '#!/bin/sh\\ncd ../b && env -i PATH=\"$PATH\" git push -q\\n' >a/.git/hooks/pre-push; chmod +x a/.git/hooks/pre-push"
    )
    let run = try office.crm("a", "sync")
    #expect(run.output.contains("contact Carl: added (b)"))
    try office.settle()
  }

  @Test func historiesWithoutACommonCommitAreRefused() throws {
    let office = try TeamOffice()
    try office.sh(
      "git -C a checkout -q --orphan other; git -C a commit -qm other; git -C a branch -qM main; git -C a branch -q -u origin/main"
    )
    let run = try office.crm("a", "sync", status: 1)
    #expect(run.errors.contains("no commit in common"))
    #expect(run.errors.contains("--allow-unrelated-histories"))
  }

  // MARK: Kinds of clones

  @Test func aShallowCloneMerges() throws {
    let office = try TeamOffice()
    try office.sh("rm -rf b; git clone -q --depth 1 \"file://$PWD/hub\" b")
    try office.crm("a", "contacts", "set", "anna", "city=Bonn")
    try office.crm("a", "sync")
    try office.crm("b", "contacts", "set", "anna", "region=r1")
    try office.crm("b", "sync")
    try office.settle()
  }

  @Test func aLinkedWorkTreeSyncs() throws {
    let office = try TeamOffice()
    try office.sh(
      "rm -rf b; git -C a worktree add -q ../b -b side; git -C a branch -q --set-upstream-to=origin/main side"
    )
    try office.crm("b", "contacts", "add", "Carl")
    try office.crm("b", "sync")
    #expect(try office.sh("git -C hub rev-parse main") == office.head("b"))
    try office.crm("a", "sync")
    #expect(try office.head("a") == office.head("b"))
  }

  @Test func aCrissCrossMergesToo() throws {
    let office = try TeamOffice()
    try office.crm("a", "contacts", "set", "anna", "city=Bonn")
    try office.crm("b", "contacts", "set", "bert", "region=r1")
    try office.sh(
      """
      git -C a fetch -q ../b main:one; git -C b fetch -q ../a main:two
      git -C a merge -q one; git -C b merge -q two
      """)
    try office.crm("a", "contacts", "set", "anna", "notes=x")
    try office.crm("b", "contacts", "set", "anna", "position=cto")
    try office.crm("a", "sync")
    #expect(
      try office.sh("git -C b fetch -q; git -C b merge-base --all HEAD origin/main").split(separator: "\n")
        .count == 2)
    try office.crm("b", "sync")
    try office.settle()
    let anna = try office.text("a", office.path("a", "contacts", "anna"))
    for word in ["Bonn", "notes: x", "position: cto"] { #expect(anna.contains(word)) }
  }
}
