import Diagnostics
import SeededRandomness

@testable import YAML

/// Records and what may become of them, each read by the scanner and by libyaml.
struct ScannerExercise {
  enum Outcome: Equatable {
    /// No text that YAML can carry.
    case refused
    /// Left to libyaml.
    case declined
    case accepted
    /// Read by the scanner otherwise than by libyaml.
    case different(String)
  }

  var random: SeededRandom

  // MARK: Comparison

  /// What the scanner makes of a file, held against the tree that libyaml's events give.
  static func outcome(_ bytes: [UInt8], limits: Limits = .record) -> Outcome {
    guard bytes.count <= limits.bytes, let isASCII = try? Encoding.check(bytes) else { return .refused }
    return bytes.withUnsafeBufferPointer { buffer in
      guard let scanned = StrictScanner.root(of: buffer, isASCII: isASCII, limits: limits) else {
        return .declined
      }
      var parser = EventParser(
        source: bytes, bytes: buffer, base: SourceText.byteOrderMarkLength(bytes), isASCII: isASCII,
        limits: limits)
      do throws(YAMLError) {
        let parsed = try parser.document(.mapping)
        return areSame(scanned, parsed) ? .accepted : .different("\(scanned)\nnot\n\(parsed)")
      } catch {
        return .different("accepted, but \(error.message) at \(error.mark)")
      }
    }
  }

  private static func areSame(_ one: Node, _ other: Node) -> Bool {
    guard one.style == other.style, one.start == other.start, one.end == other.end else { return false }
    switch (one.content, other.content) {
    case (.scalar(let one), .scalar(let other)): return one.utf8.elementsEqual(other.utf8)
    case (.sequence(let ones), .sequence(let others)):
      return ones.count == others.count && zip(ones, others).allSatisfy { areSame($0, $1) }
    case (.mapping(let ones), .mapping(let others)):
      return ones.count == others.count
        && zip(ones, others).allSatisfy { one, other in
          one.key.utf8.elementsEqual(other.key.utf8) && one.keyStart == other.keyStart
            && one.keyEnd == other.keyEnd && areSame(one.value, other.value)
        }
    default: return false
    }
  }

  // MARK: Records

  private static let keys = [
    "id", "name", "title", "pipeline", "stage", "contact", "company", "amount", "currency", "owner", "source",
    "due", "next_step", "created", "closed", "notes", "text", "emails", "phones", "tags", "history", "items",
    "payments", "participants", "external", "extra", "имя", "own key", "x-y", "no", "1", "a: b",
  ]

  private static let plains = [
    "d5m8t2qa", "2026-11-20", "2026-11-20T10:15:00+03:00", "120000.50", "-5", "0", "true", "EUR", "--02-29",
    "first-contact", "call-anna-b4t9x1wd",
  ]

  private static let texts = [
    "Website for Acme", "Анна Ёлкина", "no", "+4930123456", "19:30", "it's", "say \"x\" \\ y", "a: b", "a #b",
    "#x", "", " lead", "trail ", "https://x.example/?q=1#top", "[z]", "{{name}}", "x, y", "日本 😀", "tab\tx",
    "e\u{301}", "\u{85}\u{2028}", "\u{202E}", "a\u{A0}b", "C:\\x", "- a", "? b", "100%", "@x", "&a", "<<",
    "~",
    "O'Neil & Sons (Berlin)", "mail@x.example", "two\nlines\n", "two\nlines", "a\n\n\n", "\n\na\nb\n",
    " x\ny\n", "a\n\nb # c\n- d: e\n", "Sie sagt:\n\"ja\"\n\n  eingerückt\n", "a\n\tb\n", "é: ж\nя\n",
    "a\n \nb", "---\n...\n", "word \(String(repeating: "and more ", count: 20))",
  ]

  private mutating func text() -> String {
    random.chance(15) ? Samples.text(&random) : random.pick(Self.texts)
  }

  private mutating func simple() -> YAMLValue {
    random.chance(50) ? .plain(random.pick(Self.plains)) : .text(text())
  }

  private mutating func entry(_ depth: Int) -> YAMLValue {
    var keys = ["at", "stage", "by", "product", "quantity", "price", "from", "to", "note", "имя"]
    keys.shuffle(using: &random)
    return .map(
      keys.prefix(random.number(1...5)).map { YAMLValue.Entry($0, depth > 0 ? value(depth - 1) : simple()) })
  }

  private mutating func value(_ depth: Int) -> YAMLValue {
    switch random.number(0...9) {
    case 0: return .list((0..<random.number(0...4)).map { _ in simple() })
    case 1: return .list((0..<random.number(0...3)).map { _ in entry(depth) })
    case 2: return entry(depth)
    case 3: return .list((0..<random.number(9...14)).map { .text("long-word-number-\($0)") })
    default: return simple()
    }
  }

  /// A record as crm writes it.
  mutating func written() -> [UInt8] {
    var keys = Self.keys
    keys.shuffle(using: &random)
    return Emitter.emit(map: keys.prefix(random.number(1...14)).map { ($0, value(random.number(0...2))) })
  }

  /// Records as people write them, with what a mutation seldom hits upon.
  static let handWritten = [
    "---\nid: a\n# why\n\nname:   x   # y\n", "a:\n  - x\n  - 'y'  # z\nb:\n- at: 1\n  by: x\n- at: 2\n",
    "a:\n    b: 1\n    c:\n    - d\n    - e: f\n      g: h\nz: 1\n",
    "# c\na: |  \n  x\nb: |2-\n   y\nc: |+\n  z\n\n",
    "a: [ x , \"y\", 'z', [1, 2], {k: v, l: [m]} ]  # c\nb: { k: v }\nc: []\nd: {}\n",
    "a: |\n\n  x\n\n\n# c\nb: 1",
    "\"a\": x\n'b c': y\n\"\\u0041\": z\n", "a:\nb: ~\nc:   # c\nd: null\n", "a:\n- |\n  x\n- - y\n- z\n",
    "a:\n  - b: |\n      x\n    c: y\n  - d:\n    - e\n    f: g\n", "é: 1\ne\u{301}: 2\nK: 3\n\u{212A}: 4\n",
    "a: 2026-01-01T10:00:00+01:00\nb: x:y#z\nc: -\nd: -x\ne: a, b] }\n", "id: a\n\u{A0}b: c\nc: d\u{A0}\n",
    "a:\n  b:\n    c:\n      d: [[[[x]]]]\n",
    "a: >\n  x\n  y\nb: &x 1\nc: *x\nd: !t 1\n? e\n: f\n<<: {a: 1}\n",
  ].map { Array($0.utf8) }

  // MARK: Mutations

  private static let pieces = [
    " ", "  ", "\n", "\n\n", "\t", ":", ": ", " #", "#", "-", "- ", "\n- ", "? ", "[", "]", "{", "}", ",",
    ", ", "'",
    "''", "\"", "\\", "\\n", "\\u00e9", "\\ud800", "\\x41", "\\U0001F600", "\\0", "|", "|\n", "|-", "|+\n",
    "|2\n", ">",
    "&a", "*a", "!", "%", "@", "`", "~", "<<", "<<: ", "---\n", "--- ", "...\n", "\r", "\r\n", "\u{0}",
    "\u{7}",
    "\u{7F}", "\u{85}", "\u{A0}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}", "\u{301}", "é", "ж", "😀",
    "日",
    "\n  ", "\n    x: y", "\n# c\n", "\n  # c\n", " # c", "\n\n\n", "key: value\n", "a:\n", "[]", "{}", "1e5",
    "0x1",
    "1:30", "a b", "= ", "\n-\n", "- - ", "a:b", "\"a\": ", "'a': ", "[a, b]", "{a: b}", "{a: , b}", "   ",
    "\n\t",
  ].map { Array($0.utf8) }

  /// The file with one to four things done to it; `other` lends lines.
  mutating func mutated(_ original: [UInt8], other: [UInt8]) -> [UInt8] {
    var bytes = original
    for _ in 0..<(random.chance(60) ? 1 : random.number(2...4)) { mutate(&bytes, other: other) }
    return bytes
  }

  private mutating func mutate(_ bytes: inout [UInt8], other: [UInt8]) {
    let place = random.number(0...bytes.count)
    let (start, end) = Self.line(around: place, in: bytes)
    switch random.number(0...17) {
    case 0: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: random.next()) }
    case 1: if place < bytes.count { bytes[place] = UInt8(random.number(0x20...0x7E)) }
    case 2, 3, 4: bytes.insert(contentsOf: random.pick(Self.pieces), at: place)
    case 5: if place < bytes.count { bytes.remove(at: place) }
    case 6: bytes.removeSubrange(place..<min(bytes.count, place + random.number(1...9)))
    case 7: bytes.insert(contentsOf: bytes[start..<end], at: start)
    case 8: bytes.removeSubrange(start..<end)
    case 9: bytes.insert(contentsOf: repeatElement(0x20, count: random.number(1...4)), at: start)
    case 10:
      let blanks = bytes[start..<end].prefix { $0 == 0x20 }.count
      bytes.removeSubrange(start..<start + min(blanks, random.number(1...3)))
    case 11: if end > start, bytes[end - 1] == 0x0A { bytes.remove(at: end - 1) }
    case 12:
      let (from, to) = Self.line(around: random.number(0...bytes.count), in: bytes)
      let moved = Array(bytes[start..<end])
      if to <= start {
        bytes.removeSubrange(start..<end)
        bytes.insert(contentsOf: moved, at: from)
      }
    case 13:
      let (from, to) = Self.line(around: random.number(0...other.count), in: other)
      bytes.insert(contentsOf: other[from..<to], at: start)
    case 14: bytes.insert(contentsOf: random.pick(Self.pieces), at: max(start, end - 1))
    case 15:
      let quote = random.pick([UInt8(ascii: "\""), UInt8(ascii: "'")])
      let value = bytes[start..<end].firstIndex(of: UInt8(ascii: ":")).map { $0 + 2 } ?? start
      if end > value {
        bytes.insert(quote, at: end - 1)
        bytes.insert(quote, at: value)
      }
    case 16:
      switch random.number(0...3) {
      case 0: bytes.removeSubrange(place...)
      case 1: if end > start, bytes[end - 1] == 0x0A { bytes.insert(0x0D, at: end - 1) }
      case 2: bytes.insert(contentsOf: repeatElement(random.pick([0x20, 0x61]), count: 1030), at: place)
      default:
        let hash = Array(" # c\n".utf8)
        if end > start { bytes.replaceSubrange((end - 1)..<end, with: hash) }
      }
    default: bytes.insert(contentsOf: text().utf8, at: place)
    }
  }

  private static func line(around place: Int, in bytes: [UInt8]) -> (start: Int, end: Int) {
    let start = bytes[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return (start, bytes[place...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count)
  }
}
