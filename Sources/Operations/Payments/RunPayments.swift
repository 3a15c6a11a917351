import Diagnostics
import Facts
import Imports
import Records
import Rules

/// Says of each line of a bank's file what would become of it, and writes nothing.
package struct PreviewPayments: Operation {
  package static let answer = AnswerForm.item(PaymentReport.schema, of: PaymentOutcome.schema)
  package let settings: PaymentSettings

  package init(_ settings: PaymentSettings) { self.settings = settings }

  package func run(in context: Context) throws -> Answer {
    let source = try PaymentSource(settings, context)
    let workspace = try context.open()
    let plan = try PaymentPlan(source, in: workspace, context)
    return PaymentSummary(plan, in: workspace, isPreview: true).answer(context)
  }
}

/// Books the payments of a bank's file that are certain: one batch, one transaction, one commit.
package struct RunPayments: Operation {
  package static let answer = PreviewPayments.answer
  package static let effect = Effect.writes
  package let settings: PaymentSettings

  package init(_ settings: PaymentSettings) { self.settings = settings }

  package func run(in context: Context) throws -> Answer {
    let source = try PaymentSource(settings, context)
    let (workspace, plan) = try context.transact(bulk: true) { workspace in
      try workspace.demand(.import)
      let plan = try PaymentPlan(source, in: workspace, context)
      var change = plan.change
      if !context.options.isDryRun {
        try source.saveMapping(into: &change, accounts: plan.file.statements.map(\.account), in: workspace)
      }
      return (change, plan)
    }
    return PaymentSummary(plan, in: workspace, isPreview: context.options.isDryRun).answer(context)
  }
}

/// What a bank's file does to the records.
struct PaymentPlan {
  let file: StatementFile
  let name: String
  private(set) var change: Change
  private(set) var outcomes: [PaymentOutcome]
  /// Nil where nothing is booked.
  private(set) var batch: String?
  /// Why deals could not go where their pipelines send them.
  private(set) var held: [Diagnostic] = []

  init(_ source: PaymentSource, in workspace: Workspace, _ context: Context) throws {
    file = try source.file(in: workspace)
    name = source.name
    var matcher = PaymentMatcher(workspace.snapshot)
    outcomes = matcher.outcomes(file.lines)
    var planner = workspace.planner(context)
    var count = 0
    for index in outcomes.indices where outcomes[index].result.isBooked {
      let outcome = outcomes[index]
      do throws(Diagnostic) {
        let paid = try planner.together { planner throws(Diagnostic) in
          var paid: [PaidInvoice] = []
          for booking in outcome.bookings {
            paid.append(
              try planner.pay(
                booking.invoice.id, booking.amount, at: outcome.line.at, reference: outcome.line.reference,
                line: outcome.fingerprint))
          }
          return paid
        }
        held += paid.compactMap(\.held)
        count += 1
      } catch {
        // What a rule keeps away is a person's to decide.
        outcomes[index].result = .doubtful
        outcomes[index].bookings = []
        outcomes[index].remark = error.message
      }
    }
    change = planner.change
    guard count > 0 else { return }
    change.message = "payments: \(count) booked from \(name)"
    let record = Batch.payments(
      source.batch, from: source.path, at: workspace.moment, by: workspace.user, lines: outcomes.count,
      change,
      in: workspace.snapshot)
    change.write(
      Change.FileEdit(
        path: record.path, before: nil, after: record.bytes(schema: workspace.snapshot.schema)))
    batch = record.id
  }

  func count(_ result: PaymentResult) -> Int { outcomes.count { $0.result == result } }
}
