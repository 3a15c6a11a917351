import ArgumentParser
import Diagnostics
import Filters
import Records
import Rules
import Search

/// `crm deals win REF`.
struct DealsWin: ActsOnRecords {
  static let configuration = CommandConfiguration(commandName: "win", abstract: "Close a deal as won.")
  static let target = VerbSearch.Target(.deal, in: .open)

  @OptionGroup var deal: ClosingOptions
  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws { try deal.close(.won, reason: nil, in: session) }
}

/// `crm deals lose REF --reason R`.
struct DealsLose: ActsOnRecords {
  static let configuration = CommandConfiguration(commandName: "lose", abstract: "Close a deal as lost.")
  static let target = VerbSearch.Target(.deal, in: .open, rest: "--reason …")

  @OptionGroup var deal: ClosingOptions

  @Option(
    name: .long, help: ArgumentHelp("Why; the pipeline may list the possible reasons.", valueName: "reason"),
    completion: .custom { _, _, _ in LiveCompletion.lostReasons() })
  var reason: String?

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws { try deal.close(.lost, reason: reason, in: session) }
}

/// `crm deals archive REF`.
struct DealsArchive: ActsOnRecords {
  static let configuration = CommandConfiguration(
    commandName: "archive", abstract: "Close a deal that came to nothing without being lost.")
  static let target = VerbSearch.Target(.deal, in: .open)

  @OptionGroup var deal: ClosingOptions
  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws { try deal.close(.archived, reason: nil, in: session) }
}

/// What the three ways of closing a deal share.
struct ClosingOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The deal.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.deal], .open) })
  var ref: String

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("A field to fill in; may be repeated.", valueName: "field=value"))
  var sets: [String] = []

  @Option(name: .long, help: ArgumentHelp("The text of the transition's activity.", valueName: "text"))
  var note: String?

  func close(_ outcome: Outcome, reason: String?, in session: Session) throws {
    let (workspace, id) = try session.transact { workspace in
      let deal = try workspace.resolve(ref, .deal)
      let request = try TransitionOptions(sets: sets, note: note, reason: reason).request(
        deal, nil, workspace, session)
      var desk = workspace.desk(session)
      try desk.close(deal.id, as: outcome, request)
      return (desk.change, deal.id)
    }
    try RecordPrinter(session: session, workspace: workspace).changed(id, what: outcome.rawValue)
  }
}
