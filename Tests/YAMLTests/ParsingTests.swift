import Diagnostics
import Testing

@testable import YAML

@Suite struct ParsingTests {
  private func parse(_ text: String) throws -> Document {
    try Document(parsing: Array(text.utf8), file: "deals/a.yaml")
  }

  private func failure(_ text: String) -> YAMLError? {
    do {
      _ = try Document(parsing: Array(text.utf8), file: "a.yaml")
      return nil
    } catch { return error }
  }

  @Test(arguments: [
    ("a: 1\n", "1", Node.Style.plain), ("a: no", "no", .plain), ("a: 0123\n", "0123", .plain),
    ("\u{FEFF}a: x\n", "x", .plain), ("---\na: x\n...\n", "x", .plain), ("--- # c\na: x\n", "x", .plain),
    ("# c\n\na: x # d\n", "x", .plain), ("a: 'it''s'\n", "it's", .singleQuoted),
    ("a: \"\\u0041\\n\"\n", "A\n", .doubleQuoted), ("a: |\n  x\n  y\n\nb: 1\n", "x\ny\n", .literal),
    ("a: |-\n  x\n", "x", .literal), ("a: |+\n  x\n\nb: 1\n", "x\n\n", .literal),
    ("a: >\n  x\n  y\n", "x y\n", .folded), ("a: |\n  x", "x\n", .literal), ("a: |-\n  x", "x", .literal),
    ("a:\r\n  b\r\n  c\r\n", "b c", .plain), ("a:\n", "", .plain), ("a: ~\n", "~", .plain),
    ("{a: x, b: y}\n", "x", .plain), ("  a: x\n  b: y\n", "x", .plain),
    ("a: x\n... # end\n# c\n", "x", .plain),
    ("\"a\": x\n", "x", .plain), ("a: https://x.example/?q=1#top\n", "https://x.example/?q=1#top", .plain),
  ])
  func scalars(text: String, value: String, style: Node.Style) throws {
    let node = try #require(try parse(text)["a"])
    #expect(node.text == value)
    #expect(node.style == style)
  }

  @Test func nullness() throws {
    let document = try parse("a:\nb: ~\nc: null\nd: ''\ne: \"null\"\nf: no\n")
    #expect(document.pairs.filter { $0.value.isNull }.map(\.key) == ["a", "b", "c"])
  }

  @Test func marksCountCharactersAndBytes() throws {
    let text = "\u{FEFF}имя: Анна 😀\r\nтеги: [é, \"ж\"] # c\r\nnotes: |\r\n  ёж\r\n\r\nlast:\r\n"
    let document = try parse(text)
    let name = try #require(document["имя"])
    #expect(name.start == Mark(offset: 3 + 8, line: 1, column: 6))
    #expect(name.end.column == 12)
    let tags = try #require(document["теги"]?.items)
    #expect(tags.map(\.start.line) == [2, 2])
    #expect(tags.map(\.start.column) == [8, 11])
    for pair in document.pairs {
      let bytes = document.bytes[pair.keyStart.offset..<pair.keyEnd.offset]
      #expect(String(decoding: bytes, as: UTF8.self) == pair.key)
      for mark in [pair.keyStart, pair.keyEnd, pair.value.start, pair.value.end] {
        #expect(mark == Mark(offset: mark.offset, in: document.bytes))
      }
    }
    let notes = try #require(document["notes"])
    let written = String(decoding: document.bytes[notes.start.offset..<notes.end.offset], as: UTF8.self)
    #expect(written.utf8.elementsEqual("|\r\n  ёж".utf8))
    let last = try #require(document["last"])
    #expect(document.bytes[last.start.offset - 1] == UInt8(ascii: ":"))
  }

  @Test func deal() throws {
    let document = try parse(
      """
      id: d5m8t2qa
      next_step: call-anna-b4t9x1wd      # the open task
      history:
      - {at: 2026-11-20T10:15:00+03:00, stage: first-contact, by: gleb}
      - at: 2026-11-22
        stage: proposal
      tags: [web, vip]
      external: {amocrm: 123}
      """)
    #expect(document.pairs.map(\.key) == ["id", "next_step", "history", "tags", "external"])
    let history = try #require(document["history"]?.items)
    #expect(history.count == 2)
    #expect(history[0]["at"]?.text == "2026-11-20T10:15:00+03:00")
    #expect(history[1]["stage"]?.start == Mark(offset: 165, line: 6, column: 10))
    #expect(document["history"]?.style == .block)
    #expect(document["tags"]?.style == .flow)
    #expect(document["external"]?.value == .map([YAMLValue.Entry("amocrm", .plain("123"))]))
  }

  @Test func emptyValuesEndAtTheirColon() throws {
    let document = try parse("a:   # c\nb: {x: , y: , z}\nc:\n-\n- q\n")
    #expect(document["a"]?.start.offset == 2)
    let pairs = try #require(document["b"]?.pairs)
    #expect(pairs.map(\.key) == ["x", "y", "z"])
    #expect(pairs.map { document.bytes[$0.value.start.offset - 1] } == [0x3A, 0x3A, UInt8(ascii: "z")])
    let first = try #require(document["c"]?.items?.first)
    #expect(document.bytes[first.start.offset - 1] == UInt8(ascii: "-"))
  }

  @Test(arguments: [
    ("", "is empty", 1, 1), ("\n\n# only\n", "is empty", 1, 1), ("---\n", "is empty", 1, 1),
    ("\u{FEFF}", "is empty", 1, 1), ("null\n", "is empty", 1, 1), ("- a\n", "not a list", 1, 1),
    ("a: {{b}}\n", "cannot begin with \"{{\"", 1, 4), ("a: {b: c {{d}}}\n", "\"{{\" is not allowed", 1, 10),
    ("a: [b {{c}}]\n", "\"{{\" is not allowed", 1, 7), ("a: {b\n- {c: d}\n", "lacks a", 2, 3),
    ("\n[a]\n", "not a list", 2, 1), ("hello\n", "not a single text", 1, 1), ("a: 1\na: 2\n", "line 1", 2, 1),
    ("a:\n  b: 1\n  c: 2\n  \"b\": 3\n", "duplicate", 4, 3), ("a: [{x: 1, x: 2}]\n", "duplicate", 1, 12),
    ("a: &x 1\n", "anchors", 1, 4), ("a: &x {b: 1}\n", "anchors", 1, 4), ("a: 1\nb: *a\n", "aliases", 2, 4),
    ("a: !!str 1\n", "tags", 1, 4), ("a: !x [1]\n", "tags", 1, 4), ("a: ! x\n", "tags", 1, 4),
    ("a: !y!z 1\n", "tags", 1, 4), ("!!map {a: 1}\n", "tags", 1, 1),
    ("%YAML 1.1\n---\na: 1\n", "directives", 1, 1),
    ("# c\n%TAG ! x\n---\na: 1\n", "directives", 2, 1), ("a: 1\n---\nb: 2\n", "one document", 2, 1),
    ("a: 1\n...\n---\n", "one document", 3, 1), ("a: 1\n...\n%YAML 1.2\n---\n", "directives", 3, 1),
    ("? a\n: 1\n", "explicit keys", 1, 1), ("a: 1\n? b\n: 2\n", "explicit keys", 2, 1),
    ("x: {? a : 1}\n", "explicit keys", 1, 5), ("[a]: 1\n", "key", 1, 1), ("{a: b}: 1\n", "key", 1, 1),
    ("? [a]\n: 1\n", "key", 1, 3), ("*a : 1\n", "aliases", 1, 1), ("&a b: 1\n", "anchors", 1, 1),
    ("<<: {a: 1}\n", "merge", 1, 1), ("a: {<<: 1}\n", "merge", 1, 5), ("\"\": 1\n", "empty", 1, 1),
    (": 1\n", "empty", 1, 1), ("a:\n\tb: 1\n", "tab", 2, 1), ("a: 1\n\tb: 2\n", "tab", 2, 1),
    ("a: b: c\n", "\": \"", 1, 5), ("a: \"x\nb: 1\n", "quotes opened here", 1, 4),
    ("a: 'x\n", "quotes opened here", 1, 4), ("a: [x, y\nb: 1\n", "list opened on line 1", 2, 2),
    ("a: {x: 1\n", "mapping opened on line 1", 2, 1), ("a: 1\nb\n", "\":\" is missing", 2, 1),
    ("a: @x\n", "cannot begin", 1, 4), ("a: `x\n", "cannot begin", 1, 4), ("a: \"\\q\"\n", "escape", 1, 5),
    ("a: |0\n  x\n", "1 to 9", 1, 5), ("a: | x\n", "comment", 1, 6), ("a: 1\n b: 2\n", "\": \"", 2, 3),
    ("a:\n  - x\n - y\n", "expected", 3, 2), ("a: x\u{2028}y\n", "U+2028", 1, 5),
    ("a: \u{1}\n", "U+0001", 1, 4),
    ("имя: \u{0}\n", "NUL", 1, 6), ("a: \u{7F}\n", "U+007F", 1, 4), ("a: \u{85}\n", "U+0085", 1, 4),
    ("a: x\u{FEFF}\n", "U+FEFF", 1, 5), ("a: 1]\n]\n", "", 2, 1), ("a: [a, , b]\n", "expected", 1, 8),
    ("a: - b\n", "list item", 1, 4), ("# what?\na: 1\n# why?\na: 2\n", "duplicate", 4, 1),
    ("a: \"x\" y\n", "expected", 1, 8), ("a: %x\n", "cannot begin", 1, 4), ("%x: 1\n", "directives", 1, 1),
  ])
  func refusals(text: String, message: String, line: Int, column: Int) throws {
    let error = try #require(failure(text))
    #expect(message.isEmpty || error.message.contains(message), "\(error.message)")
    #expect(error.mark.line == line)
    #expect(error.mark.column == column)
    #expect(!error.message.contains("did not find"))
    let diagnostic = error.diagnostic(file: "deals/a.yaml")
    #expect(diagnostic.code == .invalidData)
    #expect(diagnostic.location == SourceLocation(file: "deals/a.yaml", line: line, column: column))
  }

  @Test(arguments: [
    ("# what?\na: 1\n# why? ? \nb: 2\n", ["a", "b"]), ("\"<<\": 1\n", ["<<"]),
    ("a?: 1\nq: 2\n", ["a?", "q"]),
    ("~: 1\nno: 2\n", ["~", "no"]), ("a-b: 1\n'c d': 2\n", ["a-b", "c d"]),
  ])
  func keys(text: String, keys: [String]) throws {
    #expect(try parse(text).pairs.map(\.key) == keys)
  }

  @Test func excerptOfALongLineIsAWindow() throws {
    let error = try #require(failure("a: [" + String(repeating: "ж, ", count: 5000) + "&x y]\n"))
    let excerpt = try #require(error.excerpt)
    #expect(excerpt.line.unicodeScalars.count == 160)
    let scalars = Array(excerpt.line.unicodeScalars)
    #expect(scalars[excerpt.column - 1] == "&")
    #expect(error.mark.column == 4 + 15000 + 1)
  }

  @Test func diagnosticMarksTheValue() throws {
    let document = try parse("a: 1\nstage: proposl\n")
    let diagnostic = document.diagnostic("no such stage", at: try #require(document["stage"]))
    #expect(diagnostic.excerpt == Excerpt(line: "stage: proposl", column: 8, length: 7))
    #expect(diagnostic.location == SourceLocation(file: "deals/a.yaml", line: 2, column: 8))
  }

  @Test func limitsAreInclusive() throws {
    func nested(_ depth: Int) -> String {
      "a: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "\n"
    }
    #expect(throws: Never.self) { _ = try parse(nested(15)) }
    #expect(throws: YAMLError.self) { _ = try parse(nested(16)) }
    let scalar = String(repeating: "x", count: 256 << 10)
    #expect(throws: Never.self) { _ = try parse("a: \(scalar)\n") }
    #expect(throws: YAMLError.self) { _ = try parse("a: \(scalar)y\n") }
    let small = Limits(bytes: 10, depth: 2, scalar: 4, events: 8)
    #expect(throws: Never.self) {
      _ = try Document(parsing: Array("a: 1234\n".utf8), file: "a", limits: small)
    }
    #expect(throws: YAMLError.self) {
      _ = try Document(parsing: Array("a: 12345\n".utf8), file: "a", limits: small)
    }
    #expect(throws: YAMLError.self) {
      _ = try Document(parsing: Array("a: 1234\n\n\n\n".utf8), file: "a", limits: small)
    }
  }
}
