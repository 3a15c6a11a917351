import ArgumentParser
import Exports
import Operations
import Records

/// What is exported: one kind, or all.
enum ExportScope: ExpressibleByArgument {
  case all
  case one(Kind)

  init?(argument: String) {
    if argument.lowercased() == "all" {
      self = .all
    } else if let kind = Kind(word: argument) {
      self = .one(kind)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] { Kind.allCases.map(\.plural) + ["all"] }

  var kind: Kind? { if case .one(let kind) = self { kind } else { nil } }
}

/// `crm export [KIND] [FILTER…] --as FORMAT [-o FILE]`
struct ExportCommand: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write records as a file that other programs read.",
    discussion: """
      The format is that of the file's name unless --as says it. All records that the filter matches go out, closed, \
      archived and cancelled ones too: is:open and the like leave them out. csv, tsv, xlsx and ods have a column for \
      each field, and come in again as they went out. ics goes to one file, or to a folder with a file for each task, \
      without cancelled ones. sql is for SQLite and PostgreSQL. zip has a csv file for each kind.
      """)
  static let examples = [
    "export contacts -o contacts.csv", "export deals is:open --as md", "export all -o crm.xlsx",
  ]

  static let answers = [ExportRecords.answer, ExportRecords.fileAnswer]
  var asked: [AnswerForm] { [file == nil ? ExportRecords.answer : ExportRecords.fileAnswer] }

  @Argument(help: ArgumentHelp("What to export: a kind, or all.", valueName: "kind"))
  var scope: ExportScope = .all

  @Argument(
    help: ArgumentHelp("Which of them; all without one.", valueName: "filter"),
    completion: .custom { words, _, _ in LiveCompletion.exportTerms(words) })
  var filter: [String] = []

  @Option(name: .customLong("as"), help: ArgumentHelp("\(ExportFormat.listed).", valueName: "format"))
  var format: ExportFormat?

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The file to write, or for ics a folder; else standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    name: .customLong("vcard-version"),
    help: ArgumentHelp("\(ExportOptions.VCardVersion.listed); 4.0 unless said.", valueName: "version"))
  var version: ExportOptions.VCardVersion?

  @Flag(name: .long, help: "Make SQL that brings a copy up to date.")
  var upsert = false

  @OptionGroup var global: GlobalOptions

  /// `-` is standard output.
  private var file: String? { output == "-" ? nil : output }

  func request() throws -> ExportRecords {
    let said = format ?? file.flatMap { ExportFormat(file: $0) }
    if upsert, said != .sql { throw ValidationError("--upsert is for SQL: --as sql") }
    if version != nil, said != .vcf { throw ValidationError("--vcard-version is for vCards: --as vcf") }
    var options = ExportOptions()
    options.updatesCopy = upsert
    if let version { options.vCard = version }
    return ExportRecords(scope.kind, filter: filter, as: format, options: options, output: file)
  }
}
