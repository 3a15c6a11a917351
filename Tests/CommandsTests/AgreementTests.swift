import Dates
import Foundation
import Testing

@testable import Commands

/// What a person agreed to is all that is done, whatever others did while the question was on the screen.
@Suite struct AgreementTests {
  /// A terminal at which somebody says yes, after others have been at work.
  private final class Answering: Terminal {
    private let meanwhile: () -> Void
    private(set) var output = ""
    private(set) var errors = ""

    init(meanwhile: @escaping () -> Void = {}) { self.meanwhile = meanwhile }

    func write(_ bytes: [UInt8]) throws { output += String(decoding: bytes, as: UTF8.self) }
    func writeError(_ text: String) { errors += text }
    func readLine() -> String? {
      meanwhile()
      return "y"
    }
    func readAll() throws -> [UInt8] { [] }
  }

  private final class Desk {
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("crm-agreement-\(UUID().uuidString)")
    private var seed: UInt64 = 0

    init() throws {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for line in [
        ["init", ".", "--no-git", "--timezone", "Europe/Berlin", "--country", "DE", "--currency", "EUR"],
        ["contacts", "add", "Anna Ivanova"], ["contacts", "add", "Bert Weber"],
      ] { run(line) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    @discardableResult
    func run(_ words: [String], at terminal: Answering? = nil) -> Int32 {
      seed += 1
      return CommandRunner.run(
        world: World(
          arguments: words, environment: ["CRM_USER": "tester"], workingDirectory: folder.path,
          clock: Instant(seconds: 1_795_509_600), seed: seed, isInputTerminal: terminal != nil,
          isOutputTerminal: terminal != nil, isErrorTerminal: terminal != nil),
        terminal: terminal ?? Answering())
    }

    func files(under prefix: String) -> [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/" + prefix)) ?? []).sorted()
    }

    func text(_ prefix: String, of name: String) throws -> String {
      let file = try #require(files(under: prefix).first { $0.hasPrefix(name) })
      return try String(contentsOfFile: "\(folder.path)/\(prefix)/\(file)", encoding: .utf8)
    }
  }

  @Test func setChangesOnlyWhatWasShown() throws {
    let desk = try Desk()
    let terminal = Answering { desk.run(["contacts", "add", "Late Comer"]) }
    #expect(desk.run(["contacts", "set", "--where", "name:*", "city=Bonn"], at: terminal) == 0)
    #expect(terminal.errors.contains("Change 2 contacts?"))
    #expect(terminal.errors.contains("1 contact more matches by now and was left alone"))
    #expect(try desk.text("contacts", of: "anna").contains("city: Bonn"))
    #expect(try !desk.text("contacts", of: "late").contains("city"))
  }

  @Test func setLeavesAloneWhatMatchesNoLonger() throws {
    let desk = try Desk()
    let terminal = Answering { desk.run(["contacts", "set", "anna", "source=fair"]) }
    #expect(desk.run(["contacts", "set", "--where", "source:", "city=Bonn"], at: terminal) == 0)
    #expect(terminal.output.contains("1 contact changed"))
    #expect(try !desk.text("contacts", of: "anna").contains("city"))
  }

  @Test func deleteMeansTheRecordThatWasNamed() throws {
    let desk = try Desk()
    let terminal = Answering {
      desk.run(["contacts", "set", "anna", "name=Olga Berg"])
      desk.run(["contacts", "add", "Anna Other"])
    }
    #expect(desk.run(["contacts", "delete", "anna"], at: terminal) == 0)
    #expect(desk.files(under: "contacts").map { $0.prefix(6) } == ["anna-o", "bert-w"])
  }

  @Test func deleteTakesNoMoreAlongThanWasSaid() throws {
    let desk = try Desk()
    desk.run(["log", "note", "anna", "first"])
    let terminal = Answering { desk.run(["log", "note", "anna", "second"]) }
    #expect(desk.run(["contacts", "delete", "anna", "--cascade"], at: terminal) == 1)
    #expect(terminal.errors.contains("and 1 more?"))
    #expect(terminal.errors.contains("nothing was deleted"))
    #expect(desk.files(under: "contacts").count == 2)
  }

  @Test func importDoesWhatThePlanSaid() throws {
    let desk = try Desk()
    try "name,email\nCarl Clark,carl@gamma.example\n"
      .write(to: desk.folder.appendingPathComponent("rows.csv"), atomically: true, encoding: .utf8)
    let terminal = Answering { desk.run(["contacts", "add", "Carl Clark", "emails+=carl@gamma.example"]) }
    #expect(desk.run(["imports", "run", "rows.csv", "--kind", "contacts"], at: terminal) == 1)
    #expect(terminal.errors.contains("nothing was imported"))
    #expect(desk.files(under: "contacts").count == 3)
  }
}
