import ArgumentParser
import Dates
import Diagnostics
import JSON
import Operations
import Output
import Records
import Rules
import Store

/// `crm init [DIR]`: a new repository with a pipeline that works.
struct Init: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a new repository, with a pipeline that works.",
    discussion: "Writes crm.yaml, pipelines/sales.yaml and .gitignore, and makes the first commit.")

  static let formats = OutputFormat.ofObjects

  @Argument(
    help: ArgumentHelp("The folder; made where it is missing. Else the present one.", valueName: "dir"),
    completion: .directory)
  var folder: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The time zone, such as Europe/Berlin; else the system's.", valueName: "zone"))
  var timezone: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Whose phones are written without a country code: DE; else the locale's.", valueName: "code"))
  var country: String?

  @Option(
    name: .long, help: ArgumentHelp("The currency of new deals: EUR; else the country's.", valueName: "code"))
  var currency: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The language of stages, proposals and digests: en, ru or kk.", valueName: "lang"),
    completion: .list(["en", "ru", "kk"]))
  var lang: String?

  @Flag(name: .long, help: "Without git: no git init, no commit.")
  var noGit = false

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let settings = try NewRepository.Settings(
      timezone: timezone, country: country, currency: currency, language: lang, world: session.world)
    let folder = try folder.map { try Named.folder($0, "the folder") }
    let base = try global.directory.map { path in
      try Repository.resolve(try Named.folder(path, "-C"), from: session.world.workingDirectory)
    }
    let place = NewRepository(
      folder: folder ?? ".", base: base ?? session.world.workingDirectory, settings: settings, usesGit: !noGit
    )
    let made = try place.make(in: session)
    try print(made, settings, session)
  }

  private func print(_ made: NewRepository.Made, _ settings: NewRepository.Settings, _ session: Session)
    throws
  {
    guard session.format == .table else {
      let json = JSONValue.object([
        JSONMember("path", .string(made.root)), JSONMember("files", .array(made.files.map { .string($0) })),
        JSONMember("git", .bool(made.isGitWorkTree)), JSONMember("timezone", .string(settings.timezone)),
        JSONMember("country", .optional(settings.country)),
        JSONMember("currency", .string(settings.currency)), JSONMember("lang", .string(settings.language)),
      ])
      return try TablePrinter(session: session).print(object: json)
    }
    if global.dryRun {
      for file in made.files { try session.say(session.escaped("would create \(made.root)/\(file)")) }
      return
    }
    try session.say(session.escaped("new repository in \(made.root)"))
    for file in made.files { try session.say("  " + file) }
    let country = settings.country.map { "country \($0)" } ?? "no country yet"
    try session.say("  time zone \(settings.timezone), \(country), currency \(settings.currency)")
    try session.say("next:")
    let place = made.isWorkingDirectory ? nil : folder ?? "."
    for line in Init.firstSteps { try session.say("  \(line.inRepository(place))") }
  }

  private static let firstSteps = [
    CommandLine("contacts add", "Anna Ivanova").adding([.addition("emails", "anna@acme.example")]),
    CommandLine("deals add", "Website for Acme").option("contact", "anna").option("amount", "12000")
      .option("next", "Call Anna").option("due", "tomorrow"),
    CommandLine("digest"),
  ]
}
