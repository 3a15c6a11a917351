import Records
import Testing
import YAML

@Suite struct SellerReaderTests {
  private func read(_ text: String) throws -> (config: Config, problems: [String]) {
    let document = try Document(parsing: Array(("format: 1\n" + text).utf8), file: "crm.yaml")
    let read = ConfigReader.read(document)
    return (read.config, read.problems.map(\.message))
  }

  @Test func textsStayAsTheyAreWrittenInTheirOrder() throws {
    let read = try read(
      "seller:\n  Name: Firma\n  tax_id: 0123\n  address: |\n    Weg 1\n    Hof\n  motto: no\n  phone: \n  директор: Anna\n"
    )
    #expect(read.problems.isEmpty)
    #expect(read.config.seller.map(\.key) == ["name", "tax_id", "address", "motto", "директор"])
    #expect(read.config.seller.map(\.text) == ["Firma", "0123", "Weg 1\nHof", "no", "Anna"])
  }

  @Test func faultsAreFound() throws {
    #expect(try read("seller: Firma").problems == ["seller is a map of names and texts"])
    #expect(try read("seller: {name: [a, b]}").problems == ["seller.name takes a text"])
    #expect(
      try read("seller: {bank name: X}").problems == ["\"bank name\" is no name that a template can have"])
    #expect(try read("seller: {name: X, Name: Y}").problems == ["seller has \"name\" twice"])
    let iban = try read("seller: {iban: DE89 3704 0044 0532 0130 01}")
    #expect(iban.problems == ["the check digits of seller.iban are wrong: DE89 3704 0044 0532 0130 01"])
  }
}
