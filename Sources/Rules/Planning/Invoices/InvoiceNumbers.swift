package import Dates
import Facts
package import Records
import Text

/// All numbers that invoices have, void ones too, and those that documents got before invoices were records.
package struct InvoiceNumbers: Sendable {
  private var holders: [String: [Record]] = [:]
  /// What activities say of documents: the number, the deal and when.
  private let documents: [(number: String, deal: RecordID?, at: Instant)]

  package init(_ snapshot: Snapshot) {
    self.init(
      invoicesOf: snapshot,
      documents: snapshot.records(.activity).compactMap { activity in
        guard let number = activity.text("document"), let at = activity["at"]?.instant else { return nil }
        return (number, activity.referenced("deal"), at)
      })
  }

  /// The numbers of invoices alone.
  init(invoicesOf snapshot: Snapshot, documents: [(number: String, deal: RecordID?, at: Instant)] = []) {
    self.documents = documents
    for invoice in snapshot.records(.invoice) {
      if let number = invoice.text("number") {
        holders[InvoiceNumbers.key(number), default: []].append(invoice)
      }
    }
  }

  /// What two numbers have alike that are the same: letters of either case, blanks left out.
  package static func key(_ number: String) -> String {
    String(number.lowercased().filter { !$0.isWhitespace })
  }

  /// The invoices that have a number, by time of making.
  package func holders(of number: String) -> [Record] {
    (holders[InvoiceNumbers.key(number)] ?? []).sorted(by: InvoiceNumbers.isEarlier)
  }

  /// The same, in the order in which they have a right to it: what is out before drafts.
  func keepers(of number: String) -> [Record] {
    let all = holders(of: number)
    guard all.count > 1 else { return all }
    return all.filter { $0.invoiceStatus != .draft } + all.filter { $0.invoiceStatus == .draft }
  }

  /// The order in which invoices were made, by what all clones know: `created`, then the identifier.
  package static func isEarlier(_ one: Record, _ other: Record) -> Bool {
    switch (one.created, other.created) {
    case (let left?, let right?) where left.seconds != right.seconds: left.seconds < right.seconds
    case (nil, _?): true
    case (_?, nil): false
    default: one.id < other.id
    }
  }

  /// Whether an invoice has the number, or a document that was rendered before.
  package func isTaken(_ number: String) -> Bool {
    let key = InvoiceNumbers.key(number)
    return holders[key] != nil || documents.contains { InvoiceNumbers.key($0.number) == key }
  }

  /// The number that a deal's document got before invoices were records, where no invoice has it.
  package func documentNumber(of deal: RecordID) -> String? {
    documents.filter { $0.deal == deal }.sorted { ($0.at, $0.number) < ($1.at, $1.number) }.map(\.number)
      .first { holders[InvoiceNumbers.key($0)] == nil }
  }

  /// One more than the greatest that the pattern gave on such a day, 1 for the first.
  package func next(_ pattern: NumberPattern, on day: CivilDate, by owner: String) -> String {
    let (start, end) = pattern.frame(on: day, by: owner)
    return next(start, end) { pattern.text(of: $0) }
  }

  /// A number like this one, with the next count in place of its last digits; `-2` is added where it has none.
  package func following(_ number: String) -> String {
    let end = number.lastIndex(where: \.isASCIIDigit).map { number.index(after: $0) }
    guard let end else { return next(number + "-", "") { String(max($0, 2)) } }
    let head = number[..<end]
    let start = head.lastIndex { !$0.isASCIIDigit }.map { head.index(after: $0) } ?? head.startIndex
    let width = head.distance(from: start, to: end)
    return next(String(head[..<start]), String(number[end...])) {
      NumberPattern.padded($0, to: min(width, 18))
    }
  }

  private func next(_ start: String, _ end: String, _ text: (Int) -> String) -> String {
    let (head, tail) = (InvoiceNumbers.key(start), InvoiceNumbers.key(end))
    var greatest = 0
    func count(_ key: String) {
      guard key.utf8.count > head.utf8.count + tail.utf8.count, key.hasPrefix(head), key.hasSuffix(tail)
      else {
        return
      }
      let middle = key.dropFirst(head.count).dropLast(tail.count)
      guard middle.utf8.count <= 15, middle.allSatisfy(\.isASCIIDigit), let number = Int(middle) else {
        return
      }
      greatest = max(greatest, number)
    }
    for key in holders.keys { count(key) }
    for document in documents { count(InvoiceNumbers.key(document.number)) }
    // Two owners may make one text together, and a number with more digits than the pattern is one too.
    var candidate = greatest + 1
    while isTaken(start + text(candidate) + end) { candidate += 1 }
    return start + text(candidate) + end
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
