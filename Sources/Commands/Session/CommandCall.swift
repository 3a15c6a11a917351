import Diagnostics
import Operations
import Output

/// What a command line asks for, however its words were read.
struct CommandCall {
  /// The words of the command, without its own: `deals move`.
  let words: String
  let global: GlobalChoices
  /// What the command answers to the given options; any format that none of them takes is refused before anything is done.
  let asked: [AnswerForm]
  /// The format where none is asked for.
  var usualFormat = UsualFormat.people
  /// The file that the answer goes to, in place of standard output.
  var outputFile: String?
  /// The revision that the record must be at for the change to be made.
  var ifRevision: String?
  /// Whether charts are to be drawn in ASCII wherever they go.
  var drawsASCII = false
  let run: (Session) throws -> Void

  /// Throws `usage` for a format that the command cannot print, and for columns of what has none.
  func refuseForeignFormat(in session: Session) throws {
    let formats = AnswerForm.formats(of: asked)
    guard formats.contains(session.format) else {
      throw Diagnostic(
        .usage, "\(CommandLine(session.command)) prints no \(session.format.rawValue)",
        hints: ["it prints \(formats.map(\.rawValue))"])
    }
    guard let fields = session.global.fields else { return }
    guard asked.contains(where: \.hasColumns) else {
      throw Diagnostic(.usage, "\(CommandLine(session.command)) has no columns for --fields to choose")
    }
    let columns = asked.compactMap { $0.columns?() }
    if columns.count == asked.count {
      _ = try FieldChoice.places(of: fields, among: columns.flatMap { $0 })
    }
  }
}

extension CommandCall {
  init(_ command: any CRMCommand, words: String) {
    self.words = words
    global = command.global.choices
    asked = command.asked
    usualFormat = type(of: command).usualFormat
    outputFile = command.outputFile
    ifRevision = command.ifRevision
    drawsASCII = command.drawsASCII
    run = command.run(in:)
  }
}
