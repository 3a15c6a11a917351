import Diagnostics
import Records
import Testing

@testable import Search

@Suite struct SynonymTests {
  static let synonyms = Synonyms.read(
    Array("# words\nbill: [invoice, счёт]\nkey account: vip\nразбор: [teardown, teardown day]\n".utf8)
  ).synonyms

  @Test(arguments: [
    ("bill", ["invoice", "счет"]), ("invoice", ["bill", "счет"]), ("счет", ["bill", "invoice"]),
    ("vip", ["key account"]), ("teardown", ["разбор", "teardown day"]), ("other", []),
  ]) func goesInEveryDirection(_ word: String, _ others: [String]) {
    #expect(Self.synonyms.words(for: word) == others)
  }

  @Test(arguments: ["счёт", "bill", "schet", "cx`n", "СЧЕТ"]) func findsTheOtherWord(_ text: String) {
    let search = Firm.search(
      [Firm.deal("dd000001", "Invoices of May", "proposal"), Firm.deal("dd000002", "Site", "proposal")],
      synonyms: Self.synonyms)
    #expect(search.ids(text) == ["dd000001"])
    #expect(search.hits(text).first?.reason == .synonym)
  }

  @Test func phrasesOfSeveralWordsStandForOneAndBack() {
    let search = Firm.search(
      [
        Firm.contact("cc000001", "Anna", ["tags": Firm.texts("vip")]),
        Firm.contact("cc000002", "Anna Key", ["position": .text("Account manager")]),
      ], synonyms: Self.synonyms)
    #expect(search.ids("anna key account") == ["cc000002", "cc000001"])
    #expect(search.ids("vip") == ["cc000001", "cc000002"])
  }

  @Test(arguments: [
    ("bill: [invoice, {a: b}]\n", 1), ("bill: [invoice\n", 1), ("- a\n- b\n", 1), ("# nothing\n\n", 0),
    ("", 0),
    ("a:\nb: c\n", 0),
  ]) func tellsWhatIsWrong(_ text: String, _ count: Int) {
    let (_, problems) = Synonyms.read(Array(text.utf8))
    #expect(problems.count == count, "\(problems)")
    #expect(problems.allSatisfy { $0.location?.file == "synonyms.yaml" })
  }
}
