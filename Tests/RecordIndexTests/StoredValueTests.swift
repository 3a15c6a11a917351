import Dates
import Records
import SeededRandomness
import Testing

@testable import RecordIndex

/// What is handed over as it is stored is the value that decoding gives.
@Suite struct StoredValueTests {
  private func value(_ stored: StoredValue) -> Value? {
    func text(_ bytes: UnsafeRawBufferPointer) -> String { String(decoding: bytes, as: UTF8.self) }
    return switch stored {
    case .text(let bytes): .text(text(bytes))
    case .reference(let id, let stem): .reference(Reference(id: id, stem: text(stem)))
    case .texts(let texts): .list(texts.map { .text(text($0)) })
    case .value(let value): value
    }
  }

  /// Equality of references looks at identifiers alone, so the texts are compared, too.
  private func areSame(_ a: Value?, _ b: Value?) -> Bool { a == b && a?.plainText == b?.plainText }

  private func bytes(_ hand: ((UnsafeRawBufferPointer) -> Void) -> Void) -> String {
    var text = "nothing was handed over"
    hand { text = String(decoding: $0, as: UTF8.self) }
    return text
  }

  @Test func recordsHandOverWhatTheyHave() throws {
    let fixture = try Fixture()
    try fixture.fill()
    try fixture.write(
      "contacts/no-name-z2z2z2z2.yml.yaml", "id: z2z2z2z2\nname: Nobody\ntags: []\nemails: []\n")
    try fixture.write("contacts/other.yaml", "id: z3z3z3z3\nname: Ёж \u{1F994}\ncompany: acme-c2v9r4te\n")
    settle()
    _ = try fixture.open()
    let indexed = try fixture.open().snapshot
    var forms: Set<String> = []
    for snapshot in [indexed, try fixture.oracle()] {
      let records = Kind.allCases.flatMap { snapshot.records($0) }
      #expect(records.count > 6)
      for record in records {
        #expect(bytes(record.withPath) == record.path)
        #expect(bytes(record.withRef) == record.ref)
        #expect(bytes(record.withName) == record.name)
        for field in record.table.fields {
          var found: Value?
          let isThere = record.storage.withStored(slot: field.slot) { stored in
            found = value(stored)
            forms.insert(String("\(stored)".prefix { $0 != "(" }))
          }
          let expected = record.storage.value(slot: field.slot)
          #expect(isThere == (expected != nil))
          #expect(areSame(found, expected), "\(record.path) \(field.key)")
        }
        let isThere = record.storage.withStored(slot: record.table.fields.count + 1) { _ in }
        #expect(!isThere)
      }
    }
    #expect(forms == ["text", "reference", "texts", "value"])
  }

  private func random(_ random: inout SeededRandom, depth: Int) -> Value {
    switch random.number(0...(depth > 0 ? 9 : 6)) {
    case 0...2: .text(random.text(maxLength: 20))
    case 3: .number(Decimal(coefficient: Int128(random.number(-9999...9999)), scale: random.number(0...4)))
    case 4: .boolean(random.chance(50))
    case 5: .instant(Instant(seconds: Int64(random.number(0...2_000_000_000)), offset: 3600))
    case 6: Reference("\(random.text(maxLength: 5))-k7f3q2mz").map { .reference($0) } ?? .text("")
    case 7: .list((0..<random.number(0...3)).map { _ in .text(random.text(maxLength: 9)) })
    case 8: .list((0..<random.number(0...3)).map { _ in self.random(&random, depth: depth - 1) })
    default:
      .map(
        (0..<random.number(0...3)).map { _ in
          MapEntry(random.text(maxLength: 9), self.random(&random, depth: depth - 1))
        })
    }
  }

  /// Whatever the bytes are: those of a value, cut, or changed.
  @Test(arguments: 0..<20) func storedIsDecoded(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<300 {
      var bytes: [UInt8] = []
      ValueCoder.encode(self.random(&random, depth: 3), into: &bytes)
      if random.chance(40) {
        for _ in 0..<random.number(1...3) {
          bytes[random.number(0...bytes.count - 1)] = UInt8(random.number(0...255))
        }
      }
      if random.chance(30) { bytes.removeLast(random.number(0...bytes.count)) }
      bytes.withUnsafeBytes { bytes in
        #expect(areSame(ValueCoder.stored(bytes).flatMap { value($0) }, ValueCoder.decode(bytes)))
      }
    }
  }
}
