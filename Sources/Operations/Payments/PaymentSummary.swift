import Diagnostics
import Facts
import Imports
import Output
import Records
import Text

/// What a run books or would book, in words.
struct PaymentSummary {
  private let plan: PaymentPlan
  /// As it is afterwards.
  private let workspace: Workspace
  private let isPreview: Bool

  init(_ plan: PaymentPlan, in workspace: Workspace, isPreview: Bool) {
    self.plan = plan
    self.workspace = workspace
    self.isPreview = isPreview
  }

  /// Lines of one outcome that are shown to a person; programs get them all.
  private static let shown = 40

  /// Ends with the status of invalid data where payments are left to a person.
  func answer(_ context: Context) -> Answer {
    for notice in plan.file.notices { context.warn(notice.text) }
    for held in plan.held.prefix(PaymentSummary.shown) {
      context.warn("a deal stays where it is: \(held.message)", hint: held.hints.first)
    }
    let report = PaymentReport(batch: isPreview ? nil : plan.batch, lines: plan.outcomes)
    var item = ItemAnswer(
      report, as: PaymentReport.schema, parts: { report.lines }, as: PaymentOutcome.schema)
    item.drawing = text
    item.isRemark = true
    if plan.outcomes.contains(where: { $0.result.isLeft }) { item.failure = .invalidData }
    return .item(item, said: [])
  }

  private func text(_ rendering: Rendering) -> String {
    var lines = head()
    for result in [PaymentResult.booked, .part] { lines += booked(result) }
    lines += left()
    let ignored = plan.count(.ignored)
    if ignored > 0 {
      let known = plan.outcomes.count { $0.result == .ignored && !$0.candidates.isEmpty }
      lines.append(
        "ignored: \(ignored)"
          + (known > 0 ? ", of which \(known) \(known == 1 ? "was" : "were") booked before" : ""))
    }
    if isPreview {
      lines.append("nothing was written")
    } else if let batch = plan.batch {
      lines.append("batch \(batch); to take it back: \(CommandLine("payments undo", .known(batch)))")
    } else {
      lines.append("nothing to book")
    }
    return lines.map { TerminalEscaping.escape($0, keepingNewlines: false) + "\n" }.joined()
  }

  private func head() -> [String] {
    let count = plan.outcomes.count
    var lines = [
      "\(plan.name): \(count) \(count == 1 ? "line" : "lines"), read as \(plan.file.format.rawValue)"
    ]
    for statement in plan.file.statements {
      guard let opening = statement.opening, let closing = statement.closing else { continue }
      lines.append(
        "  account \(statement.account): \(Currency.text(opening, statement.currency)) → "
          + Currency.text(closing, statement.currency))
    }
    return lines
  }

  private func booked(_ result: PaymentResult) -> [String] {
    let found = plan.outcomes.filter { $0.result == result }
    guard !found.isEmpty else { return [] }
    var lines = ["\(result.rawValue): \(found.count)"]
    for outcome in found.prefix(PaymentSummary.shown) {
      lines.append("  \(title(outcome)) → " + outcome.bookings.map(\.invoice.name).joined(separator: ", "))
      if result == .part, let candidate = outcome.candidates.first {
        lines[lines.count - 1] += " (\(candidate.reason))"
      }
    }
    if found.count > PaymentSummary.shown {
      lines.append("  … and \(found.count - PaymentSummary.shown) more")
    }
    return lines
  }

  /// What a person has to decide, with the command that books it for each invoice that could take it.
  private func left() -> [String] {
    let found = plan.outcomes.filter(\.result.isLeft)
    guard !found.isEmpty else { return [] }
    var lines = ["left to you: \(found.count)"]
    for outcome in found.prefix(PaymentSummary.shown) {
      lines.append(
        "  \(outcome.line.place.text): \(title(outcome)): \(outcome.result.rawValue)"
          + (outcome.remark.isEmpty ? "" : ", \(outcome.remark)"))
      if !outcome.line.purpose.isEmpty {
        lines.append("    \"\(DisplayWidth.truncate(outcome.line.purpose, to: 100))\"")
      }
      if outcome.candidates.isEmpty { lines.append("    no invoice fits") }
      for candidate in outcome.candidates.prefix(3) {
        lines.append("    \(candidate.invoice.name): \(candidate.reason)")
        if let command = command(outcome, candidate.invoice) { lines.append("      \(command)") }
      }
    }
    if found.count > PaymentSummary.shown {
      lines.append("  … and \(found.count - PaymentSummary.shown) more")
    }
    return lines
  }

  private func title(_ outcome: PaymentOutcome) -> String {
    let amount = Currency.text(outcome.line.amount, outcome.currency)
    let payer = outcome.line.payer.name
    return "\(outcome.line.at) \(amount)" + (payer.isEmpty ? "" : " \(DisplayWidth.truncate(payer, to: 40))")
  }

  /// Books the payment on this invoice, no more than is open; nil where it cannot take any.
  private func command(_ outcome: PaymentOutcome, _ invoice: Record) -> CommandLine? {
    guard let invoice = workspace.snapshot.record(invoice.id), let open = InvoiceFacts(invoice).openAmount,
      invoice.text("currency") ?? workspace.config.currency == outcome.currency
    else { return nil }
    // What the run itself pays is not open any more.
    if isPreview, plan.outcomes.contains(where: { $0.bookings.contains { $0.invoice.id == invoice.id } }) {
      return nil
    }
    let amount = outcome.line.amount
    let facts = InvoiceFacts(invoice)
    let isBack = amount.isNegative
    switch invoice.invoiceStatus {
    case .sent:
      guard isBack ? facts.paid >= -amount : outcome.result == .over ? open > .zero : amount <= open else {
        return nil
      }
    case .paid: guard isBack, facts.paid >= -amount else { return nil }
    case .draft, .void, nil: return nil
    }
    let sum = isBack ? -amount : min(amount, open)
    let line = CommandLine(
      "invoices pay", .known("\(invoice.id)"), .known(Currency.padded(sum, outcome.currency).description))
    let reference = outcome.line.reference
    return (isBack ? line.option("back") : line).option("at", .known("\(outcome.line.at)")).adding(
      (reference.isEmpty ? [] : [.option("reference", .known(reference))]) + [
        .option("line", .known(outcome.fingerprint))
      ])
  }
}
