import Testing

@testable import Records

struct NumberTests {
  @Test(
    arguments: [
      ("1500", "1500", nil), ("85 000,50", "85000.50", nil), ("1'234.56", "1234.56", nil),
      ("1’234.56", "1234.56", nil), ("1\u{202f}234,56", "1234.56", nil), ("15k", "15000", nil),
      ("15к", "15000", nil), ("1.5m", "1500000", nil), ("€ 1200", "1200", "EUR"), ("1 200 ₽", "1200", "RUB"),
      ("10kEUR", "10000", "EUR"), ("120 USD", "120", "USD"), ("−5", "-5", nil), ("60%", "60", nil),
    ] as [(String, String, String?)])
  func typed(text: String, number: String, currency: String?) {
    let cell = NumberCell(text, isTyped: true)
    #expect(cell?.typed?.description == number)
    #expect(cell?.currency == currency)
  }

  @Test func oneMarkBeforeThreeDigitsIsOpen() {
    for text in ["1.800", "1,800", "12.500"] {
      #expect(NumberCell(text, isTyped: true)?.readings != nil, "\(text)")
    }
    for text in ["1.80", "1800", "1.800,50", "1,234,567", "0.800", "1800.555"] {
      #expect(NumberCell(text, isTyped: true)?.readings == nil, "\(text)")
    }
    #expect(NumberCell("1,800", isTyped: true)?.typed == nil)
  }

  @Test(arguments: ["", "abc", "15 apples", "15k"]) func cellsAreNoNumbers(text: String) {
    #expect(NumberCell(text) == nil)
  }

  @Test(arguments: [
    ("EUR", 2), ("JPY", 0), ("KWD", 3), ("KRW", 0), ("CLF", 4), ("HUF", 2), ("RSD", 2), ("IDR", 2),
    ("UGX", 0),
    ("TND", 3), ("MGA", 2), ("XCG", 2), ("ZWG", 2),
  ])
  func decimals(code: String, count: Int) { #expect(Currency.decimals(code) == count) }

  @Test func unknownAndWithdrawn() {
    #expect(Currency.decimals("BTC") == nil)
    #expect(Currency.withdrawn("BGN")?.successor == "EUR")
    #expect(Currency.withdrawn("ANG")?.successor == "XCG")
    #expect(Currency.withdrawn("EUR") == nil)
  }

  @Test(arguments: [
    ("1500", "JPY", "1500", "1500"), ("1500.00", "JPY", "1500", "1500"), ("1500", "EUR", "1500", "1500.00"),
    ("1500.5", "EUR", "1500.50", "1500.50"), ("1234.567", "KWD", "1234.567", "1234.567"),
    ("12.3456", "EUR", "12.3456", "12.3456"), ("1.5", "BTC", "1.50", "1.50"),
  ])
  func shown(amount: String, currency: String, display: String, padded: String) throws {
    let number = try #require(Decimal(amount))
    #expect(Currency.display(number, currency).description == display)
    #expect(Currency.padded(number, currency).description == padded)
  }
}
