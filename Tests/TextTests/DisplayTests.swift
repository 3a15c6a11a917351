import SeededRandomness
import Testing

@testable import Text

struct DisplayTests {
  @Test(arguments: [
    ("", 0), ("plain", 5), ("Иванов", 6), ("日本", 4), ("한국", 4), ("e\u{301}", 1), ("é", 1), ("👍", 2), ("👩‍👩‍👧", 2),
    ("🇰🇿", 2),
    ("❤️", 2), ("❤", 1), ("a\u{200B}b", 2), ("ｆｕ", 4), ("…", 1), ("█▉", 2), ("⏎", 1), ("—", 1), ("\u{7}", 0),
    ("✅", 2), ("👍🏽", 2),
    ("กำ", 2), ("\u{1100}\u{1161}", 2),
  ])
  func widths(text: String, width: Int) {
    #expect(DisplayWidth.width(text) == width)
  }

  @Test(arguments: [
    ("hello", 5, "hello"), ("hello", 4, "hel…"), ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"),
    ("ab", 1, "…"),
    ("ab", 0, ""), ("", 3, ""), ("Привет", 4, "При…"),
  ])
  func truncates(text: String, width: Int, expected: String) {
    #expect(DisplayWidth.truncate(text, to: width) == expected)
  }

  @Test func truncatedTextFits() {
    var random = SeededRandom(seed: 99)
    for _ in 0..<1_000 {
      let text = random.text(maxLength: 20)
      let width = Int.random(in: 0...15, using: &random)
      #expect(
        DisplayWidth.width(DisplayWidth.truncate(text, to: width)) <= width, "seed \(random.seed) \(text)")
    }
  }

  @Test func pads() {
    #expect(DisplayWidth.pad("日", to: 4) == "日  ")
    #expect(DisplayWidth.pad("日", to: 4, alignment: .right) == "  日")
    #expect(DisplayWidth.pad("ab", to: 5, alignment: .center) == " ab  ")
    #expect(DisplayWidth.pad("abc", to: 2) == "abc")
  }

  @Test(arguments: [
    ("plain — текст", "plain — текст"), ("\u{1B}[31mred", "\\x1b[31mred"), ("a\nb\tc", "a\\nb\\tc"),
    ("a\r\nb", "a\\r\\nb"),
    ("\u{7F}", "\\x7f"), ("\u{85}", "\\x85"), ("\u{9B}2J", "\\x9b2J"), ("x\u{202E}y", "x\\u{202e}y"),
    ("\u{2066}\u{2069}", "\\u{2066}\\u{2069}"), ("\u{0}", "\\x00"), ("a\u{A0}b", "a\u{A0}b"),
    ("\u{2065}", "\u{2065}"),
    ("👩‍👩‍👧", "👩‍👩‍👧"),
  ])
  func escapes(text: String, expected: String) {
    #expect(TerminalEscaping.escape(text, keepingNewlines: false) == expected)
  }

  @Test func newlinesAndTabsStayWhenKept() {
    #expect(TerminalEscaping.escape("a\n\tb\u{8}", keepingNewlines: true) == "a\n\tb\\x08")
  }

  @Test func nothingDangerousSurvives() {
    for value in UInt32(0)..<0x3000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let escaped = TerminalEscaping.escape("a" + String(scalar), keepingNewlines: false)
      let dangerous =
        value < 0x20 || (0x7F...0x9F).contains(value) || (0x202A...0x202E).contains(value)
        || (0x2066...0x2069).contains(value)
      #expect(escaped.unicodeScalars.contains(scalar) == !dangerous, "U+\(String(value, radix: 16))")
    }
  }
}
