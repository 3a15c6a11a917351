import ArgumentParser
import Dates
import Diagnostics
import Output
import Records
import Reports
import Rules

/// `crm digest`: what is overdue, due and coming; nothing at all when there is nothing.
struct DigestCommand: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest", abstract: "Tell what is overdue, due today and coming, by owner.",
    discussion: """
      An empty digest prints nothing and ends with 0, so that cron sends no mail. Besides text there are --format md, \
      html and json.
      """)

  @Option(name: .customLong("for"), help: ArgumentHelp("One owner, me, or all.", valueName: "owner"))
  var owner: String = "all"

  @Option(name: .long, help: ArgumentHelp("The day of the digest; else today.", valueName: "date"))
  var date: String?

  @Option(name: .long, help: ArgumentHelp("en, ru or kk; else that of crm.yaml.", valueName: "code"))
  var lang: String?

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    // `text` is the digest's word for what other commands call `table`.
    let word = session.global.json ? "json" : session.global.format ?? "text"
    guard let format = DigestFormat(rawValue: word == "table" ? "text" : word) else {
      throw Diagnostic(
        .usage, "a digest has no format \"\(word)\"",
        hints: ["it is one of " + DigestFormat.allCases.map(\.rawValue).joined(separator: ", ")])
    }
    if let lang, !["en", "ru", "kk"].contains(lang) {
      throw Diagnostic(.invalidValue, "there is no language \"\(lang)\"", hints: ["it is one of en, ru, kk"])
    }
    let workspace = try session.open()
    let input = DigestInput(
      snapshot: workspace.snapshot, stages: workspace.pipelines.stages, now: workspace.now,
      owner: try ownerName(workspace),
      date: try date.map { try Periods.day($0, option: "--date", today: workspace.today) }, language: lang)
    let result = Digest.build(input)
    if format == .json {
      try session.write(result.json.encoded(pretty: true) + "\n")
    } else {
      try session.write(result.rendered(as: format))
    }
  }

  private func ownerName(_ workspace: Workspace) throws -> String? {
    guard try Named.text(owner, "--for") != "all" else { return nil }
    let name = owner == "me" ? workspace.user : owner
    let known = workspace.config.owners
    guard known.isEmpty || known.contains(where: { $0.id == name }) else {
      throw Diagnostic(
        .invalidValue, "crm.yaml lists no owner \"\(name)\"",
        hints: ["known: " + known.map(\.id).joined(separator: ", ")])
    }
    return name
  }
}
