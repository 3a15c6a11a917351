import ArgumentParser
import Dates
import Diagnostics
import Operations
import Output

/// The options that every command takes, before or after the noun.
struct GlobalOptions: ParsableArguments {
  @Option(
    name: [.customShort("C"), .customLong("directory")],
    help: ArgumentHelp(
      "The repository; else the folder above that holds crm.yaml, else $CRM_REPO.", valueName: "dir"),
    completion: .directory)
  var directory: String?

  @Flag(name: .long, help: "The same as --format json.")
  var json = false

  @Option(
    name: .long, help: ArgumentHelp("\(OutputFormat.listed).", valueName: "format"),
    completion: .custom { words, _, _ in LiveCompletion.formats(words) })
  var format: OutputFormat?

  @Option(
    name: .long, help: ArgumentHelp("The columns and their order, separated by commas.", valueName: "a,b"),
    completion: .custom { words, _, _ in LiveCompletion.fields(words) })
  var fields: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The time that every clock reading gives; else $CRM_NOW.", valueName: "instant"))
  var now: String?

  @Option(name: .long, help: ArgumentHelp("Who acts; else $CRM_USER, else git's user.", valueName: "name"))
  var user: String?

  @Option(name: .long, help: ArgumentHelp("\(ColorUse.listed).", valueName: "when"))
  var color: ColorUse?

  @Flag(name: .long, help: "Say nothing but data and errors.")
  var quiet = false

  @Flag(name: .long, help: "Show what would be written and write nothing.")
  var dryRun = false

  // Offered by the refusal that it overrides, and not in every command's help.
  @Flag(
    name: .long,
    help: ArgumentHelp(
      "Write in the middle of a git rebase, merge or bisect, or past actions_only, all the same.",
      visibility: .hidden))
  var force = false
}

/// The format of a command where none is asked for.
enum UsualFormat {
  /// A table or sentences.
  case people
  /// A JSON object a line.
  case lines

  var format: OutputFormat {
    switch self {
    case .people: .table
    case .lines: .jsonl
    }
  }
}

/// Whether output has colours.
enum ColorUse: String, ChoiceArgument {
  case auto, always, never
}

/// How charts look, for every command that draws some.
struct DrawingOptions: ParsableArguments {
  @Flag(name: .long, help: "Draw bars and charts in ASCII, as on a terminal whose locale is not UTF-8.")
  var ascii = false
}

/// A command of `crm`: parsed by ArgumentParser, run in a session.
protocol CRMCommand: ParsableCommand {
  var global: GlobalOptions { get }
  /// Whether charts are to be drawn in ASCII wherever they go.
  var drawsASCII: Bool { get }
  /// What the command answers: one kind, or one for each way of calling it.
  static var answers: [AnswerForm] { get }
  /// Whether it may change the repository.
  static var effect: Effect { get }
  /// Those that the given options ask for; any format that none of them takes is refused before anything is done.
  var asked: [AnswerForm] { get }
  /// An example or two: what is typed behind the name of the program.
  static var examples: [String] { get }
  /// The format where none is asked for.
  static var usualFormat: UsualFormat { get }
  /// The file that the answer goes to, in place of standard output.
  var outputFile: String? { get }
  /// The revision that the record must be at for the change to be made.
  var ifRevision: String? { get }
  func run(in session: Session) throws
}

extension CRMCommand {
  static var effect: Effect { answers.contains(where: \.isChange) ? .writes : .reads }
  var asked: [AnswerForm] { Self.answers }
  var drawsASCII: Bool { false }
  static var usualFormat: UsualFormat { .people }
  var outputFile: String? { nil }
  var ifRevision: String? { nil }

  func run() throws {
    throw Diagnostic(.internal, "the command was started outside a session")
  }
}

/// A command whose options make the request of one operation.
protocol OperationCommand: CRMCommand {
  associatedtype Request: Operation
  /// Throws `usage` for options that make no request.
  func request() throws -> Request
}

extension OperationCommand {
  static var answers: [AnswerForm] { [Request.answer] }
  static var effect: Effect { Request.effect }
  func run(in session: Session) throws { try session.answer(try request()) }
}
