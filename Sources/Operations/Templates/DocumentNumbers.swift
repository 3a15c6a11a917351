import Dates
import Records

/// The numbers of invoices, `INV-2026-0001` and on, one sequence a year for the whole repository.
///
/// A number is given by the activity that records the document, in its transaction: what fails gives none. The next one
/// is one more than the greatest of the year, so that taking the last document back makes its number free again.
struct DocumentNumbers {
  struct Number {
    let text: String
    /// When it was given; now for a new one.
    let given: Instant
    let isNew: Bool
  }

  private let documents: [(number: String, template: String, deal: RecordID?, at: Instant)]

  /// Looks through all activities.
  init(_ snapshot: Snapshot) {
    documents = snapshot.records(.activity).compactMap { activity in
      guard let number = activity.text("document"), let at = activity["at"]?.instant else { return nil }
      let template = activity.text("template") ?? ""
      return (number, TemplateName(template).base, activity.referenced("deal"), at)
    }
  }

  /// The number that the deal's document of a template has; nil before it has one.
  func number(of deal: RecordID, _ template: String) -> Number? {
    documents.filter { $0.deal == deal && $0.template == template }.min { $0.at < $1.at }
      .map { Number(text: $0.number, given: $0.at, isNew: false) }
  }

  /// The number that was given to a deal last, whatever the template; empty where there is none.
  func latest(of deal: RecordID) -> String {
    documents.filter { $0.deal == deal }.max { ($0.at, $0.number) < ($1.at, $1.number) }?.number ?? ""
  }

  func next(at now: Instant, in year: Int) -> Number {
    let start = "INV-\(year)-"
    let counts = documents.compactMap {
      $0.number.hasPrefix(start) ? Int($0.number.dropFirst(start.count)) : nil
    }
    let digits = String((counts.max() ?? 0) + 1)
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return Number(text: start + padded, given: now, isNew: true)
  }
}
