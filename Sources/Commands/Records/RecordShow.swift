import ArgumentParser
import Records
import Search

/// `crm <noun> show REF`: the card.
struct RecordShow<Noun: RecordNoun>: ActsOnRecords {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "show", abstract: "Show one \(Noun.kind.rawValue) with all that hangs on it.")
  }
  static var target: VerbSearch.Target { VerbSearch.Target(Noun.kind) }

  @Argument(
    help: ArgumentHelp(
      "The \(Noun.kind.rawValue): id, id prefix, email, phone or words of the name.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [Noun.kind]) })
  var ref: [String]

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let workspace = try session.open()
    let record = try workspace.resolve(ref.joined(separator: " "), Noun.kind, for: .reading)
    try RecordPrinter(session: session, workspace: workspace).show(record)
  }
}
