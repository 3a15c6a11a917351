import Diagnostics
import Records
import Testing

@testable import Search

@Suite struct SmartReferenceTests {
  static let search = Firm.search([
    Firm.contact("an000001", "Анна Иванова"), Firm.contact("pv000002", "Пётр Сидоров"),
    Firm.contact("pv000003", "Пётр Сидорин"),
    Firm.contact("rb000004", "Robert Stone", ["company": Firm.link("acme0005")]),
    Firm.company("acme0005", "Acme"),
    Firm.deal("dd000006", "Website", "proposal", ["company": Firm.link("acme0005")]),
    Firm.contact("nn000007", "Nina", ["notes": .text("prefers letters")]),
  ])

  static func find(_ text: String, _ kinds: [Kind], _ use: SmartReference.Use) throws(Diagnostic) -> String? {
    let search = search
    let smart = SmartReference(search.snapshot, stages: search.stages, for: use, search: search)
    let resolver = ReferenceResolver(snapshot: search.snapshot, finder: smart)
    return try resolver.resolve(text, kinds: kinds).id.description
  }

  @Test(arguments: [
    ("ivanova", "an000001"), ("bdfyjdf", "an000001"), ("bob", "rb000004"), ("stone bob", "rb000004"),
  ]) func namesOneRecordForReadersAndWriters(_ text: String, _ id: String) throws {
    #expect(try Self.find(text, [.contact], .reading) == id)
    #expect(try Self.find(text, [.contact], .writing) == id)
  }

  @Test(arguments: ["иваонва", "stnoe", "ivnova"]) func aTypingErrorIsForReadersOnly(_ text: String) throws {
    let id = try #require(try Self.find(text, [.contact], .reading))
    let error = #expect(throws: Diagnostic.self) { try Self.find(text, [.contact], .writing) }
    #expect(error?.code == .notFound)
    #expect(error?.hints.first?.description.contains("did you mean contact \(id)") == true)
  }

  @Test(arguments: [SmartReference.Use.reading, .writing]) func aNameReferredToCounts(
    _ use: SmartReference.Use
  ) throws {
    #expect(try Self.find("acme", [.deal], use) == "dd000006")
    #expect(try Self.find("acme", [.company], use) == "acme0005")
  }

  @Test(arguments: [SmartReference.Use.reading, .writing]) func aClosedDealComesBeforeWhatWasNotedAboutIt(
    _ use: SmartReference.Use
  ) throws {
    let search = Firm.search([
      Firm.deal("dd000006", "Website", "won"),
      Firm.record(
        .activity, "aa000008", ["text": .text("about the website"), "deal": Firm.link("dd000006")]),
      Firm.record(.activity, "aa000009", ["text": .text("website: won"), "deal": Firm.link("dd000006")]),
    ])
    let smart = SmartReference(search.snapshot, stages: search.stages, for: use, search: search)
    let found = try ReferenceResolver(snapshot: search.snapshot, finder: smart)
      .resolve("website", kinds: Kind.allCases)
    #expect(found.id.description == "dd000006")
  }

  @Test func freeTextIsForReadersOnly() throws {
    #expect(try Self.find("letters", [.contact], .reading) == "nn000007")
    let error = #expect(throws: Diagnostic.self) { try Self.find("letters", [.contact], .writing) }
    #expect(error?.code == .notFound)
  }

  @Test(arguments: [
    ("petr", DiagnosticCode.ambiguous), ("sidorov", nil), ("sidor", .ambiguous), ("quux", .notFound),
  ])
  func severalAreAmbiguous(_ text: String, _ code: DiagnosticCode?) throws {
    guard let code else { return #expect(try Self.find(text, [.contact], .reading) == "pv000002") }
    let error = #expect(throws: Diagnostic.self) { try Self.find(text, [.contact], .reading) }
    #expect(error?.code == code)
  }

  @Test(arguments: [
    ("INV-2026-0042", "vv000010"), ("inv 2026 0042", "vv000010"), ("0042", "vv000010"),
    ("check 0042", "tt000011"), ("INV-2026-0042 late", "tt000012"),
  ]) func aNumberIsTheInvoiceAndNotWhatIsNamedAfterIt(_ text: String, _ id: String) throws {
    let search = Firm.search([
      Firm.record(.invoice, "vv000010", ["number": .text("INV-2026-0042"), "status": .text("paid")]),
      Firm.record(.invoice, "vv000013", ["number": .text("INV-2026-0043"), "status": .text("sent")]),
      Firm.record(
        .task, "tt000011", ["title": .text("Check payment of INV-2026-0042"), "status": .text("open")]),
      Firm.record(.task, "tt000012", ["title": .text("INV-2026-0042 is late"), "status": .text("open")]),
    ])
    let smart = SmartReference(search.snapshot, stages: search.stages, for: .writing, search: search)
    let found = try ReferenceResolver(snapshot: search.snapshot, finder: smart)
      .resolve(text, kinds: Kind.allCases)
    #expect(found.id.description == id)
  }
}
