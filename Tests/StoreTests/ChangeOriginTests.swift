import Store
import Testing

@Suite struct ChangeOriginTests {
  @Test(
    arguments: [
      ("claude-code/2.1.332", "claude-code/2.1.332"),
      ("  two\tblanks \n and a line ", "two blanks and a line"),
      ("x\nCrm-Via: cli", "x Crm-Via: cli"), ("a\u{1B}[31mred\u{202E}\u{200B}\u{E0041}", "a[31mred"),
      ("Помощник/1.0", "Помощник/1.0"), ("\u{7}\u{202E} ", nil), ("", nil),
      (String(repeating: "x", count: 200), String(repeating: "x", count: 80)),
    ] as [(String, String?)])
  func aClientIsOneSafeLine(_ name: String, _ cleaned: String?) {
    let origin = ChangeOrigin(.mcp, client: name)
    #expect(origin.client == cleaned)
    #expect(ChangeOrigin(message: "subject\n\n" + origin.trailers.joined(separator: "\n")) == origin)
  }

  @Test func theCommandLineIsNotMentioned() {
    #expect(ChangeOrigin.commandLine.trailers.isEmpty)
    #expect(ChangeOrigin(message: "Crm-Via: mcp\n\nCrm-Change: c-0123456789abcdef") == .commandLine)
    #expect(ChangeOrigin(message: "a\n\nCrm-Via: cli\nCrm-Client: x") == ChangeOrigin(.cli, client: "x"))
    let named = ChangeOrigin(.mcp, client: "x/1", actor: "mara\nCrm-Via: cli")
    #expect(named.trailers == ["Crm-Via: mcp", "Crm-Client: x/1", "Crm-Actor: mara Crm-Via: cli"])
    #expect(ChangeOrigin(message: "a\n\n" + named.trailers.joined(separator: "\n")) == named)
  }

  @Test(arguments: [
    ("0123456789ab", true), ("0123456789AB", true), ("0123456789a", false), ("0123456789abc", false),
    ("0123456789ag", false), ("", false),
  ])
  func aRevisionIsGivenInFull(_ text: String, _ isOne: Bool) {
    #expect((Revision(text) != nil) == isOne)
    #expect(Revision(text) == nil || Revision(text) == Revision(text.lowercased()))
  }

  @Test func aRevisionIsThatOfTheBytes() {
    // sha256sum of "abc", as FIPS 180-2 has it.
    #expect(Revision(of: Array("abc".utf8)).description == "ba7816bf8f01")
  }
}
