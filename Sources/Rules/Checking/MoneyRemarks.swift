package import Dates
package import Diagnostics
import Facts
package import Records

/// What is worth a look in deals with items and approvals, and forbids nothing.
package struct MoneyRemarks {
  /// A warning at the top of a record's file; whoever holds its bytes can move it to the line of `key`.
  package struct Remark {
    package let diagnostic: Diagnostic
    package let key: String
  }

  private let snapshot: Snapshot
  private let pipelines: Pipelines
  private let now: Instant

  package init(_ snapshot: Snapshot, pipelines: Pipelines, now: Instant) {
    self.snapshot = snapshot
    self.pipelines = pipelines
    self.now = now
  }

  /// In the order of the deals' files.
  package var all: [Remark] {
    snapshot.records(.deal).sorted { $0.path < $1.path }.flatMap { deal in
      (deal["items"] == nil ? [] : items(of: deal)) + approval(of: deal)
    }
  }

  private func remark(_ deal: Record, _ key: String, _ message: String, _ hints: [Hint]) -> Remark {
    Remark(
      diagnostic: Diagnostic(.warning, message, at: SourceLocation(file: deal.path), hints: hints), key: key)
  }

  private func items(of deal: Record) -> [Remark] {
    let totals = ItemTotals(deal, in: snapshot)
    var found: [Remark] = []
    for line in totals.lines {
      guard let problem = line.problem, let way = way(out: problem, line, deal) else { continue }
      found.append(
        remark(
          deal, "items",
          "deal \"\(deal.ref)\": item \(line.place) \"\(line.name)\": \(problem.words(currency: totals.currency))",
          [.command(way)]))
    }
    let amount = deal["amount"]?.number
    if let total = totals.total, amount != total {
      let sum = Currency.text(total, totals.currency)
      found.append(
        remark(
          deal, "amount",
          amount.map {
            "deal \"\(deal.ref)\": the amount is \(Currency.text($0, totals.currency)), and its items come to \(sum)"
          } ?? "deal \"\(deal.ref)\" has no amount, and its items come to \(sum)",
          [
            "to take what the items come to: \(CommandLine("deals set", "\(deal.id)").field("amount", .known("")))"
          ]))
    }
    return found
  }

  /// The command after which an item has figures; nil for what other rules speak of.
  private func way(out problem: ItemProblem, _ line: ItemLine, _ deal: Record) -> CommandLine? {
    let item = CommandLine("deals items", "set", "\(deal.id)", .known(String(line.place)))
    switch problem {
    case .missingProduct: return nil
    case .noPrice, .otherCurrency: return item.field("price", .open)
    case .unknownUnit: return item.field("unit", .known(ItemLine.unit))
    case .noPack:
      return line.product.map { CommandLine("products set", "\($0.id)").field("pack", .open) }
    case .unreadablePrice:
      return line.product.map { CommandLine("products set", "\($0.id)").field("prices", .open) }
    }
  }

  /// An open deal that stands in a stage which asks for an approval that it does not have, or no more.
  private func approval(of deal: Record) -> [Remark] {
    guard let stage = pipelines[deal.text("pipeline") ?? ""]?.stage(deal.text("stage")), stage.isOpen,
      stage.approval != nil,
      let demand = ApprovalDemand(
        stage, deal, in: snapshot, now: now, user: "", pipelines: pipelines,
        standing: true)
    else { return [] }
    return [
      remark(
        deal, "stage",
        "deal \"\(deal.ref)\" is in its stage without approval: \(demand.message(in: snapshot.config))",
        demand.hints(for: deal.id, in: snapshot.config))
    ]
  }
}
