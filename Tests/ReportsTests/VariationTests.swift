import Records
import SeededRandomness
import Testing

@testable import Reports

@Suite struct VariationTests {
  private func decimal(_ text: String) -> Decimal {
    guard let decimal = Decimal(text) else { preconditionFailure(text) }
    return decimal
  }

  private func shown(_ amounts: [String], months: Int, _ limits: ClassLimits = .xyz) -> String {
    let variation = Variation(amounts.map(decimal), months: months, decimals: 2)
    let parts = [
      variation.deviation(decimals: 2)?.description, variation.percent?.description, variation.grade(limits),
    ]
    return parts.map { $0 ?? "-" }.joined(separator: " ")
  }

  /// σ 7.5 of a mean of 70.5 is 10.6 %; the class goes by the exact number, what is shown is rounded.
  @Test(
    arguments: [
      (["63", "78"], 2, "7.50 10.6 Y"),
      (["100", "100", "100"], 3, "0.00 0.0 X"),
      (["100"], 1, "0.00 0.0 X"),
      (["100"], 4, "43.30 173.2 Z"),
      ([], 4, "0.00 - -"),
      (["5", "-5"], 2, "5.00 - -"),
      (["0", "0"], 2, "0.00 - -"),
      (["90", "110"], 2, "10.00 10.0 Y"),
      (["90.01", "109.99"], 2, "9.99 10.0 X"),
      (["75", "125"], 2, "25.00 25.0 Y"),
      (["74.99", "125.01"], 2, "25.01 25.0 Z"),
      // 10.65 % goes up, and half a cent does.
      (["1.1065", "0.8935"], 2, "0.11 10.7 Y"),
      (["1.01", "1.00"], 2, "0.01 0.5 X"),
      (["-63", "-78"], 2, "7.50 10.6 Y"),
      (["0.000000000000000063", "0.000000000000000078"], 2, "0.00 10.6 Y"),
      (["630000000000000000", "780000000000000000"], 2, "- 10.6 Y"),
      (["630000000000000000.000000000000000001", "780000000000000000"], 2, "- 10.6 Y"),
    ] as [([String], Int, String)])
  func knownAnswers(amounts: [String], months: Int, expected: String) {
    #expect(shown(amounts, months: months) == expected, "\(amounts)")
  }

  @Test func limitsAreCompared() {
    #expect(shown(["63", "78"], months: 2, ClassLimits(11, 12)).hasSuffix("X"))
    #expect(shown(["63", "78"], months: 2, ClassLimits(5, 10)).hasSuffix("Z"))
  }

  /// Against binary floating point, which is good for some digits.
  @Test func randomMonthsAgreeWithFloatingPoint() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    for _ in 0..<500 {
      let months = Int.random(in: 1...40, using: &random)
      let values = (0..<Int.random(in: 1...months, using: &random)).map { _ in
        Int.random(in: 1...10_000_000, using: &random)
      }
      let mean = Double(values.reduce(0, +)) / Double(months)
      let squares = values.reduce(0.0) { $0 + Double($1) * Double($1) }
      let spread = max(squares / Double(months) - mean * mean, 0)
      let variation = Variation(
        values.map { Decimal(coefficient: Int128($0), scale: 2) }, months: months, decimals: 2)
      let percent = variation.percent.map { Double($0.coefficient) / 10 } ?? -1
      #expect(abs(percent - spread.squareRoot() / mean * 100) < 0.051, "seed \(seed): \(values) of \(months)")
      let deviation = variation.deviation(decimals: 2).map { Double($0.coefficient) } ?? -1
      #expect(abs(deviation - spread.squareRoot()) < 0.51, "seed \(seed): \(values) of \(months)")
    }
  }

  @Test func wideNumbers() {
    let great = WideNumber(.max, times: .max)
    #expect(great + great >= great && great * 3 >= great)
    #expect(WideNumber(5) - WideNumber(7) == WideNumber(0))
    #expect(WideNumber(.max, times: 2) - WideNumber(.max) == WideNumber(.max))
    #expect(WideNumber(.max) + WideNumber(1) == WideNumber(1 << 127, times: 2))
    #expect(WideNumber(.max, times: 3) == WideNumber(.max) * 3)
    #expect(WideNumber.root(WideNumber(2), over: WideNumber(1)) == 1)
    #expect(WideNumber.root(WideNumber(9), over: WideNumber(4)) == 2)
    #expect(WideNumber.root(WideNumber(0), over: WideNumber(4)) == 0)
    #expect(WideNumber.root(WideNumber(1), over: WideNumber(0)) == nil)
    #expect(WideNumber.root(great, over: WideNumber(1)) == nil)
    let side: UInt128 = 1 << 60
    #expect(WideNumber.root(WideNumber(side, times: side), over: WideNumber(1)) == 1 << 60)
  }

  @Test(arguments: [
    ("1", "8", 1, "0.1"), ("1", "16", 3, "0.063"), ("-1", "16", 3, "-0.063"), ("1", "-16", 3, "-0.063"),
    ("2", "3", 2, "0.67"), ("0.125", "1", 2, "0.13"), ("0.124999999", "1", 2, "0.12"), ("0", "3", 1, "0.0"),
    ("10000", "0.0001", 0, "100000000"),
  ])
  func quotientsGoAwayFromZero(a: String, b: String, decimals: Int, expected: String) {
    #expect(Figures.quotient(decimal(a), by: decimal(b), decimals: decimals)?.description == expected)
  }

  @Test func percentsAreRoundedHalfUp() {
    #expect(Figures.percent(1, of: 16)?.description == "6.3")
    #expect(Figures.percent(5, of: 16)?.description == "31.3")
    #expect(Figures.percent(1, of: 0) == nil)
    #expect(Figures.quotient(Decimal(1), by: .zero, decimals: 1) == nil)
  }
}
