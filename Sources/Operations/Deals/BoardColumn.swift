import Dates
import Facts
import JSON
import Output
package import Records
import Reports
package import Rules

/// One open stage and the deals in it.
package struct BoardColumn {
  let pipeline: String
  package let stage: String
  package let name: String
  /// Those that are due first come first, those without a next step before all.
  package let deals: [Record]
  /// Where the deals' links lead.
  let snapshot: Snapshot

  /// The open stages of a pipeline, with those of its deals that are in them.
  package static func all(
    of pipeline: Pipeline, _ deals: [Record], in workspace: Workspace
  ) -> [BoardColumn] {
    let byStage = Dictionary(grouping: deals) { $0.text("stage") }
    return pipeline.stages.filter(\.isOpen).map { stage in
      BoardColumn(
        pipeline: pipeline.id, stage: stage.id, name: stage.name,
        deals: byDue(byStage[stage.id] ?? [], workspace), snapshot: workspace.snapshot)
    }
  }

  private static func byDue(_ deals: [Record], _ workspace: Workspace) -> [Record] {
    let due = deals.map { deal in
      (
        deal: deal,
        at: workspace.snapshot.nextStep(of: deal)?.due?.last(in: workspace.zone).seconds ?? .min
      )
    }
    return due.sorted { ($0.at, $0.deal.id) < ($1.at, $1.deal.id) }.map(\.deal)
  }

  /// The sums of the deals' amounts as people read them, one for each currency.
  package var sums: [String] { amounts.map { Currency.text($0.amount, $0.currency) } }

  /// The sums of the deals' amounts.
  var amounts: [CurrencyAmount] {
    var sum = MoneySum()
    for deal in deals {
      if let amount = deal["amount"]?.number { sum.add(amount, deal.text("currency") ?? "") }
    }
    return sum.amounts
  }

  static let schema = ObjectSchema<BoardColumn>(
    "board_column", "An open stage and the deals in it.",
    [
      .text("pipeline", "The pipeline's id.") { $0.pipeline },
      .text("stage", "The stage's id.") { $0.stage },
      .text("name", "The stage's name.") { $0.name },
      .count("count", "How many deals are in it.") { $0.deals.count },
      .objects(
        "amounts", "The sums of the deals' amounts, one for each currency.",
        ObjectSchema("amount", "A sum.", [CurrencyAmount.amountMember, CurrencyAmount.currencyMember])
      ) { $0.amounts },
      Member("deals", .list(.definition(Kind.deal.rawValue)), "The deals, what is due first first.") {
        column in
        let json = RecordJSON(snapshot: column.snapshot)
        return .array(column.deals.map(json.object))
      },
    ])
}
