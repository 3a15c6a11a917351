import Dates
package import Records
import Text

/// Says of each line of a bank which invoice it pays, and of none where that is not certain.
///
/// Certain is the number of an invoice together with the sum that is open, or less of it, where nothing speaks against the payer; or,
/// where no number is named, a payer who is known by tax id or account and has just one open invoice of just this sum; and each only
/// where no equal payment stands there already that is not another line's. All else is for a person: the likeliest invoices are named
/// with what speaks for them.
package struct PaymentMatcher {
  private var ledger: PaymentLedger
  private let currency: String

  package init(_ snapshot: Snapshot) {
    ledger = PaymentLedger(snapshot)
    currency = snapshot.config.currency
  }

  /// What becomes of each line, in their order: what one line pays is paid for those after it.
  package mutating func outcomes(_ lines: [BankLine]) -> [PaymentOutcome] {
    var fingerprints = LineFingerprint()
    let marked = lines.map { line in
      (line: line, isRepeated: fingerprints.hasSeen(line), fingerprint: fingerprints.next(line))
    }
    ledger.expect(Set(marked.map(\.fingerprint)))
    return marked.map { outcome($0.line, $0.fingerprint, isRepeated: $0.isRepeated) }
  }

  /// A line on its way to an outcome.
  struct Case {
    var outcome: PaymentOutcome
    let finding: InvoiceNumberIndex.Finding
    let payer: ClientDirectory.Payer
    /// An equal line came before it, and no balances say that there are two.
    let isRepeated: Bool

    var line: BankLine { outcome.line }
    var amount: Decimal { outcome.line.amount }
    var currency: String { outcome.currency }

    /// The invoices that are named so at least, by place.
    func named(_ certainty: InvoiceNumberIndex.Certainty) -> [Int] {
      finding.certainty.filter { $0.value >= certainty }.keys.sorted()
    }
  }

  private mutating func outcome(
    _ line: BankLine, _ fingerprint: String, isRepeated: Bool
  ) -> PaymentOutcome {
    var outcome = PaymentOutcome(
      line: line, currency: line.currency ?? currency, fingerprint: fingerprint, result: .ignored)
    if let place = ledger.known[fingerprint] {
      outcome.candidates = [candidate(place, "booked already")]
      return outcome
    }
    if line.amount == .zero { return outcome }
    let texts = [line.rawPurpose] + line.references.filter(\.mayNameInvoices).map(\.text)
    var one = Case(
      outcome: outcome, finding: ledger.numbers.find(in: texts), payer: ledger.directory.payer(line.payer),
      isRepeated: isRepeated && !line.isCounted)
    if line.amount.isNegative || line.isReversal {
      returned(&one)
    } else {
      received(&one)
    }
    return one.outcome
  }

  private func candidate(_ place: Int, _ reason: String) -> PaymentOutcome.Candidate {
    PaymentOutcome.Candidate(ledger.bills[place].record, reason)
  }

  // MARK: Money that came in

  private mutating func received(_ one: inout Case) {
    let whole = one.named(.whole)
    if one.finding.isShared {
      leave(&one, .doubtful, "several invoices have this number")
    } else if whole.count == 1 {
      settle(whole[0], &one)
    } else if whole.count > 1 {
      settle(whole, &one)
    } else {
      settleWithoutNumber(&one)
    }
  }

  /// One number.
  private mutating func settle(_ place: Int, _ one: inout Case) {
    let bill = ledger.bills[place]
    if let reason = obstacle(bill, one) { return leave(&one, .doubtful, reason, first: place) }
    let standing = ledger.claim(on: place, one.amount, near: one.line.at)
    guard bill.isPayable else {
      let isEqual = bill.payments.contains { $0.amount == one.amount }
      return leave(&one, isEqual ? .double : .over, "it is paid", first: place)
    }
    if let standing { return leave(&one, standing) }
    if one.amount > bill.open {
      return leave(&one, .over, "\(shown(one.amount - bill.open, bill)) more than is open", first: place)
    }
    if one.amount < bill.open, let other = rival(place, one) {
      return leave(
        &one, .doubtful, "\(ledger.bills[other].record.name) of the same client is open with just this sum",
        first: place)
    }
    book([place], &one)
  }

  /// Another open invoice of the same client with just this sum: then the number may be a slip.
  private func rival(_ place: Int, _ one: Case) -> Int? {
    ledger.open(of: one.amount, one.currency).first {
      $0 != place && !ledger.bills[$0].clients.isDisjoint(with: ledger.bills[place].clients)
    }
  }

  /// Several numbers: certain only where the sum is that of all.
  private mutating func settle(_ places: [Int], _ one: inout Case) {
    for place in places {
      let bill = ledger.bills[place]
      if let reason = obstacle(bill, one) ?? (bill.isPayable ? nil : "it is paid") {
        return leave(&one, .doubtful, "several invoices are named; of \(bill.record.name): \(reason)")
      }
    }
    let sum = places.reduce(Decimal.zero) { $0 + ledger.bills[$1].open }
    guard sum == one.amount else {
      return leave(
        &one, .doubtful, "several invoices are named, of which \(shown(sum, ledger.bills[places[0]])) is open"
      )
    }
    book(places, &one)
  }

  /// No whole number.
  private mutating func settleWithoutNumber(_ one: inout Case) {
    let named = one.named(.named)
    if named.count == 1 {
      let bill = ledger.bills[named[0]]
      if obstacle(bill, one) == nil,
        let standing = ledger.claim(on: named[0], one.amount, near: one.line.at)
      {
        return leave(&one, standing)
      }
      if bill.isPayable, bill.open == one.amount, obstacle(bill, one) == nil, rival(named[0], one) == nil {
        return book(named, &one)
      }
      return leave(&one, .doubtful, "")
    }
    let isUnnamed = one.finding.certainty.values.allSatisfy { $0 == .digits } && !one.finding.namesAnother
    let clients = one.payer.known.isEmpty ? one.payer.named : one.payer.known
    if isUnnamed, !one.payer.isContradictory,
      let standing = ledger.claim(of: clients, one.amount, one.currency, near: one.line.at)
    {
      return leave(&one, standing)
    }
    if isUnnamed, one.payer.known.count == 1, !one.payer.isContradictory {
      let fitting = ledger.open(of: one.amount, one.currency).filter {
        !ledger.bills[$0].clients.isDisjoint(with: one.payer.known)
      }
      if fitting.count == 1, one.finding.certainty.keys.allSatisfy({ $0 == fitting[0] }) {
        return book(fitting, &one, because: one.payer.reason)
      }
    }
    leave(&one, .doubtful, one.finding.namesAnother ? "it names an invoice that is not known" : "")
  }

  /// Why a payment of this invoice cannot be certain; nil where nothing speaks against it.
  private func obstacle(_ bill: Bill, _ one: Case) -> String? {
    switch bill.status {
    case .void: return "it is void"
    case .draft: return "it is a draft"
    case .sent, .paid: break
    }
    if bill.currency != one.currency { return "it is in \(bill.currency)" }
    return ledger.directory.contradiction(one.line.payer, one.payer, to: bill.clients)
  }

  private mutating func book(_ places: [Int], _ one: inout Case, because known: String? = nil) {
    if one.isRepeated {
      return leave(&one, .doubtful, "the very same line stands before it in the file", first: places[0])
    }
    var isPart = false
    for place in places {
      let bill = ledger.bills[place]
      let amount = places.count == 1 ? one.amount : bill.open
      isPart = isPart || amount < bill.open
      let why = known.map { $0 + " and the whole of what is open" } ?? "its number"
      let share =
        places.count > 1
        ? "; \(shown(amount, bill)) of it"
        : amount < bill.open ? "; \(shown(bill.open - amount, bill)) stays open" : ""
      one.outcome.candidates.append(candidate(place, why + share))
      one.outcome.bookings.append(PaymentOutcome.Booking(invoice: bill.record, amount: amount))
      ledger.pay(place, amount, at: one.line.at, line: one.outcome.fingerprint)
    }
    one.outcome.result = isPart ? .part : .booked
  }

  // MARK: Money that went out

  /// What goes out is of no concern, unless it takes back what came in: then somebody has to decide.
  private func returned(_ one: inout Case) {
    let sum = Decimal.zero - (one.amount.isNegative ? one.amount : -one.amount)
    let isSaid = one.line.isReversal || PaymentMatcher.isReturn(one.line.rawPurpose)
    var found: [(place: Int, score: Int, reason: String)] = []
    func isPaid(_ place: Int, justSo: Bool) -> Bool {
      ledger.bills[place].currency == one.currency
        && ledger.bills[place].payments.contains { justSo ? $0.amount == sum : $0.amount >= sum }
    }
    for place in one.named(.within) where isPaid(place, justSo: false) {
      let isEqual = isPaid(place, justSo: true)
      guard isSaid || isEqual else { continue }
      found.append(
        (
          place, isEqual ? 3 : 2,
          "its number" + (isEqual ? " and a payment of this sum" : "; it has a payment")
        ))
    }
    if isSaid {
      for place in ledger.bills(of: one.payer.known.union(one.payer.named))
      where isPaid(place, justSo: true) && !found.contains(where: { $0.place == place }) {
        found.append((place, 1, "the client and a payment of this sum"))
      }
    }
    guard !found.isEmpty else { return }
    one.outcome.result = .doubtful
    one.outcome.remark = "money went back"
    one.outcome.candidates = found.sorted { ($1.score, $0.place) < ($0.score, $1.place) }
      .prefix(PaymentMatcher.limit).map { candidate($0.place, $0.reason) }
  }

  /// Whether a purpose says that money goes back.
  private static func isReturn(_ text: String) -> Bool {
    let words = Folding.words(text)
    return words.contains { word in returns.contains { word.hasPrefix($0) } }
  }

  private static let returns = [
    "возврат", "сторно", "retour", "retoure", "ruckl", "rueckl", "ruckz", "rueckz", "ruckuber", "rueckueber",
    "erstatt",
    "refund", "return", "chargeback", "storno", "reversal",
  ]

  // MARK: What is left to a person

  private static let limit = 5

  private func shown(_ amount: Decimal, _ bill: Bill) -> String {
    Currency.padded(amount, bill.currency).description
  }

  /// Leaves what may be told twice: the payment that stands already, and what a line of another format says of it.
  private func leave(_ one: inout Case, _ standing: StandingPayments.Found) {
    let day = standing.day == one.line.at ? "that day" : "\(standing.day)"
    leave(
      &one, ledger.bills[standing.bill].isPayable ? .doubtful : .double,
      "an equal payment of \(day) stands on it", first: standing.bill)
  }

  /// Names the likeliest invoices; `reason` is said of the first where that is given, else of the line.
  private func leave(_ one: inout Case, _ result: PaymentResult, _ reason: String, first: Int? = nil) {
    one.outcome.result = result
    if first == nil { one.outcome.remark = reason }
    var found: [Int: PaymentEvidence] = [:]
    for (place, certainty) in one.finding.certainty {
      found[place, default: PaymentEvidence()].add(certainty)
    }
    for place in ledger.open(of: one.amount, one.currency).prefix(50) {
      found[place, default: PaymentEvidence()].isSum = true
    }
    for place in ledger.bills(of: one.payer.known).prefix(200) where ledger.bills[place].isPayable {
      found[place, default: PaymentEvidence()].payer = one.payer.reason
    }
    for place in ledger.bills(of: one.payer.named).prefix(200) where ledger.bills[place].isPayable {
      found[place, default: PaymentEvidence()].isNamed = true
    }
    if let first, found[first] == nil {
      var evidence = PaymentEvidence()
      let clients = ledger.bills[first].clients
      if !clients.isDisjoint(with: one.payer.known) { evidence.payer = one.payer.reason }
      evidence.isNamed = !clients.isDisjoint(with: one.payer.named)
      found[first] = evidence
    }
    for (place, var evidence) in found {
      let bill = ledger.bills[place]
      if evidence.payer.isEmpty, !evidence.isNamed {
        evidence.isNamed = evidence.isSum && ledger.directory.isAlike(one.line.payer.name, bill.clients)
      }
      evidence.obstacle = place == first ? reason : obstacle(bill, one) ?? ""
      evidence.isForeign = ledger.directory.contradiction(one.line.payer, one.payer, to: bill.clients) != nil
      found[place] = evidence
    }
    let ranked = found.sorted { a, b in
      if (a.key == first) != (b.key == first) { return a.key == first }
      let (left, right) = (ledger.bills[a.key], ledger.bills[b.key])
      if a.value.score != b.value.score { return a.value.score > b.value.score }
      let days = (left.record["due"]?.date ?? .last, right.record["due"]?.date ?? .last)
      return days.0 != days.1 ? days.0 < days.1 : left.record.id < right.record.id
    }
    one.outcome.candidates = ranked.filter { $0.value.isWorthNaming }.prefix(PaymentMatcher.limit).map {
      candidate($0.key, $0.value.reason)
    }
  }
}

/// What speaks for an invoice, and what against it.
struct PaymentEvidence {
  private var certainty: InvoiceNumberIndex.Certainty?
  /// What of the payer is known to be the client's; empty for nothing.
  var payer = ""
  var isNamed = false
  var isSum = false
  var obstacle = ""
  /// The payer is somebody else.
  var isForeign = false

  mutating func add(_ certainty: InvoiceNumberIndex.Certainty) {
    self.certainty = max(self.certainty ?? certainty, certainty)
  }

  var score: Int {
    var score = 0
    switch certainty {
    case .whole?: score += 100
    case .named?: score += 60
    case .within?: score += 50
    case .digits?: score += 20
    case nil: break
    }
    if !payer.isEmpty { score += 45 } else if isNamed { score += 30 }
    if isSum { score += 35 }
    if isForeign { score -= 60 } else if !obstacle.isEmpty { score -= 5 }
    return score
  }

  /// A sum alone is said only of somebody who may be the payer.
  var isWorthNaming: Bool { score > 0 }

  var reason: String {
    var reasons: [String] = []
    switch certainty {
    case .whole?: reasons.append("its number")
    case .named?, .digits?: reasons.append("the digits of its number")
    case .within?: reasons.append("its number within a longer one")
    case nil: break
    }
    if !payer.isEmpty { reasons.append(payer) } else if isNamed { reasons.append("the payer's name") }
    if isSum { reasons.append("the sum") }
    let said = reasons.joined(separator: ", ")
    return obstacle.isEmpty ? said : said + "; but " + obstacle
  }
}
