package import Dates
package import Diagnostics
import Facts
package import Records

/// What sending an invoice did.
package struct SentInvoice: Sendable {
  /// Of its deal; nil where it stays in its stage.
  package let transition: Transition?
  /// The task that looks after the payment.
  package let check: Reference?
  /// The due day, where it was counted anew from the day of sending.
  package let movedDue: CivilDate?
}

extension ChangePlanner {
  /// Marks a draft as sent, presses the action that its deal's pipeline has for that, and sets the deal's next step: to
  /// check the payment on the due day. Without a deal, or beside a closed one, that is a task by itself.
  ///
  /// A due day that was counted from the day of making is counted from the day of sending. Throws `already_closed` for one
  /// that is out already, and what pressing an action throws; with `keepsStage` none is pressed.
  @discardableResult
  package mutating func sendInvoice(
    _ id: RecordID, issued given: CivilDate? = nil, keepsStage: Bool = false
  ) throws(Diagnostic) -> SentInvoice {
    let invoice = try demand(id, .invoice)
    guard invoice.invoiceStatus == .draft else { throw out(invoice, "cannot be sent") }
    let currency = invoice.text("currency") ?? base.config.currency
    try demandAmount(invoice["amount"]?.number, currency, of: nil)
    let zone = InvoiceFacts(invoice).zone(in: snapshot)
    let issued = given ?? invoice["issued"]?.date ?? zone.date(now)
    let days = base.config.invoiceDays
    var due = invoice["due"]?.date ?? issued.adding(days: days)
    var movedDue: CivilDate?
    // Nobody chose a day that is just so many days after the making.
    if invoice["issued"] == nil, let made = invoice.created, due == zone.date(made).adding(days: days),
      due != issued.adding(days: days)
    {
      due = issued.adding(days: days)
      movedDue = due
    }
    guard due >= issued else {
      throw Diagnostic(
        .invalidValue, "the invoice would be due \(due), before the day on it, \(issued)",
        hints: [
          .command(CommandLine("invoices set", "\(id)").field("due", .known("\(issued.adding(days: days))")))
        ])
    }
    let (day, moved) = (due, movedDue)
    return try together { planner throws(Diagnostic) in
      planner.set(invoice, "status", .text(InvoiceStatus.sent.rawValue))
      planner.set(invoice, "issued", .date(issued))
      planner.set(invoice, "due", .date(day))
      let sent = planner.record(id) ?? invoice
      let (transition, check) = try planner.follow(sent, due: day, keepsStage: keepsStage)
      planner.message = "invoice: \(invoice.name): sent"
      return SentInvoice(transition: transition, check: check, movedDue: moved)
    }
  }

  /// What is to be done about a payment from now on.
  private mutating func follow(
    _ invoice: Record, due: CivilDate, keepsStage: Bool
  ) throws(Diagnostic) -> (Transition?, check: Reference?) {
    let next = NextStep(
      title: InvoiceWords(base.config).check(invoice.name), type: TaskType.call.rawValue, due: .day(due))
    guard let deal = record(invoice.reference("deal")), deal.kind == .deal, !isClosed(deal) else {
      var links = links(of: invoice, [.contact, .company])
      if let owner = invoice.text("owner"), isKnownOwner(owner) { links["owner"] = .text(owner) }
      return (nil, look(after: invoice, plainTask(next, links)))
    }
    let pipeline = try pipelines.pipeline(of: deal)
    if !keepsStage, let action = pipeline.action(for: .sent), let present = stage(of: deal) {
      let target = pipeline.stage(action.stage)
      if let target, target.id != present.id {
        let isMade = (action.next ?? target.onEnter.next) != nil
        let request = TransitionRequest(
          next: isMade || !target.isOpen ? nil : next, due: isMade && target.isOpen ? .day(due) : nil)
        let pressed: Pressed
        do throws(Diagnostic) {
          pressed = try act(deal.id, action: action.id, request)
        } catch {
          var refusal = error
          let line = CommandLine("invoices send", "\(invoice.id)").option("keep-stage")
          refusal.hints.append("to leave the deal where it is: \(line)")
          throw refusal
        }
        return (pressed.transition, pressed.transition.nextStep.map { look(after: invoice, $0) })
      }
      if let template = action.next {
        let former = nextStep(of: deal)
        let made = makeTask(template, due: .day(due), for: deal)
        return (nil, take(made, after: former, on: deal, for: invoice))
      }
    }
    let former = nextStep(of: deal)
    return (nil, take(makeTask(next, for: deal), after: former, on: deal, for: invoice))
  }

  /// Makes a task the deal's next step, unless the present one looks after another invoice that is still open.
  private mutating func take(
    _ task: Reference, after former: Record?, on deal: Record, for invoice: Record
  ) -> Reference {
    let checked = former.flatMap { record($0.reference("invoice")) }
    if let checked, checked.id != invoice.id, InvoiceFacts(checked).isUnpaid {
      return look(after: invoice, task)
    }
    set(deal, "next_step", .reference(task))
    if let former { close(former, as: .done) }
    return look(after: invoice, task)
  }

  /// Writes into a task which invoice it looks after.
  private mutating func look(after invoice: Record, _ task: Reference) -> Reference {
    if let task = record(task) { set(task, "invoice", .reference(Reference(invoice))) }
    return task
  }

  /// The refusal of what can be done to a draft alone.
  func out(_ invoice: Record, _ what: String) -> Diagnostic {
    let status = invoice.invoiceStatus ?? .draft
    var hints: [Hint] = []
    switch status {
    case .draft: break
    case .sent:
      hints = [
        "to take it back: \(CommandLine("invoices void", "\(invoice.id)").option("reason", .open))",
        "its text again: \(CommandLine("render", "invoice").option("invoice", "\(invoice.id)"))",
      ]
    case .paid, .void:
      hints = [
        "another one: \(CommandLine("invoices add").option("deal", invoice.referenced("deal").map { .known("\($0)") } ?? .open))"
      ]
    }
    return Diagnostic(
      .alreadyClosed, "invoice \(invoice.name) is \(status.rawValue) and \(what)", hints: hints)
  }
}
