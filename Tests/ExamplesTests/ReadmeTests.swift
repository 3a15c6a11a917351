import Foundation
import Testing

/// What the README tells a new user to type works as it stands.
@Suite struct ReadmeTests {
  /// The first shell block under the heading that promises sixty seconds.
  private func start() throws -> String {
    let text = String(
      decoding: try Data(contentsOf: BuiltProgram.tree.appendingPathComponent("README.md")), as: UTF8.self)
    let heading = try #require(text.range(of: "## Sixty seconds"))
    let open = try #require(text.range(of: "```sh\n", range: heading.upperBound..<text.endIndex))
    let close = try #require(text.range(of: "```", range: open.upperBound..<text.endIndex))
    return String(text[open.upperBound..<close.lowerBound])
  }

  @Test func theStartRunsAsItStands() throws {
    let shop = try Workshop()
    let block = try start()
    #expect(block.contains("crm init"))
    let ran = try shop.sh("set -eu\n" + block)
    #expect(ran.status == 0, "\(ran.output)\(ran.errors)")
    #expect(ran.output.contains("Website for Acme"))
    #expect(try shop.sh("crm -C sales check").status == 0)
  }

  @Test func linksLeadSomewhere() throws {
    for file in [
      "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/ARCHITECTURE.md", "docs/SCRIPTING.md",
      "docs/FILES.md",
    ] {
      let url = BuiltProgram.tree.appendingPathComponent(file)
      let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
      for match in text.matches(of: /\]\(([^)#\s]+)[^)]*\)/) {
        let target = String(match.output.1)
        guard !target.contains("://") else { continue }
        let path = url.deletingLastPathComponent().appendingPathComponent(target).standardizedFileURL.path
        #expect(FileManager.default.fileExists(atPath: path), "\(file) links to \(target)")
      }
    }
  }
}
