import ArgumentParser
import Dates
import Imports
import Operations
import Records

/// What `payments preview` and `payments run` take.
struct PaymentOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The bank's file; - is standard input.", valueName: "file"), completion: .file())
  var file: String

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Your own account: of a file with several it alone counts, and 1C needs it where it names none.",
      valueName: "number"))
  var account: String?

  @Option(
    name: .long,
    help: ArgumentHelp("How to read a table: imports/NAME.yaml, written by --save-as.", valueName: "name"))
  var mapping: String?

  @Option(
    name: .customLong("map"), parsing: .singleValue,
    help: ArgumentHelp(
      "A column of a table and what it holds: \(PaymentColumn.allCases.map(\.rawValue).joined(separator: ", ")). May be repeated.",
      valueName: "column=field"))
  var columns: [String] = []

  @OptionGroup var cells: CellOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What the file is written in, where it does not say so: windows-1252, cp850 or any name that iconv -l lists.",
      valueName: "name"),
    completion: .list(TextEncoding.all.map(\.name)))
  var encoding: String?

  @Option(
    name: .long, help: ArgumentHelp(CSVDialect.Separator.listed + ".", valueName: "name"))
  var separator: CSVDialect.Separator?

  @Option(name: .long, help: ArgumentHelp("The sheet of a workbook.", valueName: "name|number"))
  var sheet: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Keep this mapping as imports/NAME.yaml, for the file's accounts.", valueName: "name"))
  var saveAs: String?

  var settings: PaymentSettings {
    var settings = PaymentSettings(file: file)
    (settings.account, settings.mapping, settings.columns) = (account, mapping, columns)
    (settings.dateOrder, settings.decimals) = (cells.dateOrder, cells.decimals)
    (settings.encoding, settings.separator, settings.sheet) = (encoding, separator, sheet)
    settings.savesAs = saveAs
    return settings
  }
}
