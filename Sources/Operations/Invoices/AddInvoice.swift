import Dates
import Diagnostics
import Facts
import Records
import Rules

/// A draft of an invoice: for a deal, or of items or an amount of its own.
package struct AddInvoice: Operation {
  package static let answer = AnswerForm.changes(of: .invoice)
  /// The deal that it is for.
  package let deal: String?
  /// `PRODUCT` or `PRODUCT:QUANTITY` words.
  package let items: [String]
  /// The next of the series where nil.
  package let number: String?
  /// `field=value` words.
  package let assignments: [String]

  package init(deal: String? = nil, items: [String] = [], number: String? = nil, assignments: [String] = []) {
    self.deal = deal
    self.items = items
    self.number = number
    self.assignments = assignments
  }

  package func run(in context: Context) throws -> Answer {
    let (workspace, done) = try context.transact(answering: .invoice) { workspace in
      let record = try deal.map { try workspace.resolve(try Named.text($0, "--deal"), .deal) }
      if let record { try context.demandRevision(of: record, in: workspace) }
      var values = try Assignments(assignments, kind: .invoice, workspace: workspace).initialValues()
      if !items.isEmpty { values["items"] = .list(try items.map { try item($0, workspace) }) }
      var planner = workspace.planner(context)
      let id = try planner.addInvoice(
        InvoiceRequest(
          deal: record?.id, values: values,
          number: try number.map { try Named.text($0, "--number") })
      ).id
      let made = planner.snapshot.record(id)
      if let record { remark(record, made, workspace, context) }
      return (planner.change, id)
    }
    let made = workspace.snapshot.record(done)
    let amount = made?["amount"]?.number.map { Currency.text($0, made?.text("currency")) }
    let due = made?["due"]?.date.map { "due \($0.weekday) \($0)" }
    let what = (["added"] + [amount, due].compactMap { $0 }).joined(separator: ", ")
    return .changes(ChangeAnswer(.invoice, [.init(done, what, showsNextStep: false)], in: workspace, context))
  }

  /// What a person may not expect: an invoice that is there already, items that are left out.
  private func remark(_ deal: Record, _ made: Record?, _ workspace: Workspace, _ context: Context) {
    let others = workspace.snapshot.invoices(of: deal).filter {
      $0.invoiceStatus != .void && workspace.snapshot.record($0.reference("deal"))?.id == deal.id
    }
    if !others.isEmpty {
      let list = others.prefix(5).map { invoice in
        let amount =
          invoice["amount"]?.number.map { ", " + Currency.text($0, invoice.text("currency")) } ?? ""
        return "\(invoice.name) (\(invoice.word("status") ?? "draft")\(amount))"
      }
      context.warn("deal \"\(deal.name)\" has \(list.joined(separator: ", ")) already")
    }
    if deal["items"] != nil, items.isEmpty, made?["items"] == nil {
      context.remark("the items are left out: they come to another amount")
    }
  }

  private func item(_ word: String, _ workspace: Workspace) throws -> Value {
    var name = word
    var quantity: Decimal?
    // A name may hold a colon of its own.
    if let colon = word.lastIndex(of: ":"), colon > word.startIndex,
      let number = NumberCell(String(word[word.index(after: colon)...]), isTyped: true)?.number(mark: nil)
    {
      name = String(word[..<colon])
      quantity = number
    }
    let product = try workspace.resolve(try Named.text(name, "--item"), .product)
    var entry = [MapEntry("product", .reference(Reference(product)))]
    if let quantity {
      guard quantity > .zero else {
        throw Diagnostic(.invalidValue, "--item: \(quantity) of \(product.name) is none")
      }
      entry.append(MapEntry("quantity", .number(quantity)))
    }
    return .map(entry)
  }
}
