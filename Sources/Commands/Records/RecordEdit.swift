import ArgumentParser
import Diagnostics
import Operations
import Records
import Search
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `crm <noun> edit REF`: the file in `$VISUAL` or `$EDITOR`, checked before it is taken.
struct RecordEdit<Noun: RecordNoun>: ActsOnRecords, ChangesOneRecord {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "edit", abstract: "Open \(Noun.kind.article) in $EDITOR.")
  }
  static var examples: [String] { ["\(Noun.kind.plural) edit \(Noun.exampleReference)"] }
  static var target: VerbSearch.Target { VerbSearch.Target(Noun.kind) }

  static var answers: [AnswerForm] { [.changes(of: Noun.kind)] }

  @Argument(
    help: ArgumentHelp("The \(Noun.kind.rawValue).", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [Noun.kind]) })
  var ref: String

  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    guard session.editor != nil else {
      let record = ref.isEmpty ? CommandLine.Value.blank("REF") : .known(ref)
      let line = CommandLine("\(Noun.kind.plural) set", record, .blank("field=value"))
      throw Diagnostic(.usage, "edit needs a terminal or $EDITOR", hints: ["without one: \(line)"])
    }
    let operation = EditRecord(Noun.kind, ref, process: session.world.processID)
    try session.present(try operation.run(in: session.context))
  }
}

extension Session {
  /// The command of the user's editor, which may have options; nil where there is none and nobody at a terminal.
  fileprivate var editor: String? {
    let named = ["VISUAL", "EDITOR"].lazy.compactMap { self.world.environment[$0] }.first { !$0.isEmpty }
    return named ?? (isInteractive ? "vi" : nil)
  }

  /// Runs the editor to its end; throws `io` where it cannot be started, or failed.
  func edit(_ path: String) throws {
    guard let editor else { throw Diagnostic(.usage, "edit needs a terminal or $EDITOR") }
    try flush()
    // Ctrl-C at the terminal is the editor's, as it is everywhere else where an editor is called.
    let interrupt = signal(SIGINT, SIG_IGN)
    let quit = signal(SIGQUIT, SIG_IGN)
    defer {
      signal(SIGINT, interrupt)
      signal(SIGQUIT, quit)
    }
    // A shell takes its options apart.
    let words = ["sh", "-c", editor + " \"$1\"", "crm", path]
    let status: Int32
    do throws(IOError) {
      status = try Subprocess.runAttached("/bin/sh", words, environment: context.environment)
    } catch {
      throw Diagnostic(.io, "cannot start \(editor): \(error.reason)")
    }
    if status != 0 { throw Diagnostic(.io, "the editor ended with an error; nothing was changed") }
  }
}
