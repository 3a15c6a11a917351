import Testing

@testable import Records

@Suite struct IdentityTests {
  @Test(arguments: ["k7f3q2mz", "a0000000", "zzzzzzzz"])
  func takesIdentifiers(_ text: String) { #expect(RecordID(text)?.description == text) }

  @Test(arguments: [
    "", "k7f3q2m", "k7f3q2mzz", "77f3q2mz", "K7f3q2mz", "k7f3q2ml", "k7f3q2mo", "k7f3q2mi", "k7f3q2mu",
    "k7f3 2mz",
  ])
  func refusesAllElse(_ text: String) { #expect(RecordID(text) == nil) }

  @Test func mintsByTheGrammarAndNeverTwice() {
    var mint = IDMint(seed: 20_261_124)
    var seen: Set<RecordID> = []
    for _ in 0..<20_000 {
      let id = mint.mint { seen.contains($0) }
      #expect(RecordID(id.description) == id)
      #expect(seen.insert(id).inserted)
    }
    var again = IDMint(seed: 20_261_124)
    #expect(seen.contains(again.mint()))
  }

  @Test(arguments: [
    ("anna-ivanova-k7f3q2mz", "k7f3q2mz"), ("k7f3q2mz", "k7f3q2mz"), ("anna-ivanova", nil),
    ("annak7f3q2mz", nil),
    ("x-77f3q2mz", nil),
  ])
  func readsReferences(_ text: String, _ id: String?) {
    #expect(Reference(text)?.id.description == id)
  }

  @Test func comparesReferencesByIdentifierOnly() throws {
    let old = try #require(Reference("old-name-k7f3q2mz"))
    #expect(old == Reference("new-name-k7f3q2mz"))
  }
}
