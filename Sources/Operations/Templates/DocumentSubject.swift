import Diagnostics
import Facts
import Records
import Search

/// What a document is about.
struct DocumentSubject {
  var deal: Record?
  var contact: Record?
  var company: Record?
  var lead: Record?
  /// The invoice that was named; that of the deal where a document is of it.
  private(set) var invoice: Record?
  /// True where the amounts, the items and the like are the invoice's.
  private(set) var isInvoice = false

  /// The record that a person named, with those that belong to it.
  init(_ record: Record, in snapshot: Snapshot) {
    switch record.kind {
    case .deal: deal = record
    case .contact: contact = record
    case .company: company = record
    case .lead: lead = record
    case .invoice: take(record, in: snapshot)
    case .task, .activity, .product: break
    }
    contact = contact ?? snapshot.linked("contact", from: [record])
    company = company ?? snapshot.linked("company", from: [record, contact])
  }

  /// Makes an invoice what the document is of; what it names goes before what the deal names.
  mutating func take(_ invoice: Record?, in snapshot: Snapshot) {
    guard let invoice else { return }
    self.invoice = invoice
    isInvoice = true
    deal = deal ?? snapshot.linked("deal", from: [invoice])
    contact = snapshot.linked("contact", from: [invoice, deal])
    company = snapshot.linked("company", from: [invoice, deal, contact])
  }

  /// The record whose fields go by their own names.
  var main: Record? { deal ?? lead }

  /// The record whose amounts and items a document shows.
  var priced: Record? { isInvoice ? invoice : main }

  /// The record that has a field of the deal: an invoice has amounts, terms and an owner of its own.
  func holder(of key: String, in schema: Schema) -> Record? {
    guard isInvoice, schema[.invoice].fields.contains(where: { $0.key == key }) else { return main }
    return invoice
  }

  /// Whoever is responsible.
  var owner: String? { [invoice, deal, lead, contact, company].lazy.compactMap { $0?.text("owner") }.first }
}

extension Workspace {
  /// The record that a document is about; of all kinds where none is given, an invoice going before what it is for.
  func document(_ reference: String, _ kind: Kind?, for use: SmartReference.Use = .writing) throws(Diagnostic)
    -> Record
  {
    if let kind { return try resolve(try Named.text(reference, "--" + kind.rawValue), kind, for: use) }
    let reference = try Named.text(reference, "REF")
    let number = reference.lowercased()
    if let invoice = snapshot.records(.invoice).first(where: { $0.name.lowercased() == number }) {
      return invoice
    }
    return try resolve(reference, .deal, .contact, .company, .lead, .invoice, for: use)
  }
}
