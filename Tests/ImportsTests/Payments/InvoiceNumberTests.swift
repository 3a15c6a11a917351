import Records
import SeededRandomness
import Testing

@testable import Imports

/// How numbers of invoices stand in what payers write.
@Suite struct InvoiceNumberTests {
  private static let numbers = [
    "INV-2026-0042", "INV-2026-0043", "СЧ-2026-0007", "2026/117", "INV-2026-00421", "17",
  ]
  private let index = InvoiceNumberIndex(Self.numbers)

  private func found(_ texts: String...) -> [String: InvoiceNumberIndex.Certainty] {
    let finding = index.find(in: texts)
    return Dictionary(uniqueKeysWithValues: finding.certainty.map { (Self.numbers[$0], $1) })
  }

  @Test(arguments: [
    "INV-2026-0042", "inv 2026 0042", "INV20260042", "Rechnung Nr. INV-2026-0042 vom 20.10.2026",
    "INV – 2026 – 0042",
    "INV/2026/0042", "INV-20\n26-0042", "INV-2026-00 42", "№INV-2026-0042", "(INV-2026-0042)",
    "IN V-2026-0042",
    "INV-2026-\n0042", "INV−2026−0042, Danke", "ІNV-2026-0042", "Nr.INV-2026-0042", "INV-2026-0042/Acme",
    "INV-2026-0042.Danke",
    "INV-2026-0042от 20.10.2026", "ＩＮＶ－2026－0042", "INV\u{a0}2026\u{202f}0042",
  ])
  func areFoundWhole(text: String) {
    #expect(found(text) == ["INV-2026-0042": .whole], "\(text)")
  }

  @Test(arguments: ["сч-2026-0007", "Оплата по счёту № СЧ 2026 0007", "CЧ-2026-0007"])
  func inCyrillic(text: String) { #expect(found(text) == ["СЧ-2026-0007": .whole], "\(text)") }

  @Test(arguments: [
    "INV-2026-00427", "INV-12026-0042", "XINV-2026-00427", "INV2026004255", "9INV-2026-004299", "12026-0042",
    "420260042",
  ])
  func areNeverPartOfALongerRunOfDigits(text: String) { #expect(found(text).isEmpty, "\(text)") }

  @Test(arguments: [
    "INV-2026-0042-7", "INV-2026-0042/2", "AB-INV-2026-0042", "INV-2026-0042A",
    "Rechnung INV-2026-0042\n8 Danke",
  ])
  func withinSomethingLongerIsDoubtful(text: String) {
    #expect(found(text) == ["INV-2026-0042": .within], "\(text)")
  }

  @Test func severalInOne() {
    #expect(found("INV-2026-0042, INV-2026-0043") == ["INV-2026-0042": .whole, "INV-2026-0043": .whole])
    #expect(
      found("INV-2026-0042 und\nINV-2026-\n0043") == ["INV-2026-0042": .whole, "INV-2026-0043": .whole])
    #expect(found("x", "INV-2026-0043") == ["INV-2026-0043": .whole])
  }

  @Test func aBlankThatMayBelongToALongerNumber() {
    #expect(found("INV-2026-0042 1") == ["INV-2026-0042": .within, "INV-2026-00421": .within])
  }

  @Test(arguments: [
    ("Rechnung 2026-0042", InvoiceNumberIndex.Certainty.named), ("Счёт № 2026-0042", .named),
    ("Invoice no. 2026/0042", .named),
    ("Re.-Nr.: 2026-0042", .named), ("Vertrag 2026-0042", .digits), ("Договор № 2026-0042", .digits),
    ("Kd-Nr 2026-0042", .digits),
    ("2026-0042", .digits), ("XINV-2026-0042", .digits), ("Rechnung 2026 0042", .digits),
    ("Rechnung AB-2026-0042", .digits),
  ])
  func digitsWithoutTheLetters(text: String, certainty: InvoiceNumberIndex.Certainty) {
    #expect(found(text) == ["INV-2026-0042": certainty], "\(text)")
  }

  @Test func shortNumbersNeedAWord() {
    #expect(found("счет 17 от 20.10.2026") == ["17": .named])
    #expect(found("17 Stück")["17"] == .digits)
    #expect(found("117").isEmpty)
    #expect(found("Rechnung 2026/117") == ["2026/117": .named])
  }

  @Test func anotherNumberIsNoticed() {
    #expect(index.find(in: ["Rechnung 4711"]).namesAnother)
    #expect(index.find(in: ["Оплата по счёту № А-15"]).namesAnother)
    #expect(!index.find(in: ["Rechnung vom 20.10.2026"]).namesAnother)
    #expect(!index.find(in: ["Оплата по счёту"]).namesAnother)
    #expect(!index.find(in: ["Rechnung INV-2026-0042"]).namesAnother)
  }

  @Test func equalNumbersOfTwoInvoices() {
    let index = InvoiceNumberIndex(["INV-2026-0042", "inv 2026 0042"])
    #expect(index.find(in: ["INV-2026-0042"]).isShared)
  }

  @Test func referencesOfIso11649() {
    func checked(_ body: String) -> String {
      for digits in 2...98 {
        let text = "RF" + (digits < 10 ? "0" : "") + "\(digits)" + body
        if CreditorReference(text) != nil { return text }
      }
      return ""
    }
    let reference = checked("INV20260042")
    #expect(found(reference) == ["INV-2026-0042": .whole])
    #expect(found("Danke " + reference.prefix(6) + " " + reference.dropFirst(6)) == ["INV-2026-0042": .whole])
    #expect(CreditorReference("RF18 5390 0754 7034")?.body == "539007547034")
    #expect(CreditorReference("RF19539007547034") == nil)
    #expect(CreditorReference("") == nil)
    // 02 and 99 leave the same rest: one reference.
    var seen = 0
    for number in 0..<2000 {
      let (low, high) = (CreditorReference("RF02\(100 + number)"), CreditorReference("RF99\(100 + number)"))
      #expect(low == high)
      if low != nil { seen += 1 }
    }
    #expect(seen > 0)
  }

  /// What a person or a bank does to a number keeps it findable, and finds no other.
  @Test(arguments: [UInt64(4), 5])
  func broken(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let numbers = (1...500).map { "INV-2026-" + String(repeating: "0", count: 4 - "\($0)".count) + "\($0)" }
    let index = InvoiceNumberIndex(numbers)
    for _ in 0..<2000 {
      let place = random.number(0...499)
      var text = ""
      for character in numbers[place] {
        if character == "-" {
          text += random.pick(["-", " ", "", "/", "–", " - ", "\n", "- "])
        } else {
          text.append(character)
        }
        if random.chance(10) { text += random.pick([" ", "\n"]) }
      }
      text =
        random.pick(["Rechnung ", "Re: ", "", "Zahlung zu ", "оплата сч. "]) + text
        + random.pick(["", " Danke", ", 2 Stück", "; vielen Dank"])
      let finding = index.find(in: [text])
      #expect(
        finding.certainty.filter { $0.value == .whole }.keys.map { numbers[$0] } == [numbers[place]],
        "\(seed): \(text)")
    }
  }
}
