import ArgumentParser
import Operations

/// `crm imports preview|run|undo|list|presets`.
struct ImportsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "imports",
    abstract: "Import files of other systems; importing a file again makes no duplicates.",
    subcommands: [
      ImportsPreview.self, ImportsRun.self, ImportsUndo.self, ImportsList.self, ImportsPresets.self,
    ])
}

/// `crm imports preview FILE`: plans everything and writes nothing.
struct ImportsPreview: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "Show what an import would do, row by row, and write nothing.")
  static let examples = ["imports preview contacts.csv"]

  @OptionGroup var source: ImportOptions
  @OptionGroup var global: GlobalOptions

  func request() -> PreviewImport { PreviewImport(source.settings) }
}

/// `crm imports run FILE`: one batch, one transaction, one commit.
struct ImportsRun: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Import a file; rows that fail go to a file of rejects.",
    discussion: "Ends with 0, or with 4 when rows were rejected. crm imports undo takes a batch back.")
  static let examples = ["imports run contacts.csv --yes"]

  @OptionGroup var source: ImportOptions
  @OptionGroup var global: GlobalOptions

  func request() -> RunImport { RunImport(source.settings, isAgreed: source.yes) }
}

/// `crm import FILE`: short for `crm imports run`.
struct ImportShortcut: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "The same as imports run.", shouldDisplay: false)
  static let examples = ["import contacts.csv --yes"]

  @OptionGroup var source: ImportOptions
  @OptionGroup var global: GlobalOptions

  func request() -> RunImport { RunImport(source.settings, isAgreed: source.yes) }
}

/// `crm imports list`: the batches that can be taken back.
struct ImportsList: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the imports that were made.")
  static let examples = ["imports list"]

  @OptionGroup var global: GlobalOptions

  func request() -> ListImports { ListImports() }
}

/// `crm imports undo BATCH`: takes back what the batch made, except what was edited since.
struct ImportsUndo: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take an import back; records edited since stay and are listed.")
  static let examples = ["imports undo 2026-11-24-1"]

  @Argument(help: ArgumentHelp("The batch that the import named.", valueName: "batch"))
  var batch: String

  @OptionGroup var global: GlobalOptions

  func request() -> UndoImport { UndoImport(batch) }
}

/// `crm imports presets`.
struct ImportsPresets: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "presets",
    abstract:
      "List the known layouts of other systems and your own mappings, or explain one as the file it is.",
    discussion:
      "What NAME prints is a mapping file: under imports/ in the repository it is a preset of your own.")
  static let examples = ["imports presets", "imports presets bitrix24"]

  @Argument(
    help: ArgumentHelp("The one to explain.", valueName: "name"),
    completion: .custom { _, _, _ in LiveCompletion.presets() })
  var name: String?

  @OptionGroup var global: GlobalOptions

  func request() -> ListImportPresets { ListImportPresets(name: name) }
}
