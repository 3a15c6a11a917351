import ArgumentParser
import Testing
import Text

@testable import Commands

@Suite struct HelpTests {
  private static func leaves(_ type: any ParsableCommand.Type, _ path: [String]) -> [[String]] {
    let children = type.configuration.subcommands.filter { $0.configuration.shouldDisplay }
    return (path.isEmpty ? [] : [path]) + children.flatMap { leaves($0, path + [$0.word]) }
  }

  @Test func everyCommandHasAPageWithAnExample() throws {
    let office = try SmallOffice()
    for path in Self.leaves(CRM.self, []) {
      let answer = office.run(path + ["--help"])
      #expect(answer.status == 0 && answer.errors.isEmpty, "\(path)")
      #expect(answer.output.contains("\n  crm \(path[0])"), "\(path) has no example")
      #expect(!answer.output.contains("--color <when>"), "\(path) tells the options of every command")
    }
    #expect(office.run(["help", "deals", "move"]).output == office.run(["deal", "move", "--help"]).output)
  }

  @Test(arguments: ["filters", "dates", "rules", "fields", "templates", "options", "formats", "status"])
  func topics(_ topic: String) throws {
    let office = try SmallOffice()
    let answer = office.run(["help", topic])
    #expect(answer.status == 0 && answer.output.split(separator: "\n").count >= 3)
    #expect(!answer.output.contains("*today*"))
  }

  /// `templates` is a noun and a topic.
  @Test func aNounThatIsATopicHasBoth() throws {
    let office = try SmallOffice()
    let both = office.run(["help", "templates"]).output
    for words in ["Verbs:", "crm templates <verb>", "{{^has_company}}"] { #expect(both.contains(words)) }
    #expect(!office.run(["help", "templates", "list"]).output.contains("{{"))
  }

  @Test func fieldsOfAKindAreItsFieldsStatesAndNumbers() throws {
    let text = try SmallOffice().run(["help", "fields", "deals"]).output
    for word in ["expected_close", "weighted", "slipped", "idle"] { #expect(text.contains(word)) }
  }

  @Test(arguments: [
    (["help", "filtres"], "did you mean \"filters\"?"),
    (["help", "tasks", "frob"], "crm tasks has no verb \"frob\""),
    (["help", "foo"], "topics: filters, dates"), (["help", "fields", "frobs"], "there is no kind \"frobs\""),
    (["foo"], "it is one of init"), (["deel"], "did you mean \"deal\"?"),
  ])
  func whatIsUnknownIsRefused(_ words: [String], _ says: String) throws {
    let answer = try SmallOffice().run(words)
    #expect(answer.status == 2 && answer.output.isEmpty)
    #expect(answer.errors.contains(says), "\(answer.errors)")
  }

  /// Examples stay whole, because they are to be copied.
  @Test(arguments: [40, 60, 80, 200]) func helpFitsTheTerminal(width: Int) throws {
    let office = try SmallOffice()
    for words in [["help"], ["help", "filters"], ["help", "templates"], ["deals", "add", "--help"]] {
      for line in office.run(words, width: width).output.split(separator: "\n") where !line.contains("crm ") {
        #expect(DisplayWidth.width(String(line)) <= max(width, 50), "\(line)")
      }
    }
  }
}
