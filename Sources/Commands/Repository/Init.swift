import ArgumentParser
import Operations
import Records

/// `crm init [DIR]`: a new repository with a pipeline that works.
struct Init: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a new repository, with a pipeline that works.",
    discussion: """
      Writes crm.yaml, pipelines/sales.yaml, .gitignore and .gitattributes, and makes the first commit.
      """)
  static let examples = ["init ~/crm --country DE --timezone Europe/Berlin", "init --no-git"]

  static let effect = Effect.writes
  static var answers: [AnswerForm] { [CreateRepository.answer] }

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
    help: ArgumentHelp(
      "The language of stages, proposals and digests: \(Language.listed).", valueName: "lang"))
  var lang: Language?

  @Flag(name: .long, help: "Without git: no git init, no commit.")
  var noGit = false

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let world = session.world
    let settings = try RepositorySettings(
      timezone: timezone, country: country, currency: currency, language: lang, systemZone: world.systemZone,
      locale: Locale(environment: world.environment.values))
    let operation = CreateRepository(folder, settings: settings, usesGit: !noGit)
    try session.present(try operation.run(in: session.context))
  }
}
