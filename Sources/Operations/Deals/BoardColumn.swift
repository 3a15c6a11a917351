import Facts
import JSON
import Output
import Records
import Reports

/// One open stage and the deals in it.
struct BoardColumn {
  let pipeline: String
  let stage: String
  let name: String
  /// Those that are due first come first.
  let deals: [Record]
  /// Where the deals' links lead.
  let snapshot: Snapshot

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
      Member("deals", .list(.record), "The deals, what is due first first.") { column in
        let json = RecordJSON(snapshot: column.snapshot)
        return .array(column.deals.map(json.object))
      },
    ])
}
