import SeededRandomness
import Testing

@testable import YAML

@Suite struct EmissionTests {
  private func emitted(_ map: [(String, YAMLValue)]) -> String {
    String(decoding: Emitter.emit(map: map), as: UTF8.self)
  }

  @Test func dealInCanonicalLayout() {
    let text = emitted([
      ("id", .plain("d5m8t2qa")), ("title", .text("Website for Acme")), ("amount", .plain("120000.00")),
      ("expected_close", .plain("2026-12-20")), ("created", .plain("2026-11-20T10:15:00+03:00")),
      (
        "history",
        .list([
          .map([
            YAMLValue.Entry("at", .plain("2026-11-20T10:15:00+03:00")),
            YAMLValue.Entry("stage", .text("first-contact")),
            YAMLValue.Entry("by", .text("gleb")),
          ]),
          .map([
            YAMLValue.Entry("at", .plain("2026-11-22T16:02:00+03:00")),
            YAMLValue.Entry("stage", .text("proposal")),
            YAMLValue.Entry("by", .text("gleb")),
          ]),
        ])
      ), ("tags", .list([.text("web"), .text("no")])),
      ("external", .map([YAMLValue.Entry("amocrm", .plain("123"))])),
      ("notes", .text("Wants it before New Year.\n")),
    ])
    #expect(
      text == """
        id: d5m8t2qa
        title: Website for Acme
        amount: 120000.00
        expected_close: 2026-12-20
        created: 2026-11-20T10:15:00+03:00
        history:
        - {at: 2026-11-20T10:15:00+03:00, stage: first-contact, by: gleb}
        - {at: 2026-11-22T16:02:00+03:00, stage: proposal, by: gleb}
        tags: [web, "no"]
        external: {amocrm: 123}
        notes: |
          Wants it before New Year.

        """)
  }

  @Test func longCollectionsGoBelow() {
    let words = (0..<12).map { YAMLValue.text("word-number-\($0)") }
    let text = emitted([
      ("tags", .list(words)), ("empty", .list([])), ("none", .map([])),
      ("extra", .map(words.enumerated().map { YAMLValue.Entry("k\($0.offset)", $0.element) })),
      ("deep", .list([.list([.text("a"), .list([])]), .text("x\ny")])),
    ])
    #expect(text.hasPrefix("tags:\n- word-number-0\n- word-number-1\n"))
    #expect(text.contains("\nempty: []\nnone: {}\nextra:\n  k0: word-number-0\n  k1: word-number-1\n"))
    #expect(text.hasSuffix("deep:\n- [a, []]\n- |-\n  x\n  y\n"))
  }

  @Test func listOfMaps() {
    let bytes = Emitter.emit(list: [
      [("id", .plain("a")), ("t", .text("x\ny\n"))], [("id", .plain("b"))], [],
    ])
    #expect(String(decoding: bytes, as: UTF8.self) == "- id: a\n  t: |\n    x\n    y\n- id: b\n- {}\n")
    #expect(Emitter.emit(list: []) == Array("[]\n".utf8))
  }

  @Test(arguments: [
    "no", "NO", "yes", "Yes", "on", "Off", "y", "N", "true", "False", "null", "Null", "~", "", "012", "007",
    "0x1f", "0o17", "0b101",
    "1:30", "190:20:30", "2024-01-01", "2026-11-20T10:15:00Z", "2024-1-2 10:15:00", "1_000", "1,000", "+1",
    "-1", "-.5", ".5", "1.", "1e5",
    "1.5E-3", ".inf", "-.INF", "+.inf", ".nan", ".NaN", "=", "<<", "-", "?", ":", "- a", "? a", ": a", "a: b",
    "a:", "a #b", "#a", " a",
    "a ", "\ta", "a\tb", "&a", "*a", "!a", "|", ">", "'a'", "\"a\"", "%a", "@a", "`a", "[a", "]a", "{a", "}a",
    ",a", "---", "...", "--- a",
    "\u{85}", "a\u{2028}b", "\u{FEFF}a", "\u{0}", "\u{1B}[31m", "\u{7F}", "a\rb", "\r\n", "\n", "\n\n",
    "a\n \nb", "\u{A0}a", "a\u{3000}",
    "\u{202E}evil", "\u{2067}x", "0123", "+74951234567", "12e03", "0.0",
  ])
  func textThatMustBeQuoted(text: String) throws {
    let scalar = Emitter.scalar(text: text)
    #expect(scalar.hasPrefix("\"") || scalar.hasPrefix("'"), "\(scalar)")
    try expectSurvives(text)
  }

  @Test(arguments: [
    "Anna", "gleb", "first-contact", "d5m8t2qa", "Website for Acme", "https://acme.example/?a=b#c", "a#b",
    "a:b", "-a", "anna@acme.example",
    "Анна Иванова", "日本語", "😀", "it's", "say \"hi\"", "a, b", "x [y]", "note", "nope", "yesterday",
    "+7 495 123-45-67", "12/4", "3 items",
    "50%", "a & b", "C:\\dir", "a=b", "O'Neill", "m²", "v1.2.3", "x-1", "R&D", "<b>", "5m", "acme-c2v9r4te",
    "-x", "=a", "~a",
  ])
  func textThatStaysBare(text: String) throws {
    #expect(Emitter.scalar(text: text) == text)
    try expectSurvives(text)
  }

  @Test(arguments: [
    ("a\nb", "|-"), ("a\nb\n", "|"), ("a\n\n", "|+"), ("a\n\n\n", "|+"), (" a\nb\n", "|2"), ("\n a\n", "|2"),
    ("\na\n", "|"), ("\ta\nb", "|2-"),
    ("a\n\nb\n", "|"), ("# a\nb: c\n- d\n", "|"), ("---\n...\n", "|"), ("a  \nb\n", "|"), ("a\n  b\n", "|"),
    ("a\tb\nc\n", "|"),
  ])
  func literals(text: String, header: String) throws {
    #expect(emitted([("k", .text(text))]).hasPrefix("k: \(header)\n"))
    try expectSurvives(text)
  }

  @Test(arguments: [
    "120000.00", "2026-12-20", "true", "-5", "09:00", "10:15", "a b", "x: y", "", "- a", "[a]", "#", "a\nb",
  ])
  func typedScalars(text: String) throws {
    let bytes = emitted([("k", .plain(text)), ("l", .list([.plain(text)]))])
    let document = try Document(parsing: Array(bytes.utf8), file: "a")
    #expect(document["k"]?.text == text)
    #expect(document["l"]?.items?.first?.text == text)
    if text.utf8.allSatisfy({ (0x30...0x3A).contains($0) || $0 == 0x2D || $0 == 0x2E }) && !text.isEmpty {
      #expect(document["k"]?.style == .plain)
    }
  }

  @Test func randomTextsSurvive() throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    var random = SeededRandom(seed: seed)
    for round in 0..<3000 {
      let text = Samples.text(&random)
      try expectSurvives(text, "seed \(seed) round \(round)")
    }
  }

  /// Every place a text can stand in reads back the same, and never as anything but a string.
  private func expectSurvives(_ text: String, _ comment: String = "") throws {
    let value = YAMLValue.text(text)
    let map: [(String, YAMLValue)] = [
      ("top", value), ("flow", .list([value, .text("x")])),
      ("block", .list([value, .text(String(repeating: "w", count: 90))])),
      ("map", .map([YAMLValue.Entry("k", value)])),
      ("maps", .list([.map([YAMLValue.Entry("k", value), YAMLValue.Entry("l", value)])])),
      (
        "nested",
        .map([YAMLValue.Entry("k", value), YAMLValue.Entry("long", .text(String(repeating: "w", count: 90)))])
      ), ("end", .plain("1")),
    ]
    let document = try Document(parsing: Emitter.emit(map: map), file: "a")
    #expect(document.pairs.map(\.key) == map.map(\.0))
    let read: [Node?] = [
      document["top"], document["flow"]?.items?[0], document["block"]?.items?[0], document["map"]?["k"],
      document["maps"]?.items?[0]["l"],
      document["nested"]?["k"],
    ]
    for node in read {
      let found = try #require(node)
      #expect(found.text?.utf8.elementsEqual(text.utf8) == true, "\(comment) \(text.debugDescription)")
    }
    #expect(document["end"]?.text == "1")
    if !text.isEmpty, text.utf8.count < 200 {
      let keyed = try Document(parsing: Emitter.emit(map: [(text, .plain("1"))]), file: "a")
      #expect(keyed.pairs[0].key.utf8.elementsEqual(text.utf8))
    }
  }
}
