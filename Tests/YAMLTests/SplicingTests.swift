import Diagnostics
import Testing

@testable import YAML

/// A file, what is asked of it, and the file that must come out.
struct Splice: Sendable, CustomTestStringConvertible {
  let before: String
  let edits: [Edit]
  let after: String

  var testDescription: String { "\(before.debugDescription) \(edits.map(\.key))" }

  init(_ before: String, _ edits: [Edit], _ after: String) {
    self.before = before
    self.edits = edits
    self.after = after
  }
}

private func t(_ key: String, _ text: String) -> Edit { Edit(key, .text(text)) }
private func p(_ key: String, _ text: String) -> Edit { Edit(key, .plain(text)) }
private func l(_ key: String, _ items: String...) -> Edit { Edit(key, .list(items.map { .text($0) })) }
private func m(_ key: String, _ entries: KeyValuePairs<String, YAMLValue>) -> Edit { Edit(key, map(entries)) }
private func no(_ key: String) -> Edit { Edit(key, nil) }
private func map(_ entries: KeyValuePairs<String, YAMLValue>) -> YAMLValue {
  .map(entries.map { YAMLValue.Entry($0.key, $0.value) })
}

@Suite struct SplicingTests {
  static let order = [
    "id", "title", "name", "stage", "amount", "emails", "tags", "external", "history", "created", "notes",
  ]

  private func check(_ splice: Splice) throws {
    let document = try Document(parsing: Array(splice.before.utf8), file: "a.yaml")
    let result = try document.spliced(splice.edits, order: Self.order)
    #expect(String(decoding: result, as: UTF8.self).debugDescription == splice.after.debugDescription)
    // The same edits once more change nothing.
    let again = try Document(parsing: result, file: "a.yaml").spliced(splice.edits, order: Self.order)
    #expect(again == result)
  }

  static let scalars: [Splice] = [
    Splice("a: 1\nb: 2\n", [p("a", "3")], "a: 3\nb: 2\n"),
    Splice("a:   1   # c\n", [p("a", "20")], "a:   20   # c\n"),
    Splice("a: no\n", [t("a", "no")], "a: no\n"), Splice("a: x\n", [t("a", "no")], "a: \"no\"\n"),
    Splice("a: 'x' # c\n", [t("a", "it's")], "a: 'it''s' # c\n"),
    Splice("a: 'x'\n", [t("a", "e\u{7}")], "a: \"e\\u0007\"\n"),
    Splice("a: \"x\"\n", [t("a", "q\"\\")], "a: \"q\\\"\\\\\"\n"),
    Splice("a: \"1\"\n", [p("a", "2")], "a: \"2\"\n"),
    Splice("a:\n", [t("a", "x")], "a: x\n"), Splice("a: # c\nb: 1\n", [t("a", "x")], "a: x # c\nb: 1\n"),
    Splice("a: ~\n", [t("a", "x")], "a: x\n"), Splice("a:", [t("a", "x")], "a: x"),
    Splice("a: x", [t("a", "yy")], "a: yy"),
    Splice("a:\n  x # c\nb: 1\n", [t("a", "y")], "a:\n  \"y\" # c\nb: 1\n"),
    Splice("a: x\n  y\n  z # c\nb: 1\n", [t("a", "w")], "a: w # c\nb: 1\n"),
    Splice("a: \"x\n  y\"\nb: 1\n", [t("a", "w")], "a: \"w\"\nb: 1\n"),
    Splice("a: x\r\nb: y\r\n", [t("a", "z")], "a: z\r\nb: y\r\n"),
    Splice("\u{FEFF}a: x\n", [t("a", "z")], "\u{FEFF}a: z\n"),
    Splice("имя: Анна # é\nb: ж\n", [t("b", "ы"), t("имя", "Вера")], "имя: Вера # é\nb: ы\n"),
    Splice("---\na: x\n...\n# end\n", [t("a", "y")], "---\na: \"y\"\n...\n# end\n"),
    Splice("a: e\u{301}\n", [t("a", "\u{E9}")], "a: \u{E9}\n"), Splice("a: x\n", [t("a", "")], "a: \"\"\n"),
    Splice("a: x\na b: y\n", [t("a b", "z # z")], "a: x\na b: \"z # z\"\n"),
    Splice("a: 1\na-x: 2\n", [no("missing"), p("a", "1")], "a: 1\na-x: 2\n"),
    Splice("a: 1\n", [p("a", "2"), p("a", "3")], "a: 3\n"),
  ]

  static let blocks: [Splice] = [
    Splice("a: x # c\nb: 1\n", [t("a", "p\nq\n")], "a: | # c\n  p\n  q\nb: 1\n"),
    Splice("a: x", [t("a", "p\nq\n")], "a: |\n  p\n  q\n"),
    Splice("a: x", [t("a", "p\nq")], "a: |-\n  p\n  q"),
    Splice("a:\nb: 1\n", [t("a", "p\n")], "a: |\n  p\nb: 1\n"),
    Splice("a: 'x'\n", [t("a", "p\nq")], "a: |-\n  p\n  q\n"),
    Splice("a: \"x\\ny\"\n", [t("a", "p\nq")], "a: \"p\\nq\"\n"),
    Splice("a: | # c\n  p\n  q\n\nb: 1\n", [t("a", "x")], "a: x # c\n\nb: 1\n"),
    Splice("a: >-\n  p\n  q\nb: 1\n", [t("a", "no")], "a: \"no\"\nb: 1\n"),
    Splice("a: |\n    p\n    q\nb: 1\n", [t("a", "p\nr\n")], "a: |\n    p\n    r\nb: 1\n"),
    Splice("a: |\n  p\n\n\nb: 1\n", [t("a", "p\nq\n")], "a: |\n  p\n  q\n\n\nb: 1\n"),
    Splice("a: |\n  p\n\nb: 1\n", [t("a", "p\n\n")], "a: \"p\\n\\n\"\n\nb: 1\n"),
    Splice("a: |\n  p\nb: 1\n", [t("a", "p\n\n")], "a: |+\n  p\n\nb: 1\n"),
    Splice("a: |+\n  p\n\nb: 1\n", [t("a", "q\n")], "a: |\n  q\nb: 1\n"),
    Splice("a: |\n  p", [t("a", "x")], "a: x"), Splice("a: |\n  p", [t("b", "x")], "a: |\n  p\nb: x"),
    Splice("a: |\r\n  p\r\nb: 1\r\n", [t("a", "q\nr\n")], "a: |\r\n  q\r\n  r\r\nb: 1\r\n"),
    Splice("a: >\n  p\n  q\n", [t("a", "p\nq\n")], "a: |\n  p\n  q\n"),
    Splice("a: |\n  p\n", [t("a", " p\nq\n")], "a: |2\n   p\n  q\n"),
    Splice("a: |\n  p\n", [t("a", "p\n \nq\n")], "a: \"p\\n \\nq\\n\"\n"),
    Splice("  a: x\n  b: y\n", [t("a", "p\nq\n")], "  a: |\n    p\n    q\n  b: y\n"),
    Splice("a: |\n\nb: 1\n", [t("a", "x")], "a: x\n\nb: 1\n"),
    Splice("a: |\nb: 1\n", [t("a", "p\nq\n")], "a: |\n  p\n  q\nb: 1\n"),
  ]

  static let keys: [Splice] = [
    Splice("id: a\nnotes: z\n", [t("title", "x")], "id: a\ntitle: x\nnotes: z\n"),
    Splice(
      "id: a\n# about notes\nnotes: z\n", [t("title", "x")], "id: a\ntitle: x\n# about notes\nnotes: z\n"),
    Splice("id: a # c\n\nnotes: z\n", [t("title", "x")], "id: a # c\ntitle: x\n\nnotes: z\n"),
    Splice("# head\nnotes: z\n", [t("id", "x")], "# head\nid: x\nnotes: z\n"),
    Splice("zzz: 1\n\n# n\n# m\nnotes: z\n", [t("id", "x")], "zzz: 1\n\nid: x\n# n\n# m\nnotes: z\n"),
    Splice("zzz: |\n  # t\nnotes: z\n", [t("id", "x")], "zzz: |\n  # t\nid: x\nnotes: z\n"),
    Splice("zzz: 1\n", [t("id", "x")], "zzz: 1\nid: x\n"),
    Splice("id: a\n", [t("own", "x")], "id: a\nown: x\n"),
    Splice("id: a", [t("title", "x")], "id: a\ntitle: x"),
    Splice("id: a # c", [t("title", "x")], "id: a # c\ntitle: x"),
    Splice("id: a", [t("notes", "p\nq\n"), t("zz", "x")], "id: a\nnotes: |\n  p\n  q\nzz: x\n"),
    Splice("id: a\r\nnotes: z", [t("title", "x")], "id: a\r\ntitle: x\r\nnotes: z"),
    Splice("id: a\r\nnotes: z", [t("zz", "x")], "id: a\r\nnotes: z\r\nzz: x"),
    Splice("---\nid: a\n...\n", [t("title", "x")], "---\nid: a\ntitle: x\n...\n"),
    Splice("\u{FEFF}title: a\n", [t("id", "x")], "\u{FEFF}id: x\ntitle: a\n"),
    Splice(
      "id: a\ntags:\n- x\n- y\nnotes: z\n", [t("created", "x"), t("stage", "s")],
      "id: a\nstage: s\ntags:\n- x\n- y\ncreated: x\nnotes: z\n"),
    Splice(
      "id: a\n", [t("stage", "s"), t("title", "t"), l("tags", "p", "no")],
      "id: a\ntitle: t\nstage: s\ntags: [p, \"no\"]\n"),
    Splice("id: a\nnotes: |+\n  x\n\nzz: 1\n", [t("own", "x")], "id: a\nnotes: |+\n  x\n\nzz: 1\nown: x\n"),
    Splice("  id: a\n  zz: 1\n", [t("title", "x")], "  id: a\n  title: x\n  zz: 1\n"),
    Splice("id: a\n\nzz: 1\n", [t("title", "p\n\n")], "id: a\ntitle: \"p\\n\\n\"\n\nzz: 1\n"),
    Splice("a: 1\nb: 2\n", [no("a")], "b: 2\n"), Splice("a: 1\nb: 2\n", [no("b")], "a: 1\n"),
    Splice("# c\na: 1 # d\nb: 2\n", [no("a")], "# c\nb: 2\n"), Splice("a: 1\nb: 2", [no("b")], "a: 1\n"),
    Splice("a: |\n  x\n  y\n\nb: 2\n", [no("a")], "\nb: 2\n"),
    Splice("a:\n- x\n- y\nb: 2\n", [no("a")], "b: 2\n"),
    Splice("a: [x,\n  y] # c\nb: 2\n", [no("a")], "b: 2\n"),
    Splice("a:\n  x: 1\n  y:\n  # k\n  - z\nb: 2\n", [no("a")], "b: 2\n"),
    Splice("a: 1\r\nb: 2\r\n", [no("a")], "b: 2\r\n"),
    Splice("\u{FEFF}a: 1\nb: 2\n", [no("a")], "\u{FEFF}b: 2\n"),
    Splice("id: a\ntitle: t\nnotes: n\n", [no("title"), t("stage", "s")], "id: a\nstage: s\nnotes: n\n"),
    Splice("id: a\ntitle: t", [no("title"), t("stage", "s")], "id: a\nstage: s\n"),
    Splice("# h\nid: a\n# f\n", [no("id"), t("title", "t")], "# h\ntitle: t\n# f\n"),
    Splice("title: t\nnotes: n\n", [no("title"), t("id", "i")], "id: i\nnotes: n\n"),
  ]

  static let blockLists: [Splice] = [
    Splice("tags:\n- x\n- y\nb: 1\n", [l("tags", "x", "y", "z")], "tags:\n- x\n- y\n- z\nb: 1\n"),
    Splice(
      "tags:\n  - x # c\n  - y\nb: 1\n", [l("tags", "x", "y", "z")], "tags:\n  - x # c\n  - y\n  - z\nb: 1\n"),
    Splice("tags:\n  -   x\n", [l("tags", "x", "y")], "tags:\n  -   x\n  - \"y\"\n"),
    Splice("tags:\n- x\n# c\n- y # d\n- z\n", [l("tags", "x", "z")], "tags:\n- x\n# c\n- z\n"),
    Splice("tags:\n- x\n- y\n", [l("tags", "y")], "tags:\n- y\n"),
    Splice("tags:\n- x\n- y", [l("tags", "x")], "tags:\n- x\n"),
    Splice("tags:\n- x", [l("tags", "x", "y")], "tags:\n- x\n- \"y\""),
    Splice("tags:\r\n- x\r\n", [l("tags", "w", "x", "y")], "tags:\r\n- w\r\n- x\r\n- \"y\"\r\n"),
    Splice("tags:\n# c\n- \"x\"\n- 'y'\n", [l("tags", "z", "y")], "tags:\n# c\n- \"z\"\n- 'y'\n"),
    Splice("tags:\n- x\n- y\nb: 1\n", [l("tags")], "tags: []\nb: 1\n"),
    Splice("tags: # c\n- x\nb: 1\n", [l("tags")], "tags: [] # c\nb: 1\n"),
    Splice("tags:\n- x", [l("tags")], "tags: []"), Splice("tags:\n- x\n- y\n", [t("tags", "z")], "tags: z\n"),
    Splice("tags: x\n", [l("tags", "x")], "tags: x\n"),
    Splice("tags: x # c\n", [l("tags", "x", "y")], "tags: [x, \"y\"] # c\n"),
    Splice("tags:\n", [l("tags", "x", "y")], "tags: [x, \"y\"]\n"), Splice("tags:\n", [l("tags")], "tags:\n"),
    Splice("tags:\n-\n- y\n", [l("tags", "x", "y")], "tags:\n- x\n- y\n"),
    Splice("tags:\n-\n  # c\n  x\n- y\n", [l("tags", "x")], "tags:\n-\n  # c\n  x\n"),
    Splice(
      "tags:\n- |\n  p\n  q\n- y\n", [l("tags", "p\nq\n", "y", "r\ns\n")],
      "tags:\n- |\n  p\n  q\n- y\n- |\n  r\n  s\n"),
    Splice("tags:\n- |\n  p\n- y\n", [l("tags", "x", "y")], "tags:\n- x\n- y\n"),
    Splice("tags:\n- x\n- y\n", [l("tags", "p\nq\n", "y")], "tags:\n- |\n  p\n  q\n- y\n"),
    Splice(
      "history:\n- {at: 1, by: g}\n# why\n- at: 2\n  by: h\nb: 1\n",
      [
        Edit(
          "history",
          .list([
            map(["at": .plain("1"), "by": .text("g")]), map(["at": .plain("2"), "by": .text("h")]),
            map(["at": .plain("3"), "by": .text("i, j")]),
          ]))
      ],
      "history:\n- {at: 1, by: g}\n# why\n- at: 2\n  by: h\n- {at: 3, by: \"i, j\"}\nb: 1\n"),
    Splice(
      "history:\n- at: 1 # c\n  by: g\n  # d\n  x: y\n",
      [
        Edit(
          "history", .list([map(["at": .plain("1"), "by": .text("h"), "to": .text("z"), "x": .text("y")])]))
      ],
      "history:\n- at: 1 # c\n  by: h\n  to: z\n  # d\n  x: y\n"),
    Splice(
      "history:\n- at: 1\n  by: g\n", [Edit("history", .list([map(["by": .text("g")])]))],
      "history:\n- by: g\n"),
    Splice(
      "history:\n- at: 1 # c\n  # d\n  by: g\n", [Edit("history", .list([map(["by": .text("g")])]))],
      "history:\n- \n  # d\n  by: g\n"),
    Splice(
      "history:\n- at: 1\n  by: g\n",
      [Edit("history", .list([map(["id": .text("i"), "at": .plain("1"), "by": .text("g")])]))],
      "history:\n- id: i\n  at: 1\n  by: g\n"),
    Splice(
      "history:\n- at: 1\n  by: g\n", [Edit("history", .list([map(["id": .text("i"), "by": .text("g")])]))],
      "history:\n- id: i\n  by: g\n"),
    Splice("history:\n- at: 1\n  by: g\n- x\n", [l("history", "y", "x")], "history:\n- \"y\"\n- x\n"),
    Splice(
      "a:\n- - x\n  - y\n- z\n",
      [Edit("a", .list([.list([.text("w"), .text("x"), .text("y")]), .text("z")]))],
      "a:\n- - w\n  - x\n  - y\n- z\n"),
    Splice(
      "a:\n- - x\n  - y\n- z\n", [Edit("a", .list([.list([.text("y")]), .text("z")]))], "a:\n- - y\n- z\n"),
  ]

  static let flows: [Splice] = [
    Splice("tags: [x, y] # c\n", [l("tags", "x", "y", "z")], "tags: [x, y, z] # c\n"),
    Splice("tags: [x,y]\n", [l("tags", "w", "x", "y")], "tags: [w, x,y]\n"),
    Splice("tags: [ x , y ]\n", [l("tags", "x")], "tags: [ x ]\n"),
    Splice("tags: [x, y, z]\n", [l("tags", "y", "z")], "tags: [y, z]\n"),
    Splice("tags: [x, y, z]\n", [l("tags", "x", "z")], "tags: [x, z]\n"),
    Splice("tags: [x, 'y', z]\n", [l("tags", "x", "no", "z")], "tags: [x, 'no', z]\n"),
    Splice("tags: [x, y]\n", [l("tags", "x", "no, y")], "tags: [x, \"no, y\"]\n"),
    Splice("tags: []\n", [l("tags", "x")], "tags: [x]\n"),
    Splice("tags: [ ] # c\n", [l("tags", "x", "y")], "tags: [x, \"y\"] # c\n"),
    Splice("tags: [x]\n", [l("tags")], "tags: []\n"),
    Splice("tags: [x, y,]\n", [l("tags", "x", "y", "z")], "tags: [x, y, z,]\n"),
    Splice(
      "tags: [\n  x, # c\n  y # d\n]\n", [l("tags", "x", "y", "z")], "tags: [\n  x, # c\n  y, # d\n  z\n]\n"),
    Splice(
      "tags: [\n  x,\n  y,\n]\n", [l("tags", "x", "y", "z", "w")], "tags: [\n  x,\n  y,\n  z,\n  w,\n]\n"),
    Splice("tags: [\n  x,\n  y]\n", [l("tags", "x", "y", "z")], "tags: [\n  x,\n  y,\n  z]\n"),
    Splice(
      "tags: [\n  x,\n  # c\n  y, # d\n  z\n]\n", [l("tags", "x", "z")], "tags: [\n  x,\n  # c\n  z\n]\n"),
    Splice("tags: [\n  x,\n  y\n]\n", [l("tags", "x")], "tags: [\n  x,\n]\n"),
    Splice("tags: [\n  x,\n  y\n]\n", [l("tags", "w", "x", "v", "y")], "tags: [\n  w,\n  x,\n  v,\n  y\n]\n"),
    Splice("tags: [x,\r\n  y]\r\n", [l("tags", "x", "y", "z")], "tags: [x,\r\n  y,\r\n  z]\r\n"),
    Splice("tags: [x, # c\n  y, z]\n", [l("tags", "x", "z")], "tags: [x, # c\n  z]\n"),
    Splice("tags: [x, # c\n  y]\n", [l("tags", "x")], "tags: [x, # c\n  ]\n"),
    Splice("tags: [x]\n", [l("tags", "x", "p\nq")], "tags: [x, \"p\\nq\"]\n"),
    Splice("tags: [x]\n", [t("tags", "x")], "tags: x\n"),
    Splice("tags: [x, y]", [no("tags"), t("id", "i")], "id: i"),
    Splice(
      "external: {amocrm: 123}\n", [m("external", ["amocrm": .plain("123"), "b24": .plain("7")])],
      "external: {amocrm: 123, b24: 7}\n"),
    Splice("external: {a: 1, b: 2}\n", [m("external", ["b": .plain("3")])], "external: {b: 3}\n"),
    Splice("external: {a: 1, b: 2}\n", [m("external", ["z": .plain("3")])], "external: {z: 3}\n"),
    Splice(
      "external: {a, b: , c: 1}\n", [m("external", ["a": .plain("1"), "b": .plain("2"), "c": .plain("1")])],
      "external: {a: 1, b: 2 , c: 1}\n"),
    Splice("external: {\"a\":1}\n", [m("external", ["a": .text("x")])], "external: {\"a\":x}\n"),
    Splice("external: {}\n", [m("external", ["a": .text("x")])], "external: {a: x}\n"),
    Splice("external: {a: 1}\n", [m("external", [:])], "external: {}\n"),
    Splice(
      "external: {\n  a: 1, # c\n  b: 2\n}\n",
      [m("external", ["a": .plain("1"), "c": .plain("3"), "b": .plain("2")])],
      "external: {\n  a: 1, # c\n  c: 3,\n  b: 2\n}\n"),
    Splice(
      "external: {\n  a: 1,\n  b: 2 }\n", [m("external", ["a": .plain("1"), "c": .plain("3")])],
      "external: {\n  a: 1, c: 3 }\n"),
    Splice(
      "external:\n  a: 1 # c\n  b: 2\nz: 1\n", [m("external", ["a": .plain("5"), "c": .plain("3")])],
      "external:\n  a: 5 # c\n  c: 3\nz: 1\n"),
    Splice("external:\n  a: 1\nz: 1\n", [m("external", [:])], "external: {}\nz: 1\n"),
    Splice("external:\n  a: 1\nz: 1\n", [m("external", ["b": .plain("1")])], "external: {b: 1}\nz: 1\n"),
    Splice(
      "external:\n    a:\n        b: 1\n", [m("external", ["a": map(["b": .plain("1"), "c": .plain("2")])])],
      "external:\n    a:\n        b: 1\n        c: 2\n"),
    Splice(
      "a: [{x: 1, y: 2}, {x: 3}]\n",
      [Edit("a", .list([map(["x": .plain("1"), "y": .plain("9")]), map(["x": .plain("3")])]))],
      "a: [{x: 1, y: 9}, {x: 3}]\n"),
    Splice("a: [x: 1, y]\n", [Edit("a", .list([map(["x": .plain("2")]), .text("y")]))], "a: [{x: 2}, y]\n"),
    Splice("{id: x, name: y}\n", [t("name", "z")], "{id: x, name: z}\n"),
    Splice("{id: x, name: y}\n", [t("title", "z"), no("id")], "{title: z, name: y}\n"),
    Splice("{id: x, name: y}", [t("notes", "p\nq")], "{id: x, name: y, notes: \"p\\nq\"}"),
    Splice("# c\n{id: x,\n name: y} # d\n", [t("title", "z")], "# c\n{id: x, title: z,\n name: y} # d\n"),
    Splice("{id: x}\n", [no("id"), t("name", "y")], "{name: \"y\"}\n"),
    Splice("{name: x}\n", [t("id", "a")], "{id: a, name: x}\n"),
    Splice(
      "{\n  \"id\": \"x\",\n  \"tags\": [\"a\"]\n}\n", [l("tags", "a", "b"), t("id", "y")],
      "{\n  \"id\": \"y\",\n  \"tags\": [\"a\", b]\n}\n"),
  ]

  @Test(arguments: scalars) func scalar(splice: Splice) throws { try check(splice) }
  @Test(arguments: blocks) func block(splice: Splice) throws { try check(splice) }
  @Test(arguments: keys) func key(splice: Splice) throws { try check(splice) }
  @Test(arguments: blockLists) func blockList(splice: Splice) throws { try check(splice) }
  @Test(arguments: flows) func flow(splice: Splice) throws { try check(splice) }

  @Test func longListsGoBelow() throws {
    let items = (0..<15).map { "item-number-\($0)" }
    let document = try Document(parsing: Array("id: a\ntags: x # c\nnotes: n".utf8), file: "a")
    let edit = Edit("tags", .list(items.map { .text($0) }))
    let result = String(decoding: try document.spliced([edit], order: Self.order), as: UTF8.self)
    #expect(result == "id: a\ntags: # c\n" + items.map { "- \($0)\n" }.joined() + "notes: n")
  }

  @Test func refusals() throws {
    let document = try Document(parsing: Array("a: 1\n".utf8), file: "a")
    #expect(throws: YAMLError.self) { _ = try document.spliced([no("a")], order: []) }
    #expect(throws: YAMLError.self) {
      _ = try document.spliced([t("a", String(repeating: "x", count: 300_000))], order: [])
    }
    #expect(throws: YAMLError.self) {
      _ = try document.spliced([t(String(repeating: "x", count: 2000), "v")], order: [])
    }
    #expect(throws: YAMLError.self) { _ = try document.spliced([t("", "v")], order: []) }
    do {
      _ = try document.spliced([t("b", String(repeating: "x", count: 300_000))], order: [])
    } catch {
      #expect(error.code == .invalidData)
      #expect(error.message.contains("at most"))
    }
  }
}
