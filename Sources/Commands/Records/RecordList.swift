import ArgumentParser
import Filters
import Output
import Records

/// `crm <noun> list [FILTER…]`: the rows that match.
struct RecordList<Noun: RecordNoun>: CRMCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list", abstract: "List the \(Noun.kind.plural) that match a filter.",
      discussion: """
        A filter is made of terms such as owner:me, amount>=10000, created:2026-11, is:open, tag:vip, "acme gmbh", \
        joined by and, or, not and parentheses; sort:-amount and limit:20 order and cut the list.
        """)
  }

  @Argument(
    help: ArgumentHelp("What to list; everything without one.", valueName: "filter"),
    completion: .custom { words, _, _ in LiveCompletion.filterTerms(words, kind: Noun.kind) })
  var filter: [String] = []

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let workspace = try session.open()
    let filter = try Filter.parse(filter, kind: Noun.kind, context: workspace.filterContext)
    let records = filter.select()
    try RecordPrinter(session: session, workspace: workspace).list(records, kind: Noun.kind)
    if records.isEmpty, session.format == .table, session.world.isOutputTerminal { hint(in: session) }
  }

  /// An exact comparison is often more exact than was meant.
  private func hint(in session: Session) {
    for term in self.filter.flatMap({ $0.split(separator: " ") }) {
      guard let sign = term.firstIndex(of: "="), sign > term.startIndex,
        !"<>!=~".contains(term[term.index(before: sign)])
      else { continue }
      let looser = term[..<sign] + ":" + term[term.index(after: sign)...]
      return session.note("= compares whole values, capitals included; \(looser) does not")
    }
  }
}
