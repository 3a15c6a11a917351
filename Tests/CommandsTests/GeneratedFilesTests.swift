import Diagnostics
import Records
import Rules
import Testing

@testable import Commands

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct GeneratedFilesTests {
  /// The top of the source tree.
  private static var root: String {
    let parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/")
  }

  private static func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }

  private static func names(in folder: String) -> Set<String> {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var names: Set<String> = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.insert(name) }
    }
    return names
  }

  @Test func manAndCompletionsAreWhatTheCodeMakes() throws {
    let files = try GeneratedFile.all()
    for file in files {
      let present = Self.read(Self.root + "/" + file.path)
      #expect(present == file.text, "\(file.path) is out of date: run make generate")
    }
    let known = Set(files.map(\.path))
    for folder in ["man", "completions"] {
      for name in Self.names(in: Self.root + "/" + folder) {
        #expect(known.contains("\(folder)/\(name)"), "\(folder)/\(name) belongs to no command")
      }
    }
  }

  @Test func everyCommandHasAnExampleThatParses() throws {
    let root = try CommandDescription.tree(of: CRM.self)
    for noun in root.subcommands {
      let commands =
        noun.subcommands.isEmpty ? [noun.name] : noun.subcommands.map { "\(noun.name) \($0.name)" }
      for command in commands {
        let lines = ManualExamples.lines(for: command)
        #expect(!lines.isEmpty, "crm \(command) has no example in its man page")
        for line in lines {
          #expect(line.hasPrefix("crm \(command)"), "\(line) is no example of crm \(command)")
          #expect(ManualExamples.fault(in: line) == nil, "\(line)")
        }
      }
    }
  }

  @Test func everyOptionIsTold() throws {
    let pages = try ManualPages().all
    let root = try CommandDescription.tree(of: CRM.self)
    for noun in root.subcommands {
      let page = try #require(pages.first { $0.file == "crm-\(noun.name).1" })
      let overview = try #require(pages.first { $0.file == "crm.1" })
      for verb in noun.subcommands.isEmpty ? [noun] : noun.subcommands {
        for name in verb.arguments.flatMap(\.names) {
          let written = Troff.escaped(name)
          #expect(page.text.contains(written) || overview.text.contains(written), "\(name) of \(verb.name)")
        }
      }
    }
  }

  @Test func everyFieldIsTold() throws {
    let page = try #require(try ManualPages().all.first { $0.file == "crm-repository.5" })
    for kind in Kind.allCases {
      for field in Schema.plain[kind].fields {
        #expect(page.text.contains("\\fB\(Troff.escaped(field.key))\\fR"))
      }
    }
  }

  /// A star that marks a bold word is not printed; those of a filter and of a default are text.
  @Test func noMarkIsPrinted() throws {
    for page in try ManualPages().all {
      for line in page.text.split(separator: "\n") where line.contains("*") {
        #expect(
          line.hasSuffix("<field>:*") || line.contains(#/\\\(aq[a-z]+:\*\\\(aq/#), "\(page.file): \(line)")
      }
    }
  }

  private static func faults(of pipeline: String) -> [Diagnostic] {
    let anna = Owner(id: "anna", name: nil, email: nil, manager: nil, hours: Config().hours)
    let snapshot = Snapshot(
      config: Config(owners: [anna]), schema: .plain, source: LoadedRecords([]),
      pipelineFiles: [SupportFile(path: "pipelines/sales.yaml", bytes: Array(pipeline.utf8))])
    return Pipelines.compile(snapshot).all.flatMap { $0.faults + $0.lints }
  }

  @Test func theExampleOfRulesHasNoFault() {
    #expect(Self.faults(of: ManualTopic.pipelineExample.joined(separator: "\n") + "\n") == [])
  }

  /// The keys that the manual names are those that a pipeline file takes.
  @Test(arguments: ["x: 1", "stages: [{id: a, x: 1}]", "actions: [{id: a, x: 1}]"])
  func theRulesAreThoseThatAreRead(_ pipeline: String) throws {
    let table =
      switch pipeline.prefix(2) {
      case "x:": ManualTopic.pipelineKeys
      case "st": ManualTopic.stageKeys
      default: ManualTopic.actionKeys
      }
    let told = table.flatMap { $0.0.split(separator: ",").map { String($0.drop { $0 == " " }) } }
    let fault = try #require(Self.faults(of: pipeline).first { $0.message.contains("\"x\"") })
    let hint = try #require(fault.hints.map(\.description).first { $0.hasPrefix("keys: ") })
    #expect(Set(hint.dropFirst(6).split(separator: ",").map { String($0.drop { $0 == " " }) }) == Set(told))
  }

  @Test(arguments: [
    ("a-b", "a\\-b"), ("a\\b", "a\\eb"), ("it's", "it\\(aqs"), ("x\ny", "x y"), ("~/.x", "\\(ti/.x"),
  ])
  func troffTakesTextAsItIs(text: String, written: String) {
    #expect(Troff.escaped(text) == written)
  }

  @Test func noTextBecomesARequest() {
    var page = Troff(name: "x", section: 1, title: "t")
    page.paragraph(".SH evil")
    page.paragraph("'quoted")
    page.example([".TH", "'"])
    #expect(page.text.contains("\\&.SH evil"))
    #expect(!page.text.split(separator: "\n").contains { $0.hasPrefix("'") || $0 == ".TH" })
  }
}
