import Diagnostics
import Records
import Testing
import YAML

@Suite struct UnsubscriptionTests {
  private func settings(_ text: String) throws -> (Config, [Diagnostic]) {
    let document = try Document(parsing: Array(("format: 1\nmail: " + text + "\n").utf8), file: "crm.yaml")
    return ConfigReader.read(document)
  }

  @Test func addressesOfAReader() throws {
    let (config, problems) = try settings(
      "{unsubscribe: [\"mailto:stop@example.com?subject={id}\", \"https://example.com/u/{id}\"]}")
    #expect(problems.isEmpty)
    let id = try #require(RecordID("k7f3q2mz"))
    #expect(
      config.unsubscriptions.map { $0.address(of: id) } == [
        "mailto:stop@example.com?subject=k7f3q2mz", "https://example.com/u/k7f3q2mz",
      ])
    #expect(config.unsubscriptions.map(\.isWebAddress) == [false, true])
    let one = try settings("{unsubscribe: \"https://example.com/u?i={id}\"}")
    #expect(one.0.unsubscriptions.count == 1 && one.1.isEmpty)
  }

  /// 77 characters with brackets are left alone by programs that write a message again; the id counts as eight.
  @Test func theLongestOne() throws {
    let room =
      Unsubscription.longest - "<https://e.example/{id}>".utf8.count - "k7f3q2mz".utf8.count
      + "{id}".utf8.count
    let most = "https://e.example/" + String(repeating: "x", count: room) + "{id}"
    _ = try Unsubscription(most)
    #expect(throws: Unsubscription.Fault.length(Unsubscription.longest + 1)) {
      _ = try Unsubscription("\(most)x")
    }
  }

  @Test(arguments: [
    ("{unsubscribe: http://example.com/u}", "begins with mailto:"),
    ("{unsubscribe: \"mailto:nobody\"}", "begins with mailto:"),
    ("{unsubscribe: \"https:///x\"}", "begins with mailto:"),
    ("{unsubscribe: \"https://example.com/{name}\"}", "cannot have \"{\""),
    ("{unsubscribe: \"https://example.com/a b\"}", "cannot have \" \""),
    ("{unsubscribe: \"https://example.com/<x>\"}", "cannot have \"<\""),
    ("{unsubscribe: \"https://пример.example/\"}", "cannot have"),
    ("{unsubscribe: [\"https://a.example/\", \"https://b.example/\"]}", "second address"),
    ("{unsubscribe: {a: b}}", "is an address"), ("stop", "mail is"), ("{unsubscibe: x}", "unknown key"),
  ]) func whatCannotBe(text: String, words: String) throws {
    let (config, problems) = try settings(text)
    #expect(problems.count == 1)
    #expect(problems.first?.message.contains(words) == true, "\(problems)")
    #expect(problems.first?.location?.line == 2)
    #expect(config.unsubscriptions.count < 2)
  }
}
