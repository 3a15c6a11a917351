import Testing
import Text

/// The vectors that its authors publish: records hold these numbers, so that they may not change.
@Suite struct FNV1aTests {
  @Test(arguments: [
    ("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8"),
  ])
  func wide(_ text: String, _ digits: String) {
    #expect(FNV1a.digits(FNV1a.mixed(FNV1a.start, text)) == digits)
  }

  @Test(arguments: [("", 0x811c_9dc5 as UInt32), ("a", 0xe40c_292c), ("foobar", 0xbf9c_f968)])
  func narrow(_ text: String, _ hash: UInt32) { #expect(FNV1a.hash(text) == hash) }

  @Test func digitsAreSixteen() { #expect(FNV1a.digits(0xab) == "00000000000000ab") }
}
