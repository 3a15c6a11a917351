import SeededRandomness
import Testing

@testable import Text

@Suite struct OutsideCleaningTests {
  @Test(arguments: [
    ("Anna  Ivanova ", "Anna Ivanova"),
    ("Anna\r\nBcc: all@example.com", "Anna Bcc: all@example.com"),
    ("Anna\u{2028}Ivanova\u{2029}\u{85}x", "Anna Ivanova x"),
    ("A\u{202e}nna\u{202c} \u{2066}x\u{2069}", "Anna x"),
    ("An\u{200b}n\u{200d}a\u{feff}\u{00ad}\u{2060}", "Anna"),
    ("Anna\u{e0049}\u{e0067}\u{e007f}", "Anna"),
    ("\u{1b}[31mred\u{7}\u{0}\u{9b}2J", "[31mred2J"),
    ("a\u{fe0f}\u{e0101}b", "ab"),
    ("Jo\u{301}se", "Jo\u{301}se"),
    ("\u{3164}\u{115f}\u{2800}", ""),
    ("Мария O'Brien-李", "Мария O'Brien-李"),
    ("\u{e000}\u{f8ff}\u{378}", ""),
  ]) func linesAreOneAndVisible(text: String, wanted: String) {
    #expect(OutsideCleaning.line(text) == OutsideCleaning.Cleaned(wanted))
  }

  @Test func linesAreCutAtEightyCharacters() {
    let fits = String(repeating: "я", count: 80)
    #expect(OutsideCleaning.line(fits).text == fits)
    let long = OutsideCleaning.line(fits + "я")
    #expect(long.text == String(repeating: "я", count: 79) + "…")
    #expect(long.lengthBefore == 81)
    // A blank before the cut goes, too.
    let words = OutsideCleaning.line(String(repeating: "a", count: 78) + " bcd", limit: 80)
    #expect(words.text == String(repeating: "a", count: 78) + "…")
  }

  @Test func marksAboveOneAnotherAreFew() {
    let piled = "Z" + String(repeating: "\u{301}", count: 5000)
    #expect(OutsideCleaning.line(piled).text.unicodeScalars.count == 5)
    let name = String(repeating: "a\u{301}\u{302}\u{303}", count: 80)
    let line = OutsideCleaning.line(name)
    #expect(line.text.unicodeScalars.count <= 160)
    #expect(line.lengthBefore == 80)
  }

  @Test func textsKeepTheirLines() {
    let text = "\r\n\r\nHello,  \r\nI need\ta site.\r\n\r\n\r\n\r\nAnna\u{202e}\r\n\r\n"
    #expect(OutsideCleaning.text(text, limit: 100).text == "Hello,\nI need\ta site.\n\nAnna")
    let cut = OutsideCleaning.text(String(repeating: "ab\n", count: 100), limit: 10)
    #expect(cut.text == "ab\nab\nab…")
    #expect(cut.lengthBefore == 299)
  }

  @Test func whateverComesIsCleanAndStaysSo() {
    var random = SeededRandom(seed: UInt64.random(in: 0...UInt64.max))
    let odd: [UInt32] = [
      0, 7, 9, 10, 13, 27, 0x7f, 0x85, 0x9b, 0xad, 0x300, 0x200b, 0x200f, 0x2028, 0x202e, 0x2066, 0xfe0f,
      0xfeff, 0xe0041, 0x1f600, 0x41, 0x20, 0x439, 0x10ffff,
    ]
    for _ in 0..<500 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...200, using: &random) {
        let value =
          Bool.random(using: &random)
          ? odd.randomElement(using: &random) : UInt32.random(in: 0...0x2ffff, using: &random)
        if let scalar = value.flatMap(Unicode.Scalar.init) { text.append(scalar) }
      }
      let line = OutsideCleaning.line(String(text)).text
      #expect(line.count <= 80 && line.unicodeScalars.count <= 160, "seed \(random.seed)")
      #expect(
        !line.unicodeScalars.contains { OutsideCleaning.isInvisible($0) || $0 == "\n" || $0 == "\t" },
        "seed \(random.seed)")
      #expect(OutsideCleaning.line(line).text == line, "seed \(random.seed)")
      let whole = OutsideCleaning.text(String(text), limit: 50).text
      #expect(whole.count <= 50, "seed \(random.seed)")
      #expect(!whole.unicodeScalars.contains { OutsideCleaning.isInvisible($0) }, "seed \(random.seed)")
      #expect(OutsideCleaning.text(whole, limit: 50).text == whole, "seed \(random.seed)")
    }
  }
}
