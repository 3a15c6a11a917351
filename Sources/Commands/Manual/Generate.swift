import ArgumentParser
package import Diagnostics
import Operations
import Output
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `crm generate DIR`: writes `man/`, `completions/` and `docs/contract/`, for the release and for the test that compares
/// them. What breaks the contract is refused before anything is written.
///
/// `--examples` prints the examples of every command in place of that, for scripts that run them all.
struct Generate: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Write the man pages and completion scripts into a folder.",
    shouldDisplay: false)

  static let answers = [AnswerForm.text]
  static let examples: [String] = []

  @Argument(
    help: ArgumentHelp("The folder that gets man/, completions/ and docs/.", valueName: "dir"),
    completion: .directory)
  var folder: String?

  @Flag(name: .long, help: "Print the examples of every command, a line each: its words, a tab, the example.")
  var examples = false

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if examples == (folder != nil) { throw ValidationError("generate takes a folder or --examples") }
  }

  func run(in session: Session) throws {
    guard let folder else { return try printExamples(session) }
    let base = Path.absolute(folder, in: session.world.workingDirectory)
    let files = try GeneratedFile.all()
    try Publication.refuseBreaks(in: base)
    for file in files {
      let path = Path.join(base, file.path)
      if !global.dryRun { try GeneratedFile.write(file.text, to: path) }
      try session.say(session.escaped("\(global.dryRun ? "would write" : "wrote") \(folder)/\(file.path)"))
    }
  }
}

extension Generate {
  private func printExamples(_ session: Session) throws {
    for noun in try CommandDescription.tree(of: CRM.self).subcommands {
      let commands =
        noun.subcommands.isEmpty ? [noun.name] : noun.subcommands.map { "\(noun.name) \($0.name)" }
      for command in commands {
        for line in ManualExamples.lines(for: command) { try session.write(command + "\t" + line + "\n") }
      }
    }
  }
}

/// A file of the source tree that code makes.
package struct GeneratedFile: Sendable {
  /// Relative to the top of the source tree.
  package let path: String
  package let text: String

  /// Every man page, every completion script, and the contract; the same for the same source.
  package static func all() throws(Diagnostic) -> [GeneratedFile] {
    let manual = try ManualPages().all.map { GeneratedFile(path: "man/" + $0.file, text: $0.text) }
    let scripts: [(String, CompletionScript)] = [("crm.bash", .bash), ("_crm", .zsh), ("crm.fish", .fish)]
    let models = try LanguageModelPages()
    let contract = Contract.text(ofSnapshot: try Publication.snapshot())
    return manual + scripts.map { GeneratedFile(path: "completions/" + $0, text: $1.text) } + [
      GeneratedFile(path: "docs/llms.txt", text: models.short),
      GeneratedFile(path: "docs/llms-full.txt", text: models.whole),
      GeneratedFile(path: Publication.file, text: contract),
    ]
  }

  static func write(_ text: String, to path: String) throws(Diagnostic) {
    var place = ""
    for name in Path.components(Path.split(path).folder) {
      place += "/" + name
      _ = mkdir(place, 0o777)
    }
    guard let file = fopen(path, "w") else { throw failure(path) }
    let bytes = Array(text.utf8)
    let written = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, written == bytes.count else { throw failure(path) }
  }

  private static func failure(_ path: String) -> Diagnostic {
    Diagnostic(.io, "\(path) cannot be written: " + String(cString: strerror(errno)))
  }
}
