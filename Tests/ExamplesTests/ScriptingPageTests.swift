import Foundation
import Testing

/// What docs/SCRIPTING.md tells the writer of a script to type works as it stands.
@Suite struct ScriptingPageTests {
  private func blocks() throws -> [String] {
    let page = BuiltProgram.tree.appendingPathComponent("docs/SCRIPTING.md")
    let text = String(decoding: try Data(contentsOf: page), as: UTF8.self)
    return text.matches(of: /(?s)```sh\n(.*?)```/).map { String($0.output.1) }
  }

  @Test(.enabled(if: BuiltProgram.has("jq"), "jq is not installed")) func everyBlockRuns() throws {
    let blocks = try blocks()
    #expect(blocks.count >= 3)
    for block in blocks {
      let shop = try Workshop()
      try shop.copy("repository", as: "sales")
      let ran = try shop.sh("set -eu\ncd sales\n" + block)
      #expect(ran.status == 0, "\(block): \(ran.errors)")
    }
  }

  /// Each line that prints something prints what it is for.
  @Test(.enabled(if: BuiltProgram.has("jq"), "jq is not installed")) func theLinesSaySomething() throws {
    let shop = try Workshop()
    try shop.copy("repository", as: "sales")
    let lines = try blocks().flatMap { $0.split(separator: "\n") }
    for (part, word) in [
      ("keys[]", "crm:0.1.0/deals-list"), ("finding", "next_step_required"), ("writes", "deals move"),
    ] {
      let found = try #require(lines.first { $0.contains(part) })
      #expect(try shop.sh("cd sales && \(found)").output.contains(word), "\(found)")
    }
  }
}
