import ArgumentParser
import Diagnostics
import Facts
import Filters
import Operations
import Records

/// `crm log call|email|meeting|message|note REF TEXT`: what happened, and the next step with it.
struct Log: OperationCommand, ChangesOneRecord {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Record what happened with a contact, company, deal or lead.")
  static let examples = [
    "log call anna 'wants a discount' --duration 10m --next 'Send new prices' --due tomorrow",
    "log note website 'the logo is theirs'", "log email anna 'answered our question' --nps 9",
  ]

  @Argument(
    help: ArgumentHelp("\(LoggedActivity.listed).", valueName: "type"))
  var type: LoggedActivity

  @Argument(
    help: ArgumentHelp("Whom or what it was about.", valueName: "ref"),
    completion: .custom { _, _, prefix in
      LiveCompletion.records(prefix, kinds: [.deal, .contact, .company, .lead], .open)
    })
  var ref: String

  @Argument(help: ArgumentHelp("What was said or done; - reads it from standard input.", valueName: "text"))
  var text: [String] = []

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("When it happened: -2h, yesterday 15:00, mon; else now.", valueName: "when"))
  var at: String?

  @Option(name: .long, help: ArgumentHelp("How long it took: 10m, 1h30m.", valueName: "duration"))
  var duration: String?

  @Option(name: .long, help: ArgumentHelp("How it ended.", valueName: "text"))
  var result: String?

  @Option(name: .long, help: ArgumentHelp("\(Direction.listed).", valueName: "direction"))
  var direction: Direction?

  @Option(
    name: .long, help: ArgumentHelp("Whether they would recommend us, 0 to 10.", valueName: "points"))
  var nps: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The stage that the deal moves to.", valueName: "stage"),
    completion: .custom { words, _, _ in LiveCompletion.stages(step: words) })
  var stage: String?

  @OptionGroup var nextStep: NextStepOptions
  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  func request() -> LogActivity {
    LogActivity(
      type, on: ref, text: text.isEmpty ? nil : text.joined(separator: " "), at: at, duration: duration,
      result: result, direction: direction, score: nps, nextStep: nextStep.request, stage: stage)
  }

  func run(in session: Session) throws {
    var request = request()
    if text == ["-"] { request.text = try Log.input(session) }
    try session.present(try request.run(in: session.context))
  }

  /// All of standard input, without what is blank at its end.
  private static func input(_ session: Session) throws -> String {
    let bytes = try session.terminal.readAll()
    guard let input = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(.invalidValue, "standard input is not UTF-8 text")
    }
    let lines = input.split(separator: "\n", omittingEmptySubsequences: false)
    let kept = lines.prefix((lines.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? -1) + 1)
    guard !kept.isEmpty else {
      throw Diagnostic(.invalidValue, "standard input is empty, so there is nothing to log")
    }
    return kept.joined(separator: "\n")
  }
}
