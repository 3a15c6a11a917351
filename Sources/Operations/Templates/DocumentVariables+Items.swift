import Diagnostics
import Facts
import Mustache
import Records

/// What is sold, line by line and as a whole; the figures are those of `ItemTotals`, as everywhere.
extension DocumentVariables {
  static let totalNames = [
    "subtotal", "discount_total", "net", "tax_total", "adjustment", "total",
  ]

  private static let rowNames = [
    "position", "product", "sku", "unit", "quantity", "price", "discount", "whole_discount", "tax", "net",
    "tax_amount", "amount",
  ]

  mutating func addItems() {
    guard wants(anyOf: DocumentVariables.totalNames + ["items", "taxes", "currency", "tax_included"]) else {
      return
    }
    let record = subject.priced
    let code = currency(of: record)
    let totals = record.map { ItemTotals($0, in: workspace.snapshot) }
    let written = record?["amount"]?.number
    let isGiven = record?.text("currency") != nil || written != nil || totals?.isEmpty == false
    set("currency", isGiven ? code : "")
    setList("items", (totals?.lines ?? []).map { row($0, code) }, like: row(nil, code))
    let includesTax = totals?.terms.includesTax ?? workspace.config.includesTax
    if wants("tax_included") {
      set("tax_included", language.flag(includesTax))
      setFlag("tax_included", includesTax)
    }
    let hasSums = totals.map { $0.hasFigures && $0.isComplete } ?? false
    setList("taxes", (hasSums ? totals?.taxes ?? [] : []).map { tax($0, code) }, like: tax(nil, code))
    guard let totals, let record else { return }
    for line in totals.lines {
      guard let problem = line.problem, line.amounts == nil else { continue }
      problems.append(
        Diagnostic(
          .warning,
          "item \(line.place) of \(record.kind.rawValue) \(record.id): \(problem.words(currency: code))"
        ))
    }
    let language = language
    let money = { (amount: Decimal) in language.money(amount, code) }
    let sums = totals.amounts
    set("total", (written ?? (hasSums ? sums.total : nil)).map(money) ?? "")
    if totals.isEmpty, written == nil {
      let line = CommandLine("\(record.kind.plural) set", "\(record.id)").field("amount", .open)
      problems.append(
        Diagnostic(
          .warning, "\(record.kind.rawValue) \(record.id) has neither items nor an amount: there is no total",
          hints: [.command(line)]))
    }
    guard hasSums else { return }
    set("subtotal", money(sums.subtotal))
    set("discount_total", totals.hasDiscount && sums.discount != .zero ? money(sums.discount) : "")
    set("net", money(sums.net))
    set("tax_total", totals.hasTax ? money(sums.tax) : "")
    guard let written, written != sums.total else { return }
    set("adjustment", money(written - sums.total))
    problems.append(
      Diagnostic(
        .warning,
        "the amount of \(record.kind.rawValue) \(record.id) was written by hand: "
          + "\(Currency.text(written, code)), where its items come to \(Currency.text(sums.total, code))",
        hints: ["the document shows the difference on a line of its own"]))
  }

  private func row(_ line: ItemLine?, _ code: String) -> Scope {
    let money = { (amount: Decimal?) in amount.map { language.money($0, code) } ?? "" }
    let percent = { (rate: Decimal?) in rate.map { $0 == .zero ? "" : language.number($0.trimmed) } ?? "" }
    var texts: [String: String] = [:]
    if let line {
      let size = line.isPack ? line.product?["pack"]?.number : nil
      texts = [
        "position": String(line.place), "product": line.name, "sku": line.product?.text("sku") ?? "",
        "unit": line.isPack
          ? language.pack(of: size, line.product?.text("unit")) : line.product?.text("unit") ?? "",
        "quantity": language.number(line.quantity.trimmed), "price": money(line.price),
        "discount": percent(line.discount), "whole_discount": percent(line.wholeDiscount),
        "tax": line.tax.map { language.number($0.trimmed) } ?? "", "net": money(line.amounts?.net),
        "tax_amount": line.tax == nil ? "" : money(line.amounts?.tax), "amount": money(line.amounts?.total),
      ]
    }
    return DocumentVariables.row(DocumentVariables.rowNames, texts)
  }

  /// One rate of tax: of what, and how much.
  private func tax(_ share: ItemTotals.TaxShare?, _ code: String) -> Scope {
    var texts: [String: String] = [:]
    if let share {
      texts = [
        "rate": language.number(share.rate.trimmed), "net": language.money(share.net, code),
        "amount": language.money(share.tax, code),
      ]
    }
    return DocumentVariables.row(["rate", "net", "amount"], texts)
  }

  private static func row(_ names: [String], _ texts: [String: String]) -> Scope {
    var scope = Scope()
    for name in names {
      let text = texts[name] ?? ""
      scope[name] = .text(text)
      scope["has_" + name] = .flag(!text.isEmpty)
    }
    return scope
  }
}
