import Merging
import SeededRandomness
import Testing

/// Trees of records, brought together by what the records are and not by where they lie.
@Suite struct TreeMergeTests {
  /// A tree by path; the object's name is the content itself.
  private typealias Tree = [String: String]

  private static func merged(_ base: Tree, _ ours: Tree, _ theirs: Tree) -> (files: Tree, tree: MergedTree) {
    var contents: [String: [UInt8]] = [:]
    func files(_ tree: Tree) -> TreeMerge.Files {
      tree.mapValues { text in
        contents[text] = Array(text.utf8)
        return TreeEntry(mode: "100644", object: text)
      }
    }
    let sides = (files(base), files(ours), files(theirs))
    let result = TreeMerge(merge: RecordMerge(), prefix: "", contents: contents)
      .merged(base: sides.0, ours: sides.1, theirs: sides.2)
    let texts = result.files.mapValues { file in
      switch file.content {
      case .object(let name): name
      case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
      }
    }
    return (texts, result)
  }

  private static func contact(_ id: String, _ lines: String...) -> String {
    "id: \(id)\nname: A\n" + lines.map { $0 + "\n" }.joined()
  }

  private let old = "contacts/anna-kq3v8m2t.yaml"
  private let anna = TreeMergeTests.contact("kq3v8m2t", "city: Ulm")

  @Test func anEditFollowsARecordThatWasMovedByHand() {
    let edited = Self.contact("kq3v8m2t", "city: Bonn")
    let (files, tree) = Self.merged([old: anna], [old: edited], ["contacts/old/a.yaml": anna])
    #expect(files == ["contacts/old/a.yaml": edited])
    #expect(tree.notes.isEmpty && tree.conflicts.isEmpty)
  }

  @Test func ofTwoMovesOneStandsWhicheverSideIsOurs() {
    let (one, other) = (["contacts/x.yaml": anna], ["contacts/b-kq3v8m2t.yaml": anna])
    let (files, tree) = Self.merged([old: anna], one, other)
    #expect(files == other)
    #expect(tree.notes.map(\.kind) == [.moved])
    #expect(Self.merged([old: anna], other, one).files == other)
  }

  @Test func aDeletionBesideAnEditKeepsTheEdit() {
    let edited = Self.contact("kq3v8m2t", "city: Bonn")
    let (files, tree) = Self.merged([old: anna], [:], [old: edited])
    #expect(files == [old: edited])
    #expect(tree.notes.map(\.kind) == [.kept])
    #expect(Self.merged([old: anna], [:], [old: anna]).files.isEmpty)
    #expect(Self.merged([old: anna], [:], ["contacts/b.yaml": anna]).tree.notes.map(\.kind) == [.gone])
  }

  /// What git's search for renames gets wrong: a record goes, one that looks like it comes, and the first is edited.
  @Test func noEditLandsInARecordThatLooksAlike() {
    let twin = Self.contact("zq3v8m2t", "city: Ulm")
    let edited = Self.contact("kq3v8m2t", "city: Bonn")
    let (files, _) = Self.merged([old: anna], [old: edited], ["contacts/anna-zq3v8m2t.yaml": twin])
    #expect(files == [old: edited, "contacts/anna-zq3v8m2t.yaml": twin])
  }

  @Test func twoRecordsThatWantOneNameBothStay() {
    let (one, other) = (Self.contact("kq3v8m2t"), Self.contact("zq3v8m2t"))
    let path = "contacts/anna.yaml"
    let expected = [path: one, "contacts/anna-zq3v8m2t.yaml": other]
    #expect(Self.merged([:], [path: one], [path: other]).files == expected)
    #expect(Self.merged([:], [path: other], [path: one]).files == expected)
    let named = "contacts/anna-zq3v8m2t.yaml"
    #expect(
      Self.merged([:], [named: one], [named: other]).files
        == [named: other, "contacts/anna-zq3v8m2t-kq3v8m2t.yaml": one])
  }

  @Test func aSecondFileOfARecordGoesWhereItSaysTheSame() {
    let (files, tree) = Self.merged([old: anna], [old: anna, "contacts/copy.yaml": anna], [old: anna])
    #expect(files == [old: anna])
    #expect(tree.notes.map(\.kind) == [.duplicate])
    let (both, _) = Self.merged([:], ["contacts/a.yaml": anna], [old: anna])
    #expect(both == [old: anna])
  }

  @Test func aFileThatCannotBeReadIsStillTheRecordThatItWas() {
    let edited = Self.contact("kq3v8m2t", "city: Bonn")
    let (files, tree) = Self.merged([old: anna], [old: edited], [old: "name: [\n"])
    #expect(files.keys.sorted() == [old])
    #expect(tree.conflicts.map(\.path) == [old])
  }

  @Test func aConflictNamesItsFieldAlone() {
    let (files, tree) = Self.merged(
      [old: anna], [old: Self.contact("kq3v8m2t", "city: Bonn", "zip: 1")],
      [old: Self.contact("kq3v8m2t", "city: Köln")])
    #expect(tree.conflicts.flatMap(\.fields).map(\.field) == ["city"])
    #expect(files[old]?.contains("\nzip: 1\n") == true)
  }

  @Test func otherFilesMergeByPathAndAsText() {
    let base = ["README.md": "a\nb\nc\nd\ne\n", "logo.png": "p\0"]
    let (files, tree) = Self.merged(
      base, ["README.md": "A\nb\nc\nd\ne\n", "logo.png": "q\0"],
      ["README.md": "a\nb\nc\nd\nE\n", "logo.png": "r\0"])
    #expect(files["README.md"] == "A\nb\nc\nd\nE\n")
    #expect(tree.conflicts.map(\.path) == ["logo.png"])
    #expect(files["logo.png"] == "q\0")
    let (rest, _) = Self.merged(base, ["README.md": base["README.md"]!], base)
    #expect(rest == ["README.md": base["README.md"]!])
  }

  @Test func aFileWhereTheOtherSideHasAFolderIsSaid() {
    #expect(Self.merged([:], ["a": "x"], ["a/b": "y"]).tree.clashes == ["a"])
  }

  /// Random edits, moves, deletions and copies: one result, whichever side is ours; a merge with what is merged changes
  /// nothing; a record that nobody deleted is there, once.
  @Test(arguments: 1...300 as ClosedRange<UInt64>) func hasOneResultForBothSides(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let ids = ["kq3v8m2t", "zq3v8m2t", "wbcd2345", "abcd2345"]
    var base: Tree = [:]
    for id in ids.dropLast(random.number(0...2)) {
      base["contacts/r-\(id).yaml"] = Self.contact(id, "city: c0")
    }
    func side(_ word: String) -> Tree {
      var tree = base
      for step in 0..<random.number(1...5) {
        let path = tree.keys.sorted().randomElement(using: &random)
        switch (random.number(0...5), path) {
        case (0, let path?): tree[path] = nil
        case (1, let path?):
          let text = tree[path]
          tree[path] = nil
          tree["contacts/\(["x", "y", "z"].randomElement(using: &random) ?? "x")\(step)\(word).yaml"] = text
        case (2...4, let path?):
          tree[path]? +=
            "\(["zip", "street", "notes"].randomElement(using: &random) ?? "zip")\(step): \(word)\(step)\n"
        default:
          let id = ids.randomElement(using: &random) ?? ids[0]
          if !tree.values.contains(where: { $0.contains(id) }) {
            tree["contacts/r-\(id).yaml"] = Self.contact(id, "city: \(word)")
          }
        }
      }
      return tree
    }
    let (ours, theirs) = (side("a"), side("b"))
    let (files, tree) = Self.merged(base, ours, theirs)
    let (mirrored, mirror) = Self.merged(base, theirs, ours)
    #expect(tree.notes == mirror.notes, "seed \(seed)")
    #expect(tree.conflicts.map(\.path) == mirror.conflicts.map(\.path), "seed \(seed)")
    guard tree.conflicts.isEmpty else {
      #expect(files.keys.sorted() == mirrored.keys.sorted(), "seed \(seed)")
      return
    }
    #expect(files == mirrored, "seed \(seed)")
    #expect(Self.merged(ours, ours, files).files == files, "seed \(seed)")
    #expect(Self.merged(base, files, files).files == files, "seed \(seed)")
    for id in ids {
      let has = { (tree: Tree) in tree.values.filter { $0.hasPrefix("id: \(id)\n") }.count }
      if has(ours) == 1, has(theirs) == 1 { #expect(has(files) == 1, "seed \(seed): \(id)") }
      if has(base) == 0, has(ours) + has(theirs) > 0 { #expect(has(files) == 1, "seed \(seed): \(id)") }
    }
  }
}
