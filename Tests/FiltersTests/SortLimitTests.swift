import Dates
import Filters
import Records
import SeededRandomness
import Testing

/// The order of many records against a plain comparison of their values, and the beginning of it against the whole.
struct SortLimitTests {
  private struct Plain {
    let id: String
    let title: String
    let amount: String?
    let close: String?
    /// Whether the texts are handed over as bytes.
    let isStored: Bool
  }

  private struct StoredTexts: FieldStorage {
    let base: any FieldStorage

    var undeclared: [UndeclaredEntry] { base.undeclared }

    func value(slot: Int) -> Value? { base.value(slot: slot) }

    func withStored(slot: Int, _ body: (StoredValue) -> Void) -> Bool {
      guard let value = value(slot: slot) else { return false }
      guard var text = value.text else {
        body(.value(value))
        return true
      }
      text.withUTF8 { body(.text(UnsafeRawBufferPointer($0))) }
      return true
    }
  }

  private static func deals(_ dice: inout SeededRandom) -> [Plain] {
    let words = [
      "Acme", "acme 2", "Éclair", "Zoë", "Ёлка", "елка", "Яхта", "a", "ab", "abcdefgh", "abcdefghi", "-",
    ]
    let amounts = ["0", "0.5", "0.50", "-3", "-3.01", "12", "12.000001", "999999999999999999", "7.25"]
    return (0..<400).map { number in
      let digits = String(number)
      return Plain(
        id: "da" + String(repeating: "0", count: 6 - digits.count) + digits,
        title: dice.pick(words) + (dice.chance(50) ? " " + dice.pick(words) : ""),
        amount: dice.chance(80) ? dice.pick(amounts) : nil,
        close: dice.chance(70)
          ? "2026-\(dice.pick(["01", "02", "11"]))-\(dice.pick(["01", "09", "28"]))" : nil,
        isStored: dice.chance(60))
    }
  }

  private static func context(_ deals: [Plain]) -> FilterContext {
    let records = deals.map { deal in
      var lines = ["title: \(deal.title)", "pipeline: sales", "stage: proposal"]
      if let amount = deal.amount { lines.append("amount: \(amount)") }
      if let close = deal.close { lines.append("expected_close: \(close)") }
      let record = Office.make(.deal, deal.id, lines)
      // Texts as an index holds them, and as a parsed file does.
      guard deal.isStored else { return record }
      return Record(
        id: record.id, table: record.table, path: record.path, storage: StoredTexts(base: record.storage))
    }
    return FilterContext(
      snapshot: Office.snapshot(records: records), now: Office.now, user: nil, stages: Office.stages)
  }

  /// Less, equal or greater, with what is missing last either way.
  private static func compare<T: Comparable>(_ a: T?, _ b: T?, isDescending: Bool) -> Int {
    switch (a, b) {
    case (nil, nil): return 0
    case (nil, _): return 1
    case (_, nil): return -1
    case (let a?, let b?):
      let sign = a == b ? 0 : a < b ? -1 : 1
      return isDescending ? -sign : sign
    }
  }

  private static func key(_ field: String, _ a: Plain, _ b: Plain, isDescending: Bool) -> Int {
    switch field {
    case "amount":
      compare(
        a.amount.flatMap { Decimal($0) }, b.amount.flatMap { Decimal($0) }, isDescending: isDescending)
    case "expected_close": compare(a.close, b.close, isDescending: isDescending)
    default:
      compare(folded(a.title), folded(b.title), isDescending: isDescending)
    }
  }

  private static func folded(_ text: String) -> String {
    text.lowercased().replacing("ё", with: "е").replacing("é", with: "e").replacing("ë", with: "e")
  }

  @Test(
    arguments: [1, 2, 3] as [UInt64],
    [
      ["title"], ["-title"], ["amount"], ["-amount"], ["expected_close", "-amount"],
      ["-expected_close", "title", "amount"], ["-amount", "-title"],
    ])
  func theOrderIsThatOfTheValues(_ seed: UInt64, _ keys: [String]) throws {
    var dice = SeededRandom(seed: seed)
    let deals = SortLimitTests.deals(&dice)
    let context = SortLimitTests.context(deals)
    let expected = deals.sorted { a, b in
      for key in keys {
        let isDescending = key.hasPrefix("-")
        let field = isDescending ? String(key.dropFirst()) : key
        let sign = SortLimitTests.key(field, a, b, isDescending: isDescending)
        if sign != 0 { return sign < 0 }
      }
      return a.id < b.id
    }.map(\.id)
    let sort = "sort:" + keys.joined(separator: ",")
    let whole = try Filter.parse([sort], kind: .deal, context: context).select().map(\.id.description)
    #expect(whole == expected, "seed \(seed)")
    for limit in [1, 2, 31, 32, 33, 64, 199, 200, 201, 399, 400, 1000] {
      let first = try Filter.parse([sort, "limit:\(limit)"], kind: .deal, context: context).select()
      #expect(first.map(\.id.description) == Array(expected.prefix(limit)), "seed \(seed), limit \(limit)")
    }
  }
}
