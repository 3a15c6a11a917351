package import Dates
package import Diagnostics
import Facts
package import Records

/// What a payment did.
package struct PaidInvoice: Sendable {
  /// What was booked; below zero where money went back.
  package let amount: Decimal
  /// What is still to be paid.
  package let open: Decimal
  /// Of its deal, where the payment was the last and the pipeline says so.
  package let transition: Transition?
  /// Why the deal could not go where its pipeline sends it; the payment is booked all the same.
  package let held: Diagnostic?
  /// The task that was made for what follows.
  package let task: Reference?

  package var isWhole: Bool { open == .zero }
}

extension ChangePlanner {
  /// Books a payment; without an amount all that is open. The last one makes the invoice paid, is done with the task that
  /// looked after it, and presses the action that the deal's pipeline has for that, once all invoices of the deal are paid
  /// and make up its amount. Money that went back is an amount below zero: the invoice is open again, and its owner gets a
  /// task.
  ///
  /// Throws `transition_not_allowed` for a draft, `already_closed` for a void one, `invalid_value` for more than is open,
  /// less than was paid, or an amount that is none, `conflict` for a bank's line that is booked already.
  @discardableResult
  package mutating func pay(
    _ id: RecordID, _ given: Decimal? = nil, at day: CivilDate, reference: String? = nil, line: String? = nil
  ) throws(Diagnostic) -> PaidInvoice {
    let invoice = try demand(id, .invoice)
    let facts = InvoiceFacts(invoice)
    let currency = invoice.text("currency") ?? base.config.currency
    let open = try payable(invoice)
    let amount = given ?? open
    try demandMinorUnits(amount, currency)
    let rest = open - amount
    try demandBounds(amount, rest: rest, of: invoice, currency)
    if let line, facts.payments.contains(where: { $0.line == line }) {
      throw Diagnostic(.conflict, "this line of the bank is booked on invoice \(invoice.name) already")
    }
    let today = facts.zone(in: snapshot).date(now)
    guard day <= today else {
      throw Diagnostic(.invalidValue, "a payment of \(day) lies ahead: today is \(today)")
    }
    var entry = [MapEntry("at", .date(day)), MapEntry("amount", .number(Currency.padded(amount, currency)))]
    if let reference, !reference.isEmpty { entry.append(MapEntry("reference", .text(reference))) }
    if let line { entry.append(MapEntry("line", .text(line))) }
    let payment = Value.map(entry)
    return try together { planner throws(Diagnostic) in
      planner.set(invoice, "payments", .list((invoice["payments"]?.list ?? []) + [payment]))
      let status = rest == .zero ? InvoiceStatus.paid : .sent
      planner.set(invoice, "status", .text(status.rawValue))
      let after = planner.record(id) ?? invoice
      var transition: Transition?
      var held: Diagnostic?
      var task: Reference?
      if rest == .zero {
        (transition, held) = planner.settleDeal(of: after)
        task = try planner.finishChecks(
          of: after, as: .done, following: InvoiceWords(planner.base.config).paid)
      } else if amount.isNegative {
        task = planner.lookAfterReturn(of: after, amount, currency)
      }
      let words =
        amount.isNegative ? "gave back \(Currency.text(-amount, currency))" : Currency.text(amount, currency)
      planner.message =
        "invoice: \(invoice.name): "
        + (amount.isNegative ? words : rest == .zero ? "paid \(words)" : "part paid \(words)")
      return PaidInvoice(amount: amount, open: rest, transition: transition, held: held, task: task)
    }
  }

  /// What is open of an invoice that can be paid.
  private func payable(_ invoice: Record) throws(Diagnostic) -> Decimal {
    switch invoice.invoiceStatus {
    case .draft:
      throw Diagnostic(
        .transitionNotAllowed, "invoice \(invoice.name) is a draft: nobody was asked to pay it",
        hints: [.command(CommandLine("invoices send", "\(invoice.id)"))])
    case .void: throw out(invoice, "takes no payment")
    default: break
    }
    guard let open = InvoiceFacts(invoice).openAmount else {
      throw Diagnostic(
        .invalidData, "invoice \(invoice.name) has no amount", at: SourceLocation(file: invoice.path),
        hints: [.command(CommandLine("invoices edit", "\(invoice.id)"))])
    }
    return open
  }

  private func demandBounds(
    _ amount: Decimal, rest: Decimal, of invoice: Record, _ currency: String
  ) throws(Diagnostic) {
    func text(_ amount: Decimal) -> String { Currency.text(amount, currency) }
    let facts = InvoiceFacts(invoice)
    let open = rest + amount
    let line = CommandLine("invoices pay", "\(invoice.id)")
    guard amount != .zero else {
      throw open == .zero
        ? out(invoice, "nothing is open")
        : Diagnostic(.invalidValue, "a payment of nothing is none", hints: [.command(line)])
    }
    if amount > .zero, rest.isNegative {
      let over = text(-rest)
      throw Diagnostic(
        open > .zero ? .invalidValue : .alreadyClosed,
        open > .zero
          ? "\(text(amount)) is \(over) more than is open of invoice \(invoice.name): \(text(open))"
          : "invoice \(invoice.name) is paid: nothing is open of it",
        hints: open > .zero
          ? ["to book what is open, and the rest elsewhere: \(line.value(.known("\(open)")))"] : [])
    }
    if amount.isNegative, facts.paid + amount < .zero {
      throw Diagnostic(
        .invalidValue,
        "\(text(-amount)) cannot go back: \(text(facts.paid)) was paid on invoice \(invoice.name)")
    }
  }

  // MARK: What follows

  /// Presses the action that the deal's pipeline has for its last payment; what is against that keeps no payment away.
  private mutating func settleDeal(of invoice: Record) -> (Transition?, Diagnostic?) {
    guard let deal = record(invoice.reference("deal")), deal.kind == .deal, !isClosed(deal),
      let pipeline = pipelines[deal.text("pipeline") ?? ""], let action = pipeline.action(for: .paid),
      isSettled(deal)
    else { return (nil, nil) }
    let target = pipeline.stage(action.stage)
    if let target, target.id == deal.text("stage") { return (nil, nil) }
    let needsNext = target.map { $0.isOpen && (action.next ?? $0.onEnter.next) == nil } ?? false
    let next = needsNext ? decision(InvoiceWords(base.config).paid(invoice.name), for: deal) : nil
    do throws(Diagnostic) {
      return (try act(deal.id, action: action.id, TransitionRequest(next: next)).transition, nil)
    } catch {
      return (nil, error)
    }
  }

  /// True where all invoices of a deal that are not void are paid, and they make up its amount where it has one.
  private func isSettled(_ deal: Record) -> Bool {
    let invoices = referrers(of: deal.id).filter {
      $0.kind == .invoice && $0.invoiceStatus != .void && record($0.reference("deal"))?.id == deal.id
    }
    guard invoices.allSatisfy({ $0.invoiceStatus == .paid }) else { return false }
    guard let amount = deal["amount"]?.number else { return true }
    let currency = deal.text("currency")
    let sum = invoices.filter { $0.text("currency") == currency }.reduce(Decimal.zero) {
      $0 + ($1["amount"]?.number ?? .zero)
    }
    return sum >= amount
  }

  private func decision(_ title: String, for deal: Record) -> NextStep {
    let due = insideHours(now.adding(seconds: 3600), of: deal.text("owner"))
    return NextStep(title: title, type: TaskType.todo.rawValue, due: due)
  }

  /// Closes the tasks that look after an invoice. A deal whose next step is one of them gets another: the check of another
  /// invoice, else a task to decide what follows, which is returned.
  mutating func finishChecks(
    of invoice: Record, as status: TaskStatus, following title: (String) -> String
  ) throws(Diagnostic) -> Reference? {
    var made: Reference?
    let checks = referrers(of: invoice.id).filter {
      $0.isOpenTask && record($0.reference("invoice"))?.id == invoice.id
    }
    for task in checks {
      if let deal = dealLed(by: task) {
        let others = openTasks(of: deal.id).filter { other in
          other.id != task.id && record(other.reference("invoice")).map { InvoiceFacts($0).isUnpaid } ?? false
        }
        let following = others.min {
          ($0.due?.last(in: base.config.zone).seconds ?? 0, $0.id) < (
            $1.due?.last(in: base.config.zone).seconds ?? 0, $1.id
          )
        }
        let next =
          following.map { Reference($0) } ?? makeTask(decision(title(invoice.name), for: deal), for: deal)
        set(deal, "next_step", .reference(next))
        made = next
      }
      close(task, as: status, repeats: false)
    }
    return made
  }

  /// A task for whoever has to ask why money went back.
  private mutating func lookAfterReturn(
    of invoice: Record, _ amount: Decimal, _ currency: String
  ) -> Reference {
    let owner = InvoiceFacts(invoice).owner(in: snapshot)
    let known = owner.flatMap { isKnownOwner($0) ? $0 : nil }
    let next = NextStep(
      title: InvoiceWords(base.config).returned(invoice.name, Currency.text(-amount, currency)),
      type: TaskType.call.rawValue, due: insideHours(now.adding(seconds: 3600), of: known), owner: known)
    var links = links(of: invoice, [.contact, .company])
    links["invoice"] = .reference(Reference(invoice))
    return plainTask(next, links)
  }
}
