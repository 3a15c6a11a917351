import SeededRandomness
import Testing

@testable import Text

@Suite struct CellListTests {
  @Test(arguments: [
    (["a", "b"], "a; b"), (["a;b", "c"], #"a\;b; c"#), ([#"C:\x"#], #"C:\\x"#), (["a; b"], #"a\; b"#),
    ([], ""),
  ])
  func valuesAreJoined(_ values: [String], _ cell: String) {
    #expect(CellList.joined(values) == cell)
    #expect(CellList.split(cell) == values)
  }

  @Test func whatPeopleWriteIsTakenAsItIs() {
    #expect(CellList.split("a;b") == ["a;b"])
    #expect(CellList.split(#"C:\new; D:\"#) == [#"C:\new"#, #"D:\"#])
  }

  @Test func pairsComeBack() {
    #expect(CellList.pairs([("amocrm", "12")]) == "amocrm: 12")
    #expect(CellList.pairs([("a: b, c", #"x, \y: z"#)]) == #"a\: b\, c: x\, \\y: z"#)
    #expect(CellList.pairs(in: "no pair") == nil)
    #expect(CellList.pairs(in: "at: 10:15, by: gleb")?.map(\.value) == ["10:15", "gleb"])
  }

  @Test func everythingComesBack() {
    for seed in UInt64(0)..<500 {
      var random = SeededRandom(seed: seed)
      func text() -> String {
        String(
          (0..<random.number(1...6)).map { _ in random.pick([";", " ", "\\", ",", ":", "a", "ж"]) }.joined())
      }
      let values = (0..<random.number(1...4)).map { _ in text() }
      #expect(CellList.split(CellList.joined(values)) == values, "seed \(seed)")
      let pairs = (0..<random.number(1...3)).map { _ in (key: text(), value: text()) }
      let back = CellList.pairs(in: CellList.pairs(pairs)) ?? []
      #expect(back.map(\.key) == pairs.map(\.key) && back.map(\.value) == pairs.map(\.value), "seed \(seed)")
    }
  }
}
