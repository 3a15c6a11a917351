import Dates
import Records

/// The payments that stood on invoices before a file was read: booked by hand, or from a line whose fingerprint is another
/// because the bank wrote it in another format.
///
/// Each may be what one line of the file tells of, and of one only: of two lines and one payment the second is another payment.
struct StandingPayments {
  /// A payment by its invoice and its place on it.
  private struct Mark: Hashable {
    let bill: Int
    let payment: Int
  }

  private struct Key: Hashable {
    let client: RecordID
    let sum: PaymentLedger.Sum
    let day: CivilDate
  }

  struct Found {
    /// The place of the invoice on which it stands.
    let bill: Int
    let day: CivilDate
  }

  /// How many days apart banks, formats and people date one payment.
  private static let days = 3

  private let counts: [Int]
  private var marks: [Key: [Mark]] = [:]
  private var lines: [String: [Mark]] = [:]
  private var claimed: Set<Mark> = []

  init(_ bills: [Bill]) {
    counts = bills.map(\.payments.count)
    for (place, bill) in bills.enumerated() {
      for (index, payment) in bill.payments.enumerated() {
        let mark = Mark(bill: place, payment: index)
        if let line = payment.line { lines[line, default: []].append(mark) }
        guard let day = payment.at else { continue }
        let sum = PaymentLedger.Sum(amount: payment.amount, currency: bill.currency)
        for client in bill.clients {
          marks[Key(client: client, sum: sum, day: day), default: []].append(mark)
        }
      }
    }
  }

  mutating func claim(_ fingerprints: Set<String>) {
    for line in fingerprints { claimed.formUnion(lines[line] ?? []) }
  }

  /// The nearest day first.
  mutating func claim(on place: Int, _ bill: Bill, _ amount: Decimal, near day: CivilDate) -> Found? {
    var best: (mark: Mark, day: CivilDate, distance: Int)?
    for (index, payment) in bill.payments.prefix(counts[place]).enumerated() where payment.amount == amount {
      guard let at = payment.at else { continue }
      let mark = Mark(bill: place, payment: index)
      let distance = abs(at.days(since: day))
      guard distance <= StandingPayments.days, distance < best?.distance ?? .max, !claimed.contains(mark)
      else { continue }
      best = (mark, at, distance)
    }
    guard let best else { return nil }
    claimed.insert(best.mark)
    return Found(bill: place, day: best.day)
  }

  mutating func claim(
    of clients: Set<RecordID>, _ sum: PaymentLedger.Sum, near day: CivilDate
  ) -> Found? {
    for distance in 0...StandingPayments.days {
      for away in distance == 0 ? [0] : [-distance, distance] {
        let near = day.adding(days: away)
        for client in clients.sorted() {
          let found = marks[Key(client: client, sum: sum, day: near)]?.first { !claimed.contains($0) }
          if let found {
            claimed.insert(found)
            return Found(bill: found.bill, day: near)
          }
        }
      }
    }
    return nil
  }
}
