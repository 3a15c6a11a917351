import Merging
import Records
import Testing
import YAML

/// What becomes of two edits of one record, by table. Every line is merged both ways.
@Suite struct RecordMergeTests {
  static func merge(
    _ base: String?, _ ours: String, _ theirs: String, path: String = "deals/website-d7f3q2mz.yaml",
    created: @escaping @Sendable (RecordID) -> Int64? = { _ in nil }
  ) -> RecordMerge.Outcome {
    RecordMerge().merge(
      MergedVersions(
        path: path, base: base.map { Array($0.utf8) }, ours: Array(ours.utf8), theirs: Array(theirs.utf8)))
  }

  static func text(_ outcome: RecordMerge.Outcome) -> String {
    String(decoding: outcome.bytes, as: UTF8.self)
  }

  struct Case: CustomTestStringConvertible {
    let what: String
    var path = "contacts/anna-k7f3q2mz.yaml"
    let base: String?
    let ours: String
    let theirs: String
    let merged: String
    var superseded: [String] = []

    var testDescription: String { what }
  }

  static let cases: [Case] = [
    Case(
      what: "neighbouring lines", base: "id: k7f3q2mz\nname: A\namount: 1\ncurrency: EUR\n",
      ours: "id: k7f3q2mz\nname: A\namount: 2\ncurrency: EUR\n",
      theirs: "id: k7f3q2mz\nname: A\namount: 1\ncurrency: USD\n",
      merged: "id: k7f3q2mz\nname: A\namount: 2\ncurrency: USD\n"),
    Case(
      what: "comments, quotes and order of both stay", base: "id: k7f3q2mz\nname: A\ncity: Oslo\nzip: 1\n",
      ours: "# hers\nid: k7f3q2mz\nname: \"A\" # loud\ncity: Oslo\nzip: 1\n",
      theirs: "id: k7f3q2mz\ncity: Oslo\n# the new one\nname: B\nzip: 1\n",
      merged: "# hers\nid: k7f3q2mz\ncity: Oslo\n# the new one\nname: \"B\" # loud\nzip: 1\n"),
    Case(
      what: "a comment above a key that the other side took out",
      base: "id: k7f3q2mz\nname: A\ncompany: acme-c7f3q2mz\ncity: Oslo\n",
      ours: "id: k7f3q2mz\nname: A\n# ask them first\ncompany: acme-c7f3q2mz\ncity: Oslo\n",
      theirs: "id: k7f3q2mz\nname: A\ncity: Bonn\n",
      merged: "id: k7f3q2mz\nname: A\n# ask them first\ncity: Bonn\n"),
    Case(
      what: "the same number in other words", path: "deals/x-d7f3q2mz.yaml",
      base: "id: d7f3q2mz\ntitle: T\namount: 1\n", ours: "id: d7f3q2mz\ntitle: T\namount: 2.0\n",
      theirs: "id: d7f3q2mz\ntitle: T\namount: 2\n", merged: "id: d7f3q2mz\ntitle: T\namount: 2\n"),
    Case(
      what: "a value written anew beside another value", path: "deals/x-d7f3q2mz.yaml",
      base: "id: d7f3q2mz\ntitle: T\namount: 1\n", ours: "id: d7f3q2mz\ntitle: T\namount: 1.00\n",
      theirs: "id: d7f3q2mz\ntitle: T\namount: 2\n", merged: "id: d7f3q2mz\ntitle: T\namount: 2\n"),
    Case(
      what: "additions to a list", base: "id: k7f3q2mz\ntags: [b]\n", ours: "id: k7f3q2mz\ntags: [b, z, c]\n",
      theirs: "id: k7f3q2mz\ntags: [b, a]\n", merged: "id: k7f3q2mz\ntags: [b, a, c, z]\n"),
    Case(
      what: "one adds and one removes", base: "id: k7f3q2mz\ntags:\n- a\n- b\n",
      ours: "id: k7f3q2mz\ntags:\n- b\n", theirs: "id: k7f3q2mz\ntags:\n- n\n- a\n- b\n",
      merged: "id: k7f3q2mz\ntags:\n- n\n- b\n"),
    Case(
      what: "a list that both start", base: "id: k7f3q2mz\nname: A\n",
      ours: "id: k7f3q2mz\nname: A\ntags: [x]\n",
      theirs: "id: k7f3q2mz\nname: A\ntags: [y, x]\n", merged: "id: k7f3q2mz\nname: A\ntags: [x, y]\n"),
    Case(
      what: "a list of one without brackets", base: "id: k7f3q2mz\nemails: a@x.example\n",
      ours: "id: k7f3q2mz\nemails: [a@x.example, b@x.example]\n",
      theirs: "id: k7f3q2mz\nemails: [a@x.example, c@x.example]\n",
      merged: "id: k7f3q2mz\nemails: [a@x.example, b@x.example, c@x.example]\n"),
    Case(
      what: "the main email first, and one more", base: "id: k7f3q2mz\nemails: [a@x.example, b@x.example]\n",
      ours: "id: k7f3q2mz\nemails: [b@x.example, a@x.example]\n",
      theirs: "id: k7f3q2mz\nemails: [a@x.example, b@x.example, c@x.example]\n",
      merged: "id: k7f3q2mz\nemails: [b@x.example, c@x.example, a@x.example]\n"),
    Case(
      what: "notes by line", base: "id: k7f3q2mz\nnotes: |\n  one\n  two\n  three\n",
      ours: "id: k7f3q2mz\nnotes: |\n  ONE\n  two\n  three\n",
      theirs: "id: k7f3q2mz\nnotes: |\n  one\n  two\n  THREE\n",
      merged: "id: k7f3q2mz\nnotes: |\n  ONE\n  two\n  THREE\n"),
    Case(
      what: "keys that both add", base: "id: k7f3q2mz\nname: A\n",
      ours: "id: k7f3q2mz\nname: A\nzeta: 1\nposition: boss\n",
      theirs: "id: k7f3q2mz\nname: A\ncity: Rome\nalpha: 2\n",
      merged: "id: k7f3q2mz\nname: A\nposition: boss\ncity: Rome\nalpha: 2\nzeta: 1\n"),
    Case(
      what: "a key that one removes", base: "id: k7f3q2mz\nname: A\n# where\ncity: Rome\nphone: 1\n",
      ours: "id: k7f3q2mz\nname: A\nphone: 1\n",
      theirs: "id: k7f3q2mz\nname: B\n# where\ncity: Rome\nphone: 1\n",
      merged: "id: k7f3q2mz\nname: B\nphone: 1\n"),
    Case(
      what: "maps by key", base: "id: k7f3q2mz\nexternal: {a: 1}\n",
      ours: "id: k7f3q2mz\nexternal: {a: 1, z: 2}\n", theirs: "id: k7f3q2mz\nexternal: {a: 3, c: 4}\n",
      merged: "id: k7f3q2mz\nexternal: {a: 3, c: 4, z: 2}\n"),
    Case(
      what: "participants by contact", path: "deals/x-d7f3q2mz.yaml",
      base: "id: d7f3q2mz\nparticipants:\n- {contact: anna-k7f3q2mz, role: buyer}\n",
      ours:
        "id: d7f3q2mz\nparticipants:\n- {contact: anna-b-k7f3q2mz, role: buyer}\n- {contact: z-z7f3q2mz}\n",
      theirs:
        "id: d7f3q2mz\nparticipants:\n- {contact: anna-k7f3q2mz, role: boss}\n- {contact: c-c7f3q2mz}\n",
      merged:
        "id: d7f3q2mz\nparticipants:\n- {contact: anna-b-k7f3q2mz, role: boss}\n- {contact: c-c7f3q2mz}\n"
        + "- {contact: z-z7f3q2mz}\n"),
    Case(
      what: "items by product, the same one twice", path: "deals/x-d7f3q2mz.yaml",
      base:
        "id: d7f3q2mz\nitems:\n- {product: p-p7f3q2mz, quantity: 1}\n- {product: p-p7f3q2mz, quantity: 2}\n",
      ours: "id: d7f3q2mz\nitems:\n- {product: p-p7f3q2mz, quantity: 2}\n",
      theirs:
        "id: d7f3q2mz\nitems:\n- {product: p-p7f3q2mz, quantity: 1}\n- {product: p-p7f3q2mz, quantity: 5}\n",
      merged: "id: d7f3q2mz\nitems:\n- {product: p-p7f3q2mz, quantity: 5}\n"),
    Case(
      what: "an unknown key of maps", base: "id: k7f3q2mz\nmore:\n  a: 1\n  b: 2\n",
      ours: "id: k7f3q2mz\nmore:\n  a: 3\n  b: 2\n", theirs: "id: k7f3q2mz\nmore:\n  a: 1\n  b: 4\n",
      merged: "id: k7f3q2mz\nmore:\n  a: 3\n  b: 4\n"),
    Case(
      what: "line ends and a mark of one side", base: "id: k7f3q2mz\nname: A\ncity: Oslo\n",
      ours: "\u{FEFF}id: k7f3q2mz\r\nname: A\r\ncity: Oslo\r\n", theirs: "id: k7f3q2mz\nname: B\ncity: Oslo",
      merged: "\u{FEFF}id: k7f3q2mz\r\nname: B\r\ncity: Oslo"),
    Case(
      what: "a file that one side emptied", base: "id: k7f3q2mz\nname: A\n", ours: "",
      theirs: "id: k7f3q2mz\nname: B\n", merged: "id: k7f3q2mz\nname: B\n"),
    Case(
      what: "brackets around the whole record", base: "{id: k7f3q2mz, name: A, city: Oslo}\n",
      ours: "{id: k7f3q2mz, name: B, city: Oslo}\n", theirs: "{id: k7f3q2mz, name: A, city: Rome}\n",
      merged: "{id: k7f3q2mz, name: B, city: Rome}\n"),
    Case(
      what: "what both made", base: nil, ours: "id: k7f3q2mz\nname: A\ncity: Oslo\n",
      theirs: "id: k7f3q2mz\nname: A\ntags: [a]\n",
      merged: "id: k7f3q2mz\nname: A\ncity: Oslo\ntags: [a]\n"),
    Case(
      what: "a comment that both changed", base: "id: k7f3q2mz\n\n# c\nname: A\n",
      ours: "id: k7f3q2mz\n\n# d\nname: A\n", theirs: "id: k7f3q2mz\n\n# e\nname: B\n",
      merged: "id: k7f3q2mz\n\n# d\n# e\nname: B\n"),
  ]

  @Test(arguments: cases) func merges(_ row: Case) {
    for isTurned in [false, true] {
      let (ours, theirs) = isTurned ? (row.theirs, row.ours) : (row.ours, row.theirs)
      let outcome = Self.merge(row.base, ours, theirs, path: row.path)
      #expect(Self.text(outcome) == row.merged, "\(row.what), turned: \(isTurned)")
      #expect(outcome.conflicts.isEmpty)
      #expect(outcome.superseded.map(\.field) == row.superseded)
      #expect(!outcome.isText)
    }
  }

  @Test func aConflictIsOfItsFieldAlone() {
    let outcome = Self.merge(
      "id: d7f3q2mz\ntitle: T\n# money\namount: 1\n\nnotes: n\n",
      "id: d7f3q2mz\ntitle: U\n# money\namount: 2\n\nnotes: n\n",
      "id: d7f3q2mz\ntitle: T\n# money\namount: 3\n\nnotes: m\n")
    #expect(
      Self.text(outcome)
        == "id: d7f3q2mz\ntitle: U\n# money\n<<<<<<< ours\namount: 2\n=======\namount: 3\n>>>>>>> theirs\n\nnotes: m\n"
    )
    #expect(
      outcome.conflicts == [
        FieldConflict(field: "amount", base: .plain("1"), ours: .plain("2"), theirs: .plain("3"))
      ])
    let file = ConflictedFile(outcome.bytes)
    #expect(file?.fields == ["amount"])
    for (choice, value) in [
      (ConflictedFile.Choice.ours, "2"), (.theirs, "3"), (.lines(Array("amount: 9\n".utf8)), "9"),
    ] {
      #expect(
        file.map { String(decoding: $0.settled("amount", choice), as: UTF8.self) }
          == "id: d7f3q2mz\ntitle: U\n# money\namount: \(value)\n\nnotes: m\n")
    }
  }

  @Test func aFieldTakenOutBesideAnEditIsAConflict() {
    let outcome = Self.merge(
      "id: d7f3q2mz\ntitle: T\namount: 1\n", "id: d7f3q2mz\ntitle: T\n", "id: d7f3q2mz\ntitle: T\namount: 3\n"
    )
    #expect(
      Self.text(outcome)
        == "id: d7f3q2mz\ntitle: T\n<<<<<<< ours\n=======\namount: 3\n>>>>>>> theirs\n")
    #expect(ConflictedFile(outcome.bytes)?.settled("amount", .ours) == Array("id: d7f3q2mz\ntitle: T\n".utf8))
  }

  @Test func marksAreAsLongAsAsked() {
    let merge = RecordMerge(
      labels: RecordMerge.Labels(ours: "HEAD", base: "b", theirs: "topic"), markerSize: 9)
    let outcome = merge.merge(
      MergedVersions(
        path: "deals/x.yaml", base: Array("a: 1\r\n".utf8), ours: Array("a: 2\r\n".utf8),
        theirs: Array("a: 3\r\n".utf8)))
    #expect(
      Self.text(outcome)
        == "<<<<<<<<< HEAD\r\na: 2\r\n=========\r\na: 3\r\n>>>>>>>>> topic\r\n")
    let settled = ConflictedFile(outcome.bytes)?.settled("a", .lines(ConflictedFile.lines("a", .plain("4"))))
    #expect(settled == Array("a: 4\r\n".utf8))
  }

  @Test func recordsThatGitTookForOneStayApart() {
    let (base, ours, theirs) = (
      "id: a7f3q2mz\ntitle: Call\ndue: 2026-11-01\n", "id: a7f3q2mz\ntitle: Call\ndue: 2026-11-02\n",
      "id: b7f3q2mz\ntitle: Call\ndue: 2026-11-01\n"
    )
    let path = "tasks/2026-11/call-b7f3q2mz.yaml"
    for (one, other) in [(ours, theirs), (theirs, ours)] {
      let outcome = Self.merge(base, one, other, path: path)
      #expect(Self.text(outcome) == theirs)
      #expect(outcome.apart.map { String(decoding: $0, as: UTF8.self) } == ours)
      #expect(outcome.conflicts.isEmpty)
    }
  }

  @Test(arguments: [
    ("name: A\n- x\n", "name: A\n- y\n", "name: A\n- z\n"),
    ("a: 1\na: 2\n", "a: 1\na: 3\n", "a: 1\na: 4\n"),
  ])
  func whatIsNoRecordIsMergedAsText(_ base: String, _ ours: String, _ theirs: String) {
    let outcome = Self.merge(base, ours, theirs)
    #expect(outcome.isText)
    #expect(outcome.textConflicts == 1)
    #expect(outcome.isConflicted)
    #expect(Self.text(outcome).hasPrefix(base.prefix(5)))
    #expect(Self.text(outcome).contains("<<<<<<< ours\n"))
  }

  @Test func textsMergeAsGitMergesThem() {
    let outcome = Self.merge("a\nb\nc\nd\n", "a\nx\nc\nd\n", "a\nb\nc\ny\n", path: "pipelines/sales.yaml")
    #expect(Self.text(outcome) == "a\nx\nc\ny\n")
    #expect(outcome.isText && !outcome.isConflicted)
  }
}
