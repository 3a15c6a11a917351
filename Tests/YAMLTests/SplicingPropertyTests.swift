import SeededRandomness
import Testing

@testable import YAML

/// A document as a person might have written it, with what each key was meant to hold.
private struct HandWritten {
  var text = ""
  var scalars: [String] = []
  var collections: [String] = []
  var order: [String] = []

  init(_ random: inout SeededRandom) {
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    func pick<T>(_ choices: [T]) -> T { choices[Int.random(in: 0..<choices.count, using: &random)] }
    var keys = [
      "id", "title", "stage", "amount", "owner", "source", "notes", "tags", "external", "history", "имя",
      "own key", "x-y",
    ]
    order = Array(keys.prefix(10))
    keys.shuffle(using: &random)
    let comment = { (random: inout SeededRandom) in
      ["# why: \"x\" - [y", "#", "# - a", "# ключ: 1", "# it's"][Int.random(in: 0..<5, using: &random)]
    }
    if chance(20) { text += "---\n" }
    let indent = chance(10) ? "  " : ""
    for key in keys.prefix(Int.random(in: 3...12, using: &random)) {
      if chance(25) { text += indent + comment(&random) + "\n" }
      if chance(20) { text += pick(["\n", "   \n", "\n\n"]) }
      let colon = ":" + pick([" ", " ", "   "])
      let trailing = chance(30) ? pick([" ", "   "]) + comment(&random) : pick(["", "", "  "])
      let written = chance(15) ? "\"\(key)\"" : key
      switch Int.random(in: 0..<12, using: &random) {
      case 0: text += indent + written + colon + "plain text" + trailing + "\n"
      case 1: text += indent + written + colon + "'it''s: so'" + trailing + "\n"
      case 2: text += indent + written + colon + "\"a \\\"b\\\" \\u00e9 # c\"" + trailing + "\n"
      case 3: text += indent + written + ":" + trailing + "\n"
      case 4:
        text += indent + written + colon + pick(["no", "0123", "2026-01-01", "~", "ж"]) + trailing + "\n"
      case 5:
        text += indent + written + colon + pick(["120000.50", "https://x.example/#a"]) + trailing + "\n"
      case 6:
        let header = pick(["|", ">", "|-", "|+", "| # c", "|4"])
        text +=
          indent + written + colon + header + "\n" + indent + "    para one\n\n" + indent + "    # two: x\n"
        collections.append(key)
        continue
      case 7:
        let dash = indent + pick(["", "  "]) + "- "
        let rest = trailing.isEmpty ? "" : trailing
        text += indent + written + ":" + rest + "\n" + dash + "a" + trailing + "\n"
        if chance(30) { text += dash.dropLast(2) + "# between\n" }
        text += dash + "'b'\n" + dash + "{k: 1, l: [x, z]}\n"
        collections.append(key)
        continue
      case 8:
        text +=
          indent + written + colon
          + pick(["[a, 'b', c]", "[ a,b ]", "[]", "[a,\n     # in\n     b, c\n    ]"]) + trailing + "\n"
        collections.append(key)
        continue
      case 9:
        text +=
          indent + written + colon
          + pick(["{k: 1, l: x}", "{}", "{k: 1,\n      l: 2, # in\n      m: 3\n    }"]) + trailing + "\n"
        collections.append(key)
        continue
      case 10:
        text +=
          indent + written + ":" + trailing + "\n" + indent + "  k: 1 # deep\n" + indent + "  l:\n" + indent
          + "  - z\n"
        collections.append(key)
        continue
      default:
        text +=
          indent + written + ":\n" + indent + "- k: 1 # deep\n" + indent + "  l: x\n" + indent + "- k: 2\n"
        collections.append(key)
        continue
      }
      scalars.append(key)
    }
    if chance(20) { text += comment(&random) + "\n" }
    if chance(10) { text += "...\n" } else if chance(20) { text.removeLast() }
    if chance(30) {
      text = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    }
    if chance(15) { text = "\u{FEFF}" + text }
  }
}

@Suite struct SplicingPropertyTests {
  private let values = [
    "x", "no", "a: b", "", "120", "it's", "q\"uote", "ж # ж", "2026-01-01", " lead", "[z]", "tab\tx",
  ]

  private func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
  }

  @Test func oneScalarChangedIsOneLineChanged() throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    var random = SeededRandom(seed: seed)
    var edits = 0
    for round in 0..<400 {
      let hand = HandWritten(&random)
      let bytes = Array(hand.text.utf8)
      let comment = Comment(rawValue: "seed \(seed) round \(round): \(hand.text.debugDescription)")
      let document = try Document(parsing: bytes, file: "a")
      for key in hand.scalars {
        for value in values {
          let edit = Edit(key, Bool.random(using: &random) ? .text(value) : .plain(value))
          let result = try document.spliced([edit], order: hand.order)
          let (before, after) = (lines(bytes), lines(result))
          try #require(before.count == after.count, comment)
          let changed = zip(before, after).filter { $0 != $1 }.count
          let isSame = document[key]?.text == value
          try #require(changed == (isSame ? 0 : 1), comment)
          #expect(try Document(parsing: result, file: "a")[key]?.text == value, comment)
          edits += 1
        }
      }
    }
    #expect(edits > 1000)
  }

  @Test func anyEditsAreMadeAndTheRestStays() throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    var random = SeededRandom(seed: seed)
    for round in 0..<1500 {
      let hand = HandWritten(&random)
      let bytes = Array(hand.text.utf8)
      let document = try Document(parsing: bytes, file: "a")
      var edits: [Edit] = []
      for key in hand.order where Int.random(in: 0..<3, using: &random) == 0 {
        let present = document[key]
        edits.append(Edit(key, Int.random(in: 0..<5, using: &random) == 0 ? nil : wish(present, &random)))
      }
      let kept = document.pairs.filter { pair in !edits.contains { $0.key == pair.key } }
      let comment = Comment(
        rawValue: "seed \(seed) round \(round): \(hand.text.debugDescription) \(edits)")
      if kept.isEmpty && edits.allSatisfy({ $0.value == nil }) { continue }
      let result: [UInt8]
      do {
        result = try document.spliced(edits, order: hand.order)
      } catch {
        Issue.record("\(error.message) \(comment.rawValue)")
        continue
      }
      let after = try Document(parsing: result, file: "a")
      for edit in edits {
        if let value = edit.value {
          #expect(after[edit.key]?.matches(value) == true, comment)
        } else {
          #expect(after[edit.key] == nil, comment)
        }
      }
      for pair in kept {
        let now = try #require(after.pairs.first { $0.key == pair.key }, comment)
        let (was, stands) = (
          bytes[pair.keyStart.offset..<pair.value.end.offset],
          result[now.keyStart.offset..<now.value.end.offset]
        )
        #expect(was.elementsEqual(stands), comment)
      }
      // Line breaks are those of the file, and the keys that stay keep their order.
      let returns = result.filter { $0 == 0x0D }.count
      if hand.text.utf8.contains(0x0D) {
        #expect(returns == result.filter { $0 == 0x0A }.count, comment)
      } else {
        #expect(returns == 0, comment)
      }
      let names = kept.map(\.key)
      #expect(after.pairs.map(\.key).filter(names.contains) == names, comment)
    }
  }

  /// A value of any kind, near the present one as often as not.
  private func wish(_ present: Node?, _ random: inout SeededRandom) -> YAMLValue {
    let texts = values + ["two\nlines\n", "two\nlines", "a\n\n", " x\ny", "a\n \nb"]
    func text() -> YAMLValue { .text(texts[Int.random(in: 0..<texts.count, using: &random)]) }
    if let present, Bool.random(using: &random) {
      switch present.value {
      case .list(var items):
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          let place = Int.random(in: 0...items.count, using: &random)
          switch Int.random(in: 0..<3, using: &random) {
          case 0: items.insert(text(), at: place)
          case 1 where place < items.count: items.remove(at: place)
          case 2 where place < items.count: items[place] = wish(present.items?.first, &random)
          default: items.append(.map([YAMLValue.Entry("k", text()), YAMLValue.Entry("l", .plain("2"))]))
          }
        }
        return .list(items)
      case .map(var entries):
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          let place = Int.random(in: 0...entries.count, using: &random)
          switch Int.random(in: 0..<3, using: &random) {
          case 0 where !entries.contains { $0.key == "new" }:
            entries.insert(YAMLValue.Entry("new", text()), at: place)
          case 1 where place < entries.count: entries.remove(at: place)
          case 2 where place < entries.count:
            entries[place].value = wish(present.pairs?.first?.value, &random)
          default: break
          }
        }
        return .map(entries)
      case .text, .plain: return text()
      }
    }
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return .list((0..<Int.random(in: 0...3, using: &random)).map { _ in text() })
    case 1: return .map([YAMLValue.Entry("k", text()), YAMLValue.Entry("l", .list([text()]))])
    default: return text()
    }
  }
}
