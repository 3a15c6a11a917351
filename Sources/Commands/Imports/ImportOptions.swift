import ArgumentParser

/// What `imports preview`, `imports run` and `import` take.
struct ImportOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The file; - is standard input.", valueName: "file"), completion: .file())
  var file: String

  @Option(name: .long, help: ArgumentHelp("What the rows are; else the columns tell.", valueName: "kind"))
  var kind: String?

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
    name: .long, help: ArgumentHelp("upsert, create, update, fill or skip.", valueName: "mode"),
    completion: .list(["upsert", "create", "update", "fill", "skip"]))
  var mode: String?

  @Option(
    name: .long, help: ArgumentHelp("What rows are matched by: email,phone,name+company.", valueName: "keys"))
  var updateBy: String?

  @Option(
    name: .long,
    help: ArgumentHelp("day-first or month-first, where the column does not tell.", valueName: "order"))
  var dateOrder: String?

  @Option(
    name: .long, help: ArgumentHelp("point or comma, where the column does not tell.", valueName: "mark"))
  var decimals: String?

  @Option(
    name: .long,
    help: ArgumentHelp("utf-8, utf-16le, utf-16be, windows-1251 or windows-1252.", valueName: "name"))
  var encoding: String?

  @Option(name: .long, help: ArgumentHelp("comma, semicolon, tab or pipe.", valueName: "name"))
  var separator: String?

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
}
