import Testing

@testable import Records

@Suite struct DecimalTests {
  @Test(arguments: [
    ("0", "0"), ("120000.00", "120000.00"), ("-1.50", "-1.50"), ("+7", "7"), ("0.05", "0.05"),
    ("999999999999999999.000000000000000001", "999999999999999999.000000000000000001"),
  ])
  func readsAndWrites(_ text: String, _ written: String) {
    #expect(Decimal(text)?.description == written)
  }

  @Test(arguments: ["", "-", ".5", "5.", "1e3", "1,5", "1 000", "0x10", "1.2.3", "١٢", "9999999999999999999"])
  func refuses(_ text: String) { #expect(Decimal(text) == nil) }

  @Test func equalsByValueAndHashesAlike() throws {
    let a = try #require(Decimal("1.50"))
    let b = try #require(Decimal("1.5"))
    #expect(a == b)
    #expect(a.hashValue == b.hashValue)
    #expect(Set([a, b]).count == 1)
    #expect(try #require(Decimal("-0.1")) < .zero)
  }

  @Test(arguments: [
    ("0.1", "0.2", "0.3"), ("1", "0.001", "1.001"), ("-5", "5.00", "0.00"),
    ("999999999999999999", "1", "1000000000000000000"),
  ])
  func adds(_ a: String, _ b: String, _ sum: String) throws {
    let (x, y) = (try #require(Decimal(a)), try #require(Decimal(b)))
    #expect((x + y).description == sum)
  }

  @Test(arguments: [
    ("2.5", 0, "3"), ("3.5", 0, "4"), ("-2.5", 0, "-3"), ("1.005", 2, "1.01"), ("1.015", 2, "1.02"),
    ("2.4999", 0, "2"), ("-0.05", 1, "-0.1"), ("7", 2, "7.00"),
  ])
  func roundsHalvesAwayFromZero(_ text: String, _ decimals: Int, _ rounded: String) throws {
    #expect(try #require(Decimal(text)).rounded(to: decimals).description == rounded)
  }

  @Test func dividesAndMultiplies() throws {
    let amount = try #require(Decimal("10000"))
    #expect(amount.divided(by: Decimal(3), decimals: 2)?.description == "3333.33")
    #expect(amount.divided(by: .zero, decimals: 2) == nil)
    #expect(Decimal(1).divided(by: Decimal(16), decimals: 3)?.description == "0.063")
    // 0.25000005: a little more than a half.
    #expect(Decimal(5_000_001).divided(by: Decimal(20_000_000), decimals: 1)?.description == "0.3")
    let quarter = try #require(Decimal("0.25"))
    #expect((amount * quarter).description == "2500.00")
  }

  @Test func saturatesInsteadOfTrapping() {
    let huge = Decimal(coefficient: .max, scale: 0)
    #expect((huge + huge).coefficient == .max)
    #expect((huge * huge).coefficient == .max)
    #expect((-Decimal(coefficient: .min, scale: 0)).coefficient == .max)
    #expect(huge > Decimal(coefficient: 1, scale: 18))
  }

  @Test func groupsThousands() throws {
    #expect(try #require(Decimal("1234567.50")).grouped == "1\u{a0}234\u{a0}567.50")
    #expect(try #require(Decimal("-999")).grouped == "-999")
  }
}
