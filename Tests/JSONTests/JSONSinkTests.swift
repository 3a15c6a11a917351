import JSON
import SeededRandomness
import Testing

/// What is written piece by piece is what the whole value's text is.
@Suite struct JSONSinkTests {
  /// A value of so many levels at most.
  private func value(_ random: inout SeededRandom, depth: Int) -> JSONValue {
    switch random.number(0...(depth > 0 ? 9 : 7)) {
    case 0: .null
    case 1: .bool(random.chance(50))
    case 2: .integer(random.number(-1000...1000))
    case 3: .number("1500.00")
    case 4...7: .string(text(&random))
    case 8: .array((0..<random.number(0...4)).map { _ in value(&random, depth: depth - 1) })
    default:
      .object(
        (0..<random.number(0...4)).map { _ in
          JSONMember(text(&random), value(&random, depth: depth - 1))
        })
    }
  }

  private func text(_ random: inout SeededRandom) -> String {
    let hostile = [
      "", "\"", "\\", "\u{7f}", "a\u{85}b", "\u{2028}", "\u{202e}abc", "1234567\"", "12345678\"",
      "\u{1f}1234567",
      "1234567é", "é", "~", " ", "\n", "2026-11-24T10:00:00+01:00", String(repeating: "x", count: 300) + "\\",
    ]
    if random.chance(30) { return random.pick(hostile) }
    guard random.chance(50) else { return random.text(maxLength: 40) }
    return String((0..<random.number(0...40)).map { _ in random.pick(Array("abcXYZ 019.-_@/~!")) })
  }

  private func write(_ value: JSONValue, _ random: inout SeededRandom, into sink: inout some JSONSink) {
    switch value {
    case .array(let values) where random.chance(80):
      sink.beginArray()
      for value in values { write(value, &random, into: &sink) }
      sink.endArray()
    case .object(let members) where random.chance(80):
      sink.beginObject()
      for member in members {
        sink.key(member.key)
        write(member.value, &random, into: &sink)
      }
      sink.endObject()
    case .string(let text) where random.chance(40):
      Array(text.utf8).withUnsafeBytes { sink.string(utf8: $0) }
    case .string(let text) where random.chance(50): sink.string(text)
    default: sink.value(value)
    }
  }

  @Test(arguments: 0..<40) func piecesMakeTheWhole(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<50 {
      let value = value(&random, depth: 4)
      var text = JSONText()
      write(value, &random, into: &text)
      #expect(String(decoding: text.bytes, as: UTF8.self) == value.encoded(pretty: false))
      #expect(JSONTree.value { write(value, &random, into: &$0) } == value)
    }
  }

  @Test func valuesFollowEachOther() {
    var text = JSONText()
    text.part("[")
    text.string(ascii: { $0 += Array("a".utf8) })
    text.string("b")
    text.part("]\n")
    text.beginObject()
    text.endObject()
    #expect(String(decoding: text.bytes, as: UTF8.self) == "[\"a\",\"b\"]\n{}")
    text.removeAll()
    #expect(text.bytes.isEmpty)
  }

  @Test func brokenBytesAreReplaced() {
    let broken: [UInt8] = [0x61, 0xff, 0x62]
    var text = JSONText()
    broken.withUnsafeBytes { text.string(utf8: $0) }
    #expect(String(decoding: text.bytes, as: UTF8.self) == "\"a\u{fffd}b\"")
    #expect(JSONTree.value { tree in broken.withUnsafeBytes { tree.string(utf8: $0) } } == "a\u{fffd}b")
  }
}
