import Foundation
import JSON
import Testing

/// One field, two values: left to a person, in git's own state of a merge.
@Suite struct ConflictTests {
  private func office() throws -> TeamOffice {
    let office = try TeamOffice()
    try office.crm("a", "contacts", "set", "anna", "city=Bonn", "region=r1")
    try office.crm("a", "sync")
    let path = try office.path("b", "contacts", "anna")
    try office.write(
      "b", path,
      office.text("b", path).replacingOccurrences(of: "city: Ulm", with: "city: Kiel\nposition: cto"))
    return office
  }

  @Test func nothingIsPushedAndGitCanGiveItUp() throws {
    let office = try office()
    let hub = try office.sh("git -C hub rev-parse main")
    let run = try office.crm("b", "sync", status: 4)
    #expect(run.output.contains("city: ours Kiel (b, "))
    #expect(try office.sh("git -C hub rev-parse main") == hub)
    let path = try office.path("b", "contacts", "anna")
    #expect(try office.status("b") == "UU \(path)\n")
    let text = try office.text("b", path)
    #expect(
      text.contains("region: ") && text.contains("position: cto")
        && text.contains("<<<<<<< ours (main)\ncity: Kiel\n"))
    try office.crm("b", "sync", status: 1)
    try office.crm("b", "contacts", "set", "bert", "region=r2", status: 1)
    try office.sh("git -C b merge --abort")
    #expect(try office.status("b") == "")
    #expect(try office.text("b", path).contains("city: Kiel"))
  }

  @Test func givenUpAllIsAsBeforeTheSync() throws {
    let office = try office()
    let (head, path) = (try office.head("b"), try office.path("b", "contacts", "anna"))
    let text = try office.text("b", path)
    try office.crm("b", "sync", status: 4)
    try office.crm("b", "sync", "--abort")
    #expect(try office.head("b") == head)
    #expect(try office.status("b") == " M \(path)\n")
    #expect(try office.text("b", path) == text)
    try office.crm("b", "sync", "--abort", status: 1)
  }

  @Test(arguments: [("ours", "Kiel"), ("theirs", "Bonn"), ("Mainz", "Mainz")])
  func aSettledConflictIsCommittedAsAMerge(choice: String, city: String) throws {
    let office = try office()
    try office.crm("b", "sync", status: 4)
    try office.crm("b", "sync", "--continue", status: 4)
    try office.crm("b", "resolve", "anna", "city", choice)
    #expect(try office.crm("b", "conflicts", "--json").output == "[]\n")
    try office.crm("b", "sync", "--continue")
    #expect(try office.sh("git -C b log -1 --format=%p").split(separator: " ").count == 2)
    try office.settle()
    let text = try office.text("a", office.path("a", "contacts", "anna"))
    #expect(text.contains("city: \(city)\n") && text.contains("position: cto") && text.contains("region: "))
    #expect(try office.crm("b", "undo", "--list").output.contains("resolve") == false)
  }

  @Test func whatAnEditorSettledCounts() throws {
    let office = try office()
    try office.crm("b", "sync", status: 4)
    let path = try office.path("b", "contacts", "anna")
    let lines = try office.text("b", path).split(separator: "\n").filter { line in
      !["<<<<<<<", "=======", ">>>>>>>", "city: Bonn"].contains { line.hasPrefix($0) }
    }
    try office.write("b", path, lines.map { $0 + "\n" }.joined())
    #expect(try office.crm("b", "conflicts", "--json").output == "[]\n")
    try office.crm("b", "sync", "--continue")
    try office.settle()
    #expect(try office.text("a", path).contains("city: Kiel"))
  }

  @Test(arguments: ["ours", "theirs", "newer"]) func aPreferenceDecidesAndSaysSo(side: String) throws {
    let office = try office()
    let run = try office.crm("b", "sync", "--prefer", side)
    #expect(run.output.contains("gave way"))
    try office.settle()
    let city = side == "theirs" ? "Bonn" : "Kiel"
    if side != "newer" {
      #expect(try office.text("a", office.path("a", "contacts", "anna")).contains("city: \(city)"))
    }
  }

  /// The same commands settle what git's own merge left, marks around fields or not, and a deletion beside an edit.
  @Test func whatGitItselfMergedIsSettledToo() throws {
    let office = try office()
    let bert = try office.path("a", "contacts", "bert")
    try office.sh("cd a; git rm -q \(bert); git commit -qm gone; git push -q")
    try office.crm("b", "contacts", "set", "bert", "city=Bonn")
    try office.sh("cd b; git commit -qam anna; git fetch -q; git merge origin/main >/dev/null 2>&1 || true")
    let answer = try JSONValue(parsing: Array(try office.crm("b", "conflicts", "--json").output.utf8))
    #expect(answer.array?.map { $0["field"]?.string ?? "" } == ["city", ""])
    try office.crm("b", "resolve", "bert", "ours")
    try office.crm("b", "resolve", "--all", "theirs")
    try office.crm("b", "sync", "--continue")
    try office.settle()
    #expect(try office.text("a", bert).contains("city: Bonn"))
    #expect(try office.text("a", office.path("a", "contacts", "anna")).contains("city: Bonn"))
  }

  /// A conflict beside them keeps no repair away: edits of a record that the other side merged into another flow on.
  @Test func theRepairComesAfterTheConflict() throws {
    let office = try office()
    try office.crm("a", "contacts", "set", "bert", "notes=met")
    try office.crm("a", "sync")
    try office.crm("b", "contacts", "add", "Zoe", "city=Ulm")
    try office.crm("b", "contacts", "merge", "zoe", "bert")
    try office.crm("b", "sync", status: 4)
    try office.crm("b", "resolve", "--all", "ours")
    try office.crm("b", "sync", "--continue")
    try office.settle()
    #expect(try office.text("a", office.path("a", "contacts", "zoe")).contains("notes: met"))
  }

  @Test func filesThatAreNoRecordsAreSettledAsAWhole() throws {
    let office = try TeamOffice()
    try office.sh(
      "cd a; printf 'x\\n' >NOTES; printf 'a\\0' >logo; git add -A; git commit -qm n; git push -q; cd ../b; git pull -q"
    )
    try office.sh("cd a; printf 'a\\n' >NOTES; printf 'b\\0' >logo; git commit -qam n; git push -q")
    try office.sh("cd b; printf 'b\\n' >NOTES; printf 'c\\0' >logo; git commit -qam n")
    try office.crm("b", "sync", status: 4)
    try office.crm("b", "resolve", "NOTES", "theirs")
    try office.crm("b", "resolve", "logo", "ours")
    try office.crm("b", "sync", "--continue")
    try office.settle()
    #expect(try office.sh("cat a/NOTES; od -An -c a/logo") == "a\n   c  \\0\n")
  }
}
