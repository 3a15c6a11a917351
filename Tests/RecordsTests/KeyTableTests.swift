import Testing

@testable import Records

struct KeyTableTests {
  @Test func findsEveryWordAndNoOther() {
    for count in [0, 1, 2, 7, 8, 9, 100, 1_000] {
      let words = (0..<count).map { "field_\($0)" }
      let table = KeyTable(words)
      for (place, word) in words.enumerated() { #expect(table[word] == place) }
      for word in ["", "field_", "field_\(count)", "Field_0", "поле"] { #expect(table[word] == nil) }
    }
  }

  @Test func theLastOfEqualWordsCountsAndAnEmptyOneIsNone() {
    let table = KeyTable(["tag", "", "note", "tag", ""])
    #expect(table["tag"] == 3)
    #expect(table["note"] == 2)
    #expect(table[""] == nil)
  }

  @Test(arguments: Kind.allCases) func everyFieldIsFoundByItsWords(kind: Kind) {
    let table = Schema.plain[kind]
    for field in table.fields {
      #expect(table[field.key]?.slot == field.slot)
      #expect(table.field(named: field.key)?.slot == field.slot)
      if let singular = field.singular, table[singular] == nil {
        #expect(table.field(named: singular)?.slot == field.slot)
      }
    }
    #expect(table["no such key"] == nil)
  }
}
