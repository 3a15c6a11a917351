import ArgumentParser
import Dates
import Imports
import Operations
import Records

/// What `imports preview`, `imports run` and `import` take.
struct ImportOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The file; - is standard input.", valueName: "file"), completion: .file())
  var file: String

  @Option(name: .long, help: ArgumentHelp("What the rows are; else the columns tell.", valueName: "kind"))
  var kind: Kind?

  @Option(
    name: .long,
    help: ArgumentHelp("How to read the columns; imports presets lists them.", valueName: "name"),
    completion: .custom { _, _, _ in LiveCompletion.presets() })
  var preset: String?

  @Option(
    name: .customLong("map"), parsing: .singleValue,
    help: ArgumentHelp(
      "A column and the field it fills; - drops it. May be repeated.", valueName: "column=field"))
  var columns: [String] = []

  @Option(
    name: .customLong("map-value"), parsing: .singleValue,
    help: ArgumentHelp(
      "What a cell means: 'Stage:New=first-contact'. May be repeated.", valueName: "column:cell=value"))
  var values: [String] = []

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("A field's value for all rows. May be repeated.", valueName: "field=value"))
  var constants: [String] = []

  @Option(
    name: .long, help: ArgumentHelp(ImportMode.listed + ".", valueName: "mode"))
  var mode: ImportMode?

  @Option(
    name: .long, help: ArgumentHelp("What rows are matched by: email,phone,name+company.", valueName: "keys"))
  var updateBy: String?

  @OptionGroup var cells: CellOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What the file is written in, where the guess is wrong: utf-8, windows-1251, koi8-r, shift_jis or any name "
        + "that iconv -l lists.", valueName: "name"),
    completion: .list(TextEncoding.all.map(\.name)))
  var encoding: String?

  @Option(
    name: .long, help: ArgumentHelp(CSVDialect.Separator.listed + ".", valueName: "name"))
  var separator: CSVDialect.Separator?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The sheet of a workbook, where it is not the first with known titles.", valueName: "name|number"))
  var sheet: String?

  @Flag(name: .long, help: "Reject a row whose contact or company is not known.")
  var noCreateLinks = false

  @Flag(name: .long, help: "Drop columns that no field holds; else they are kept under extra.")
  var onlyMapped = false

  @Flag(name: .long, help: "All rows or none.")
  var strict = false

  @Option(
    name: .long, help: ArgumentHelp("Where rejected rows go; else beside the file.", valueName: "path"),
    completion: .file())
  var rejects: String?

  @Option(name: .long, help: ArgumentHelp("Keep this mapping as imports/NAME.yaml.", valueName: "name"))
  var saveAs: String?

  @Flag(name: .long, help: "Do not ask.")
  var yes = false

  @OptionGroup var nextStep: NextStepOptions

  var settings: ImportSettings {
    var settings = ImportSettings(file: file)
    (settings.kind, settings.preset, settings.mode) = (kind, preset, mode)
    (settings.columns, settings.values, settings.constants) = (columns, values, constants)
    settings.updateBy = updateBy.map { $0.split(separator: ",").map(String.init) } ?? []
    (settings.dateOrder, settings.decimals) = (cells.dateOrder, cells.decimals)
    (settings.encoding, settings.separator, settings.sheet) = (encoding, separator, sheet)
    (settings.createsLinks, settings.onlyMapped, settings.isStrict) = (!noCreateLinks, onlyMapped, strict)
    (settings.rejects, settings.savesAs, settings.nextStep) = (rejects, saveAs, nextStep.request)
    return settings
  }
}
