import Dates
import Diagnostics
import Records

/// What `--by` splits a report by.
enum Grouping: String, CaseIterable {
  case owner, source, tag, month, company, product

  /// The groups that a record, such as a deal, belongs to, once each; nil stands for those without a value.
  func labels(of deal: Record, month: CivilDate?, in snapshot: Snapshot) -> [String?] {
    var found: [String?] = []
    switch self {
    case .owner: found = [deal.text("owner")]
    case .source: found = [deal.text("source")]
    case .tag: found = deal.texts("tags")
    case .month: found = [month.map { String($0.description.prefix(7)) }]
    case .company:
      found = [deal.reference("company").map { snapshot.record($0)?.name ?? $0.stem }]
    case .product:
      for item in deal["items"]?.list ?? [] {
        guard let product = item["product"]?.reference else { continue }
        found.append(snapshot.record(product)?.name ?? product.stem)
      }
    }
    var once: [String?] = []
    for label in found where !once.contains(label) { once.append(label) }
    return once.isEmpty ? [nil] : once
  }

  private var basis: String {
    switch self {
    case .owner, .source, .tag, .company: "the deal's \(self == .tag ? "tags" : rawValue)"
    case .month: "the month of the day that decides about the period, on the repository's clocks"
    case .product: "the products of the deal's items"
    }
  }

  var field: ReportField {
    ReportField(rawValue, rawValue.prefix(1).uppercased() + rawValue.dropFirst(), .text, .grouping)
      .means("what the row's records have in common", from: basis)
  }
}

/// The elements of a report, split by `--by`, or all in one part without it.
struct Groups<Element> {
  private let grouping: Grouping?
  private let parts: [(label: String?, elements: [Element])]
  private let notes: [String]

  /// All elements in one part.
  init(whole elements: [Element]) {
    grouping = nil
    parts = [(nil, elements)]
    notes = []
  }

  init(
    _ elements: [Element], input: ReportInput, of kind: (one: String, many: String) = ("deal", "deals"),
    deal: (Element) -> Record, month: (Element) -> CivilDate?
  ) throws(Diagnostic) {
    try self.init(elements, input: input, of: kind) { element, grouping in
      grouping.labels(of: deal(element), month: month(element), in: input.snapshot)
    }
  }

  /// `labels` says which groups an element belongs to; in none it is left out.
  init(
    _ elements: [Element], input: ReportInput, of kind: (one: String, many: String) = ("deal", "deals"),
    labels: (Element, Grouping) -> [String?]
  ) throws(Diagnostic) {
    guard let word = input.by else {
      self = Groups(whole: elements)
      return
    }
    guard let grouping = Grouping(rawValue: word) else {
      let known = Grouping.allCases.map(\.rawValue)
      throw Diagnostic(.invalidValue, "--by takes no \"\(word)\"", hints: ["it takes one of \(known)"])
    }
    var byLabel: [String?: [Element]] = [:]
    var repeated = 0
    for element in elements {
      let labels = labels(element, grouping)
      if labels.count > 1 { repeated += 1 }
      for label in labels { byLabel[label, default: []].append(element) }
    }
    self.grouping = grouping
    parts = byLabel.sorted { a, b in
      guard let left = a.key, let right = b.key else { return a.key != nil }
      return left < right
    }.map { ($0.key, $0.value) }
    notes =
      repeated == 0
      ? []
      : [
        "\(repeated) \(repeated == 1 ? "\(kind.one) counts" : "\(kind.many) count") under several of \(word)"
      ]
  }

  /// The rows that `make` makes of each group, beneath one another.
  func rows<Row>(
    totals: [Row] = [], notes: [String], _ make: ([Element]) -> [Row]
  ) -> ReportRows<Row> {
    ReportRows(
      grouping: grouping, rows: parts.flatMap { part in make(part.elements).map { (part.label, $0) } },
      totals: totals, notes: notes + self.notes)
  }
}
