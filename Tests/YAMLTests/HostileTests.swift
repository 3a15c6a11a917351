import Diagnostics
import Testing

@testable import YAML

/// An input that no record may be, made when the test runs.
struct Hostile: Sendable, CustomTestStringConvertible {
  let name: String
  let make: @Sendable () -> [UInt8]

  var testDescription: String { name }

  init(_ name: String, _ text: @escaping @autoclosure @Sendable () -> String) {
    self.name = name
    make = { Array(text().utf8) }
  }

  init(_ name: String, bytes: @escaping @autoclosure @Sendable () -> [UInt8]) {
    self.name = name
    make = bytes
  }

  static func times(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  static func bytes(_ parts: [UInt8]...) -> [UInt8] { Array(parts.joined()) }

  static func numbered(_ count: Int, _ line: (Int) -> String) -> String {
    (0..<count).map(line).joined()
  }

  static let head = Array("name: x\nвес: ".utf8)

  static let nesting: [Hostile] = [
    "[", "{", "[{", "{a: ", "[a, ", "{a: [", "- ", "? ", "- ? ", "? - ", "[\n", "{\n", "[?", "{? ", "[[a]: ",
    "-\n", "[-", "\"a\": {",
    "[\n- ", "{a\n: ", "[ # c\n", "{\"a\" : ", "'a': [", "- - [", "[a: ", "[? a: [",
  ].flatMap { unit in
    [80_000, 400].map { count in
      Hostile("\(count) × \(unit)", "a: " + times(unit, count))
    }
      + [Hostile("root of 20000 × \(unit)", times(unit, 20_000))]
  }

  static let bombs: [Hostile] = [
    Hostile("indented mappings", numbered(1000) { times(" ", $0) + "a:\n" }),
    Hostile("indented lists", "a:\n" + numbered(1000) { times(" ", $0 + 1) + "-\n" }),
    Hostile("indented mixed", "a:\n" + numbered(700) { times(" ", 2 * $0) + "- a:\n" }),
    Hostile("closed flow", "a: " + times("[", 5000) + times("]", 5000)),
    Hostile("closed braces", "a: " + times("{a: ", 5000) + times("}", 5000)),
    Hostile("colons", "a" + times(": ", 200_000)),
    Hostile("keys on a line", "a: " + times("b: ", 200_000)),
    Hostile("flow colons", "{" + times(": ", 200_000)),
    Hostile("flow empties", "a: {" + times(":,", 200_000) + "}"),
    Hostile("many items", "a: [" + times("a,", 300_000) + "]"),
    Hostile("many block items", "a:\n" + times("- a\n", 200_000)),
    Hostile("many nulls", "a:\n" + times("-\n", 300_000)),
    Hostile("many keys", numbered(60_000) { "k\($0): v\n" }),
    Hostile("many flow keys", "a: {" + numbered(60_000) { "k\($0)," } + "}"),
    Hostile("many empty lists", "a: [" + times("[],", 300_000) + "]"),
    Hostile("many maps", "a:\n" + times("- {a: 1}\n", 100_000)),
    Hostile("same key", times("a: 1\n", 200_000)),
    Hostile("billion laughs", "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n"),
    Hostile("long anchor", "a: &" + times("x", 900_000) + " 1\n"),
    Hostile("long alias", "a: *" + times("x", 900_000) + "\n"),
    Hostile("long tag", "a: !" + times("x", 900_000) + " 1\n"),
    Hostile("long uri tag", "a: !<" + times("%41", 300_000) + "> 1\n"),
    Hostile("long handle", "a: !" + times("x", 900_000) + "!y 1\n"),
    Hostile("long key", times("k", 900_000) + ": 1\n"),
    Hostile("long quoted key", "\"" + times("k", 900_000) + "\": 1\n"),
    Hostile("key over 1024", times("k", 1100) + ": 1\n"),
    Hostile("many %TAG", numbered(40_000) { "%TAG !t\($0)! x\n" } + "---\na: 1\n"),
    Hostile(
      "many %TAG after the record", "a: 1\n...\n" + numbered(40_000) { "%TAG !t\($0)! x\n" } + "---\nb: 1\n"),
    Hostile("many %TAG in the record", "---\n" + numbered(40_000) { "%TAG !t\($0)! x\n" } + "a: 1\n"),
    Hostile("many unknown directives", times("%X\n", 300_000) + "---\na: 1\n"),
    Hostile("many documents", times("---\na: 1\n", 100_000)),
    Hostile("many ends", "a: 1\n" + times("...\n", 200_000) + "b: 1\n"),
    Hostile("many starts", times("---\n", 200_000)),
    Hostile("huge plain", "a: " + times("x", 300_000) + "\n"),
    Hostile("huge plain of words", "a: " + times("x y ", 100_000) + "\n"),
    Hostile("huge plain of lines", "a:\n" + times(" x\n", 150_000)),
    Hostile("huge double", "a: \"" + times("x", 300_000) + "\"\n"),
    Hostile("huge double of escapes", "a: \"" + times("\\U0001F600", 90_000) + "\"\n"),
    Hostile("huge single", "a: '" + times("''", 300_000) + "'\n"),
    Hostile("huge literal", "a: |\n" + times("  x\n", 200_000)),
    Hostile("huge folded", "a: >\n" + times("  x\n", 200_000)),
    Hostile("huge blank literal", "a: |+\n  x\n" + times("\n", 300_000)),
    Hostile("open double", "a: \"" + times("x\n", 300_000)),
    Hostile("open single", "a: '" + times("x ", 300_000)),
    Hostile("quotes", times("'", 500_001)), Hostile("double quotes", times("\"", 500_001)),
    Hostile("pipes", "a: " + times("|", 100_000)), Hostile("bangs", times("!", 900_000)),
    Hostile("ampersands", times("&", 900_000)), Hostile("stars", times("*", 900_000)),
    Hostile("commas", "a: [" + times(",", 900_000)), Hostile("closers", "a: " + times("]", 900_000)),
    Hostile("braces", "a: " + times("}", 900_000)), Hostile("percents", times("%", 900_000)),
    Hostile("tabs", "a:\n" + times("\t", 900_000) + "b: 1\n"), Hostile("only blanks", times(" ", 1 << 20)),
    Hostile("only breaks", times("\n", 1 << 20)), Hostile("only returns", times("\r", 1 << 20)),
    Hostile("only comments", times("#\n", 500_000)), Hostile("too big", "a: 1\n" + times("#\n", 600_000)),
    Hostile("no colon", times("word\n", 200_000)), Hostile("words", times("word ", 200_000)),
    Hostile("huge literal indent", "a: |9\n" + times(" ", 900_000) + "\n\tx\n b\n"),
  ]

  static let encodings: [Hostile] =
    [
      Hostile("UTF-16 LE", bytes: [0xFF, 0xFE, 0x61, 0, 0x3A, 0, 0x20, 0, 0x31, 0]),
      Hostile("UTF-16 BE", bytes: [0xFE, 0xFF, 0, 0x61, 0, 0x3A]),
      Hostile("UTF-32 LE", bytes: [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0]),
      Hostile("UTF-32 BE", bytes: [0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61]),
      Hostile("UTF-16 without a mark", bytes: [0x61, 0, 0x3A, 0, 0x20, 0]),
    ]
    + [
      [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE2, 0x82], [0xE2, 0x28, 0xA1],
      [0xE0, 0x80, 0xAF],
      [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0xAF], [0xF0, 0x9F, 0x98],
      [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xFE], [0xF8, 0x88, 0x80, 0x80, 0x80], [0x00], [0x01], [0x08],
      [0x0B], [0x0C], [0x1B],
      [0x7F], [0xC2, 0x80], [0xC2, 0x85], [0xC2, 0x9F], [0xE2, 0x80, 0xA8], [0xE2, 0x80, 0xA9],
      [0xEF, 0xBB, 0xBF],
      [0xEF, 0xBF, 0xBE], [0xEF, 0xBF, 0xBF],
    ].map { (bad: [UInt8]) in Hostile("bytes \(bad)", bytes: bytes(head, bad, [0x0A])) }

  static let all = nesting + bombs + encodings
}

@Suite struct HostileTests {
  @Test func thereAreEnough() { #expect(Hostile.all.count >= 100) }

  @Test(arguments: Hostile.all)
  func failsWithAPlace(hostile: Hostile) throws {
    let bytes = hostile.make()
    do {
      _ = try Document(parsing: bytes, file: "a.yaml")
      Issue.record("it was read")
    } catch {
      #expect(error.mark.line >= 1)
      #expect(error.mark.column >= 1)
      #expect(error.mark.offset <= bytes.count)
      #expect(!error.message.isEmpty)
      #expect((error.excerpt?.line.unicodeScalars.count ?? 0) <= 160)
    }
  }

  @Test func badBytesAreNamedWhereTheyStand() {
    for hostile in Hostile.encodings.dropFirst(5) {
      let bytes = hostile.make()
      do {
        _ = try Document(parsing: bytes, file: "a.yaml")
        Issue.record("\(hostile.name) was read")
      } catch {
        #expect(error.mark == Mark(offset: Hostile.head.count, line: 2, column: 6), "\(hostile.name)")
      }
    }
  }

  @Test func bigButHonestFilesLoad() throws {
    let keys = Hostile.numbered(20_000) { "k\($0): v\n" }
    #expect(try Document(parsing: Array(keys.utf8), file: "a").pairs.count == 20_000)
    let comments = "a: 1\n" + Hostile.times("# c\n", 250_000) + "b: 2\n"
    #expect(try Document(parsing: Array(comments.utf8), file: "a").pairs.count == 2)
    let literal = "a: |\n" + Hostile.times("  line of notes\n", 10_000) + "b: 2\n"
    #expect(try Document(parsing: Array(literal.utf8), file: "a").pairs.count == 2)
  }
}
