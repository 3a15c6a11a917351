import Testing

@testable import Exports

@Suite struct ContentLineTests {
  @Test func noLineIsLongerThan75Bytes() {
    for unit in ["a", "ä", "語", "😀", "a語"] {
      var lines = ContentLines()
      let text = String(repeating: unit, count: 100)
      lines.add("NOTE:" + text)
      let parts = lines.text.split(separator: "\r\n", omittingEmptySubsequences: false).dropLast()
      #expect(parts.allSatisfy { $0.utf8.count <= 75 })
      #expect(parts.count > 1)
      #expect(parts.enumerated().map { $0 == 0 ? $1 : $1.dropFirst() }.joined() == "NOTE:" + text)
    }
  }

  @Test(arguments: [
    ("a;b,c\\d", #"a\;b\,c\\d"#), ("one\r\ntwo\nthree\rfour", #"one\ntwo\nthree\nfour"#),
    ("bell\u{7}", "bell"),
  ])
  func valuesAreEscaped(_ value: String, _ written: String) {
    #expect(ContentLines.escaped(value) == written)
  }
}
