import Diagnostics
import Records
import SeededRandomness
import Testing

@testable import Imports

/// Files that were cut or hit on their way: they are refused, or what is read of them adds up.
@Suite struct DamagedStatementTests {
  private static let files: [(name: String, bytes: [UInt8])] = [
    (
      "1c",
      Array(
        ClientBankExchangeTests.file([
          ClientBankExchangeTests.section("100", "2500.50"), ClientBankExchangeTests.incoming("1200"),
          ClientBankExchangeTests.incoming("1200,50", number: "18"),
        ]).utf8)
    ),
    (
      "mt940",
      Array(
        (MT940Tests.page(
          [
            ":61:2611021102C100,NTRFNONREF//B1", ":86:166?20EREF+INV-1?21SVWZ+Danke?32Müller",
            ":61:261103RC40,5NTRFX",
          ],
          closing: "M:C261103EUR1059,5")
          + MT940Tests.page(
            [":61:261104C1,NTRFNONREF", ":86:/EREF/INV-2/REMI/USTD//Danke/"], opening: "M:C261103EUR1059,5",
            closing: "F:C261104EUR1060,5", number: "11/2")).utf8)
    ),
    (
      "camt",
      Array(
        CamtTests.file([
          CamtTests.balance("OPBD", "100.00"), CamtTests.balance("CLBD", "1295.00"),
          CamtTests.entry("1200.00", details: CamtTests.party("<Nm>Acme</Nm>")),
          CamtTests.entry("5.00", sign: "DBIT"),
        ]).utf8)
    ),
  ]

  /// Every statement of the file has balances that agree; nil where the file was refused.
  private func sound(_ bytes: [UInt8]) -> Bool? {
    do throws(Diagnostic) {
      let file = try StatementReaders.read(bytes, StatementOptions(file: "damaged"))
      return file.statements.allSatisfy { statement in
        // 1C does not demand balances.
        guard let opening = statement.opening, let closing = statement.closing else {
          return file.format != .mt940 && file.format != .camt
        }
        return statement.lines.reduce(opening) { $0 + $1.amount } == closing
      }
    } catch {
      return nil
    }
  }

  @Test func aFileThatIsCutIsRefused() {
    for (name, bytes) in Self.files {
      #expect(sound(bytes) == true, "\(name)")
      let end = bytes.count - (name == "mt940" ? 8 : name == "1c" ? 24 : 12)
      for length in 40..<end {
        let result = sound(Array(bytes[..<length]))
        // A whole page of MT940 is a file by itself.
        #expect(result == nil || name == "mt940" && result == true, "\(name) cut at \(length)")
      }
    }
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func bytesThatWereHitNeverCrashOrUnbalance(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for (name, bytes) in Self.files {
      for round in 0..<300 {
        var damaged = bytes
        for _ in 0...random.number(0...3) {
          let place = random.number(0...(damaged.count - 1))
          switch random.number(0...3) {
          case 0: damaged[place] = UInt8(random.number(0...255))
          case 1: damaged.remove(at: place)
          case 2: damaged.insert(random.pick(bytes), at: place)
          default: damaged.removeSubrange(place..<min(damaged.count, place + random.number(0...60)))
          }
        }
        #expect(sound(damaged) != false, "\(name), seed \(seed), round \(round)")
      }
    }
  }
}
