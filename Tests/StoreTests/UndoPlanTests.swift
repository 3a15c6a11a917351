import Merging
import Testing

@testable import Store

@Suite struct UndoPlanTests {
  private static let path = "contacts/anna-k7f3q2mz.yaml"
  private static let before = "id: k7f3q2mz\nname: Anna\ncity: Oslo # home\ntags: [a]\n"
  private static let after = "id: k7f3q2mz\nname: Anna\ncity: Rome # home\ntags: [a]\n"

  private func outcome(
    _ before: String?, _ after: String?, now: String?, path: String = path
  ) -> UndoPlan.Outcome {
    let file = ChangedFile(
      path: path, before: before.map(bytes), after: after.map { .content(bytes($0)) } ?? .absent)
    return UndoPlan.outcome(of: file, present: now.map(bytes))
  }

  @Test(arguments: [
    // As the change left it.
    (after, before),
    // Another field, a new one, a comment and the order of keys stay as they were written since.
    (
      "id: k7f3q2mz\nname: Anna B\ncity: Rome # home\ntags: [a]\n",
      "id: k7f3q2mz\nname: Anna B\ncity: Oslo # home\ntags: [a]\n"
    ),
    (after + "notes: calls on Mondays\n", before + "notes: calls on Mondays\n"),
    ("# mine\n" + after, "# mine\n" + before),
    (
      "id: k7f3q2mz\ntags: [a]\ncity: Rome # home\nname: Anna\n",
      "id: k7f3q2mz\ntags: [a]\ncity: Oslo # home\nname: Anna\n"
    ),
    // Line ends that git converted since.
    (
      after.replacing("\n", with: "\r\n"), before.replacing("\n", with: "\r\n")
    ),
    (
      (after + "notes: x\n").replacing("\n", with: "\r\n"),
      (before + "notes: x\n").replacing("\n", with: "\r\n")
    ),
  ])
  func takesBackItsOwnAlone(_ now: String, _ expected: String) {
    #expect(outcome(Self.before, Self.after, now: now) == .write(bytes(expected)))
  }

  @Test func refusesWhatCannotBeMergedByName() {
    let bonn = Self.after.replacing("Rome", with: "Bonn")
    #expect(outcome(Self.before, Self.after, now: bonn) == .refused(.keysChanged(["city"])))
    #expect(outcome(Self.before, Self.after, now: nil) == .refused(.deleted))
    #expect(outcome(Self.before, Self.after, now: "id: [broken\n") == .refused(.linesChanged))
    #expect(outcome(nil, Self.after, now: bonn) == .refused(.writtenInto(["city"])))
    #expect(outcome(Self.before, nil, now: bonn) == .refused(.placeTaken))
  }

  @Test func filesComeAndGo() {
    #expect(outcome(nil, Self.after, now: Self.after) == .remove)
    #expect(outcome(nil, Self.after, now: Self.after.replacing("\n", with: "\r\n")) == .remove)
    #expect(outcome(nil, Self.after, now: nil) == .nothing)
    #expect(outcome(Self.before, nil, now: nil) == .restore(bytes(Self.before)))
    #expect(outcome(Self.before, nil, now: Self.before) == .nothing)
    #expect(outcome(Self.before, Self.after, now: Self.before) == .nothing)
    let digest = ChangedFile(path: Self.path, before: nil, after: .digest(SHA256.digest(bytes(Self.after))))
    #expect(UndoPlan.outcome(of: digest, present: bytes(Self.after)) == .remove)
    #expect(
      UndoPlan.outcome(of: digest, present: bytes(Self.after.replacing("\n", with: "\r\n"))) == .remove)
    #expect(UndoPlan.outcome(of: digest, present: bytes(Self.before)) == .refused(.writtenInto([])))
  }

  @Test func itemsOfListsAreTakenBackOneByOne() {
    let added = Self.before.replacing("[a]", with: "[a, b]")
    #expect(
      outcome(Self.before, added, now: Self.before.replacing("[a]", with: "[a, b, mine]"))
        == .write(bytes(Self.before.replacing("[a]", with: "[a, mine]"))))
    #expect(
      outcome(Self.before, added, now: Self.before.replacing("[a]", with: "[a, c]"))
        == .refused(.keysChanged(["tags"])))
  }

  @Test func otherFilesGoBackLineByLine() {
    let path = "pipelines/sales.yaml"
    let (before, after) = ("a: 1\nb:\n- x\n- y\nc: 3\n", "a: 1\nb:\n- x\n- z\nc: 3\n")
    #expect(
      outcome(before, after, now: "# mine\n" + after, path: path) == .write(bytes("# mine\n" + before)))
    #expect(
      outcome(before, after, now: after.replacing("- z", with: "- w"), path: path) == .refused(.linesChanged))
  }

  @Test(arguments: [
    ("a\nb\nc\n", "a\nB\nc\n", "a\nb\nc\nd\n", "a\nB\nc\nd\n"),
    ("a\nb\nc\nd\n", "b\nc\nd\n", "a\nb\nc\n", "b\nc\n"),
    ("a\nb\n", "a\nx\n", "a\nx\n", "a\nx\n"),
    ("a\n\nb\nc", "a\n\nb\nc\n", "z\n\nb\nc", "z\n\nb\nc\n"),
  ])
  func linesMerge(_ base: String, _ ours: String, _ theirs: String, _ both: String) {
    #expect(LineMerge.merge(base: bytes(base), ours: bytes(ours), theirs: bytes(theirs)) == bytes(both))
    #expect(LineMerge.merge(base: bytes(base), ours: bytes(theirs), theirs: bytes(ours)) == bytes(both))
  }

  @Test(arguments: [("a\nb\n", "a\nx\n", "a\ny\n"), ("a\nb\n", "a\nb\nx\n", "a\nb\ny\n"), ("a\n", "", "b\n")])
  func linesThatTouchAreNotMerged(_ base: String, _ ours: String, _ theirs: String) {
    #expect(LineMerge.merge(base: bytes(base), ours: bytes(ours), theirs: bytes(theirs)) == nil)
  }

  @Test(arguments: [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"), ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
    ),
    (String(repeating: "a", count: 1000), "291e9a6c66994949b57ba5e650361e98fc36b1ba"),
  ])
  func sha1(_ text: String, _ expected: String) { #expect(SHA1.hex(bytes(text)) == expected) }

  @Test func blobsAreKnownByTheirNames() {
    let name = GitObject.name(ofBlob: bytes("a: 1\n"), digits: 40)
    #expect(name == "a8926a52d8dcba5c4386945476ab6a2ad008afd4")
    #expect(GitObject.isBlob(name, of: bytes("a: 1\n")) && GitObject.isBlob(name, of: bytes("a: 1\r\n")))
    #expect(!GitObject.isBlob(name, of: bytes("a: 2\n")))
    #expect(GitObject.name(ofBlob: [], digits: 40) == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")
  }
}
