import Records
import SeededRandomness
import Testing

@Suite struct RecordUUIDTests {
  @Test func anIdentifierComesBack() throws {
    for seed in UInt64(0)..<200 {
      var mint = IDMint(seed: seed)
      let id = mint.mint()
      #expect(RecordID(uuid: id.uuid) == id, "seed \(seed)")
      #expect(RecordID(uuid: id.uuid.uppercased()) == id, "seed \(seed)")
      // RFC 9562: the version is the 13th digit, the variant the upper bits of the 17th.
      let digits = Array(id.uuid.filter { $0 != "-" })
      #expect(digits.count == 32 && digits[12] == "8" && "89ab".contains(digits[16]))
    }
  }

  @Test(arguments: [
    "", "k7f3q2mz", "00000000-0000-8637-826d-000000000000", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
  ])
  func nothingElseIsOne(_ text: String) { #expect(RecordID(uuid: text) == nil) }
}
