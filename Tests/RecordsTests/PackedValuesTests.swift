import Dates
import Testing

@testable import Records

/// What was packed comes out as it was, by key and as a whole.
@Suite struct PackedValuesTests {
  @Test func everyKindOfValueComesBack() throws {
    let id = try #require(RecordID("k7f3q2mz"))
    let values: [String: Value] = [
      "name": .text("Zoë 🙂 \u{0}"), "empty": .text(""), "notes": .text(String(repeating: "é", count: 5000)),
      "amount": .number(try #require(Decimal("-999999999999999999.500000000000000000"))),
      "count": .number(try #require(Decimal("1.50"))), "yes": .boolean(true), "no": .boolean(false),
      "first": .date(.first), "last": .date(.last),
      "born": .monthDay(try #require(MonthDay(month: 2, day: 29))),
      "then": .instant(Instant(seconds: -62_135_596_800, offset: -34_200)),
      "now": .instant(Instant(seconds: 1_795_000_000, offset: 3600)),
      "company": .reference(Reference(id: id, stem: "acme-k7f3q2mz")),
      "tags": .list([.text("vip"), .text("")]), "none": .list([]),
      "extra": .map([
        MapEntry("a", .map([MapEntry("", .list([.boolean(true)]))])), MapEntry("a", .text("twice")),
      ]),
    ]
    let packed = PackedValues(values)
    #expect(described(packed.dictionary) == described(values))
    for (key, value) in values {
      #expect(packed[key].map { String(describing: $0) } == String(describing: value))
    }
    #expect(packed["nam"] == nil)
    #expect(packed["names"] == nil)
    #expect(PackedValues([:]).dictionary.isEmpty)
  }

  @Test func lengthsAroundTheBoundsOfTheirBytesComeBack() {
    for length in [0, 1, 127, 128, 129, 16_383, 16_384] {
      let values: [String: Value] = [
        "a": .text(String(repeating: "x", count: length)),
        "b": .list(Array(repeating: .text("y"), count: length)), "c": .text("z"),
      ]
      let packed = PackedValues(values)
      #expect(packed.dictionary == values)
      #expect(packed["c"] == .text("z"))
    }
  }

  private func described(_ values: [String: Value]) -> [String] {
    values.map { "\($0.key): \($0.value)" }.sorted()
  }
}
