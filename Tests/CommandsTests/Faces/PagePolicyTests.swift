import Foundation
import Store
import Testing

@testable import Output

struct PagePolicyTests {
  /// A browser applies the style of a page only where its policy has the style's hash.
  @Test func thePolicyKnowsTheStyle() throws {
    let digits = Array(SHA256.digest(Array(HTMLSheet.page.utf8)).hex)
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0..<$0 + 2]), radix: 16)
    }
    let hash = Data(bytes).base64EncodedString()
    #expect(HTMLSheet.pageHash == hash)
    let page = HTMLRenderer.render(Document(title: "x", blocks: []))
    #expect(page.contains("<style>\(HTMLSheet.page)</style>"))
    #expect(page.contains("style-src 'sha256-\(hash)'"))
  }
}
