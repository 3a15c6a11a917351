package import Dates
package import Diagnostics
import Facts
package import Records
import Text

/// What an invoice is to be made of.
package struct InvoiceRequest: Sendable {
  /// The deal that it is for; its items, amount, contact and company are copied.
  package var deal: RecordID?
  /// What a person says; in place of what the deal has.
  package var values: [String: Value]
  /// The next of the series when nil.
  package var number: String?

  package init(deal: RecordID? = nil, values: [String: Value] = [:], number: String? = nil) {
    self.deal = deal
    self.values = values
    self.number = number
  }
}

extension ChangePlanner {
  /// Makes a draft of an invoice, with a number of its own and all prices written out.
  ///
  /// Throws `requirement_unmet` where the deal has no amount or its items come to another one, `invalid_value` for an
  /// amount that cannot be asked for, `conflict` for a number that is taken.
  @discardableResult
  package mutating func addInvoice(_ request: InvoiceRequest) throws(Diagnostic) -> Reference {
    var made = request.values.filter { !DealPath.isEmpty($0.value) }
    let deal: Record?
    if let id = request.deal {
      let found = try demand(id, .deal)
      try demandFigures(of: found, in: made)
      copy(found, into: &made)
      // An amount in another currency is no sum of the deal's items.
      if let currency = made["currency"]?.text, currency != ItemTerms(found, in: snapshot).currency,
        request.values["items"] == nil
      {
        made["items"] = nil
      }
      deal = found
    } else {
      deal = nil
    }
    if let contact = record(made["contact"]?.reference), made["company"] == nil {
      made.merge(links(of: contact, [.company])) { given, _ in given }
    }
    if made["currency"] == nil { made["currency"] = .text(base.config.currency) }
    try freeze(&made, of: deal, isAmountGiven: request.values["amount"] != nil)
    if made["owner"] == nil, let owner = ownerByDefault { made["owner"] = .text(owner) }
    let today = base.config.zone(of: made["owner"]?.text).date(now)
    let issued = made["issued"]?.date
    if made["due"] == nil { made["due"] = .date((issued ?? today).adding(days: base.config.invoiceDays)) }
    if let due = made["due"]?.date, let issued, due < issued {
      throw Diagnostic(.invalidValue, "the invoice would be due \(due), before the day on it, \(issued)")
    }
    made["created"] = .instant(now)
    made["status"] = .text(InvoiceStatus.draft.rawValue)
    made["number"] = .text(try number(request.number, for: deal, on: issued ?? today))
    try checkNew(made, kind: .invoice, allowing: ["created", "status", "number"])
    let finished = made
    return try together { planner throws(Diagnostic) in
      let invoice = planner.create(.invoice, finished)
      planner.message = "invoice: \(finished["number"]?.text ?? ""): added"
      return invoice
    }
  }

  /// Refuses the deal's figures in a currency that they are not in.
  private func demandFigures(of deal: Record, in made: [String: Value]) throws(Diagnostic) {
    let own = ItemTerms(deal, in: snapshot).currency
    guard let currency = made["currency"]?.text, currency != own, made["amount"] == nil, made["items"] == nil
    else { return }
    let add = CommandLine("invoices add").option("deal", .known("\(deal.id)"))
    throw Diagnostic(
      .invalidValue,
      "the figures of deal \"\(deal.name)\" are in \(own) and are not converted to \(currency)",
      hints: [
        "for an amount in \(currency): \(add.field("amount", .open).field("currency", .known(currency)))",
        "as the deal has it: \(add)",
      ], cause: .field("currency"))
  }

  /// What a deal has and nobody said otherwise.
  private func copy(_ deal: Record, into made: inout [String: Value]) {
    made.merge(links(of: deal, [.contact, .company])) { given, _ in given }
    made["deal"] = .reference(Reference(deal))
    for key in InvoiceStatus.frozenFields where made[key] == nil { made[key] = deal[key] }
    if made["owner"] == nil, let owner = deal.text("owner"), isKnownOwner(owner) {
      made["owner"] = .text(owner)
    }
  }

  // MARK: Amounts

  /// Writes out every price, so that no later change of a product changes the invoice, and what they come to.
  private func freeze(_ made: inout [String: Value], of deal: Record?, isAmountGiven: Bool) throws(Diagnostic)
  {
    let currency = made["currency"]?.text ?? base.config.currency
    let totals = ItemTotals(invoice(of: made), in: snapshot)
    // The list that prices come from is the deal's.
    let listed = deal.map { ItemTotals($0, in: snapshot) }
    if totals.terms.tax != nil || totals.hasTax, made["tax_included"] == nil {
      made["tax_included"] = .boolean(totals.terms.includesTax)
    }
    if !totals.isEmpty {
      let isCopy = deal.map { made["items"] == $0["items"] } ?? false
      let lines = isCopy && listed?.currency == currency ? listed?.lines ?? totals.lines : totals.lines
      if isAmountGiven, isCopy, made["amount"]?.number != frozen(lines, made)?.total {
        // A part of the deal's amount is no sum of its items.
        made["items"] = nil
      } else {
        try price(lines, into: &made, currency)
      }
    }
    try demandAmount(made["amount"]?.number, currency, of: deal)
  }

  /// An invoice as it would be of these values.
  private func invoice(of values: [String: Value]) -> Record {
    let table = base.schema[.invoice]
    var mint = IDMint(seed: 0)
    return Record(
      id: mint.mint { _ in false }, table: table, path: "",
      storage: LoadedFields(values: table.fields.map { values[$0.key] }))
  }

  private func frozen(_ lines: [ItemLine], _ made: [String: Value]) -> ItemTotals? {
    var priced = made
    priced["items"] = .list(lines.compactMap { entry($0, of: made) })
    let totals = ItemTotals(invoice(of: priced), in: snapshot)
    return totals.isComplete ? totals : nil
  }

  /// An item with its price.
  private func entry(_ line: ItemLine, of made: [String: Value]) -> Value? {
    let entries = made["items"]?.list ?? []
    guard entries.indices.contains(line.place - 1), var entry = entries[line.place - 1].map else {
      return nil
    }
    if let price = line.price, !entry.contains(where: { $0.key == "price" }) {
      let place = entry.lastIndex { ["product", "quantity", "unit"].contains($0.key) } ?? -1
      entry.insert(MapEntry("price", .number(price)), at: place + 1)
    }
    return .map(entry)
  }

  private func price(_ lines: [ItemLine], into made: inout [String: Value], _ currency: String)
    throws(Diagnostic)
  {
    if let line = lines.first(where: { $0.problem != nil || $0.amounts == nil }) {
      let why = line.problem?.words(currency: currency) ?? "it has no price"
      throw Diagnostic(
        .requirementUnmet, "item \(line.place), \(line.name): \(why)",
        hints: ["give the item a price, or the product one in \(currency)"])
    }
    made["items"] = .list(lines.compactMap { entry($0, of: made) })
    guard let total = ItemTotals(invoice(of: made), in: snapshot).total else { return }
    if let amount = made["amount"]?.number, amount != total {
      let deal = made["deal"]?.reference.map { CommandLine.Value.known("\($0.id)") } ?? .open
      throw Diagnostic(
        .requirementUnmet,
        "the items come to \(Currency.text(total, currency)), and the amount is \(Currency.text(amount, currency))",
        hints: [
          "for the sum of the items: \(CommandLine("deals set", deal).field("amount", .known("\(total)")))",
          "for the amount alone: \(CommandLine("invoices add").option("deal", deal).field("amount", .known("\(amount)")))",
        ], cause: .field("amount"))
    }
    made["amount"] = .number(total)
  }

  /// Refuses an amount that nobody can be asked for.
  func demandAmount(_ amount: Decimal?, _ currency: String, of deal: Record?) throws(Diagnostic) {
    guard let amount else {
      if let deal {
        throw Diagnostic(
          .requirementUnmet, "deal \"\(deal.name)\" has no amount",
          hints: [.command(CommandLine("deals set", "\(deal.id)").field("amount", .open))],
          cause: .field("amount"))
      }
      throw Diagnostic(
        .usage, "an invoice needs a deal, items or an amount",
        hints: [.command(CommandLine("invoices add").option("deal", .open))])
    }
    guard amount > .zero else {
      throw Diagnostic(
        .invalidValue, "an invoice is over more than nothing, not over \(Currency.text(amount, currency))",
        hints: [
          "what goes back to a payer: \(CommandLine("invoices pay", .open, .open).option("back"))"
        ])
    }
    try demandMinorUnits(amount, currency)
  }

  /// Refuses an amount that is finer than its currency's smallest coin.
  func demandMinorUnits(_ amount: Decimal, _ currency: String) throws(Diagnostic) {
    guard let decimals = Currency.decimals(currency), amount.trimmed.scale > decimals else { return }
    throw Diagnostic(
      .invalidValue, "\(amount) is no amount of \(currency), which has \(decimals) decimals",
      hints: ["such as \(amount.rounded(to: decimals))"])
  }

  // MARK: Numbers

  private func number(_ given: String?, for deal: Record?, on day: CivilDate) throws(Diagnostic) -> String {
    let numbers = InvoiceNumbers(snapshot)
    if let given { return try free(given, numbers) }
    if let deal, let number = numbers.documentNumber(of: deal.id) { return number }
    let pattern = base.config.invoiceNumbers
    if pattern.namesOwner, user.isEmpty {
      throw Diagnostic(
        .requirementUnmet, "the numbers of invoices name who makes them, and nobody is known to work here",
        hints: ["--user NAME, or CRM_USER, says who it is"])
    }
    return numbers.next(pattern, on: day, by: user)
  }

  /// A number that a person gives, if nothing has it.
  func free(_ given: String, _ numbers: InvoiceNumbers) throws(Diagnostic) -> String {
    let number = given.trimmingBlanks
    guard !number.isEmpty, number.count <= 60, !number.contains(where: \.isNewline) else {
      throw Diagnostic(.invalidValue, "a number is one line of 1 to 60 characters")
    }
    guard !numbers.isTaken(number) else {
      let holder = numbers.holders(of: number).first
      let way = CommandLine("invoices add").option("deal", .open)
      throw Diagnostic(
        .conflict,
        holder.map {
          "\(number) is the number of an invoice already, which is \($0.word("status") ?? "draft")"
        }
          ?? "\(number) was given to a document already",
        hints: ["a number is used once; without --number the next one is given: \(way)"])
    }
    return number
  }
}
