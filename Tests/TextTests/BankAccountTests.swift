import Testing
import Text

@Suite struct BankAccountTests {
  /// Examples of the registry of ISO 13616, as the registrar printed them.
  @Test(arguments: [
    "DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819", "KZ86 125K ZT50 0410 0100",
    "MT84MALT011000012345MTLCAST001S",
    "NO93 8601 1117 947", "de89370400440532013000",
  ])
  func rightCheckDigits(text: String) { #expect(BankAccount.isIBAN(text)) }

  /// A digit changed, two exchanged, one lost, and what is none at all.
  @Test(arguments: [
    "DE89 3704 0044 0532 0130 01", "DE89 3704 0044 0532 0103 00", "DE89 3704 0044 0532 0130 0",
    "40702810400000012345",
    "", "DE", "DE89", "ДЕ89 3704 0044 0532 0130 00", "DE89-3704-0044-0532-0130-00",
  ])
  func wrongOnes(text: String) { #expect(!BankAccount.isIBAN(text)) }
}
