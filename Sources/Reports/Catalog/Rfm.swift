import Dates
import Diagnostics
import Records

extension Report {
  static let rfm = Report(
    name: "rfm", title: "RFM",
    doc: """
      Clients by recency, frequency and money over the period, by default the last 365 days: how long ago the last \
      purchase was, how many there were, and their amounts. Each is a score from 1 to 5, the quintile of the client's \
      rank from the worst: of rank k of n it is 5k ÷ n, rounded up; equal clients all have the best of their scores. \
      Money is ranked among the clients of one currency; who paid in several has the best score, and who has no amounts \
      counts as 0 in the currency that most pay in. The segment is the \
      first of these that fits, where ever ends with the period: \(RfmSegment.definitions). Rows come in the order \
      \(RfmSegment.order); within a segment the highest scores together come first, then the latest purchase.
      """,
    options: [.period, .pipeline, .asOf, .currency],
    defaultPeriod: { CivilInterval(from: $0.today.adding(days: -364), through: $0.today) },
    whenEmpty: "nobody bought anything",
    kinds: .business, columns: RfmLine.columns
  ) { input throws(Diagnostic) in
    guard let period = input.period else { return ReportRows([], notes: []) }
    let (buyers, notes) = Buyer.all(input, period: period)
    let rows = RfmLine.ranked(buyers, input: input, lastDay: min(period.lastDay, input.today))
    let total = RfmLine(total: buyers)
    return ReportRows(rows, totals: rows.isEmpty ? [] : [total], notes: RfmLine.notes(rows) + notes)
  }
}

/// What a client has bought in a period, and whether also before.
private struct Buyer {
  let subject: Subject
  var deals = 0
  var revenue = MoneySum()
  var last: (closed: Instant, day: CivilDate)?
  /// Whether there were purchases before the period.
  var isKnown = false

  /// Who bought something in the period, ordered by identifier, and the notes on what was left out.
  static func all(_ input: ReportInput, period: CivilInterval) -> (buyers: [Buyer], notes: [String]) {
    var omissions = Omissions()
    var subjects = Subjects(input.snapshot)
    var buyers: [RecordID: Buyer] = [:]
    for purchase in input.purchases(isDated: true, &omissions) {
      guard let day = purchase.day, let closed = purchase.closed, day < period.end else { continue }
      guard let client = subjects.client(of: purchase.deal) else {
        if period.contains(day) { omissions.add("left out: neither a company nor a contact") }
        continue
      }
      guard period.contains(day) else {
        buyers[client.id, default: Buyer(subject: client)].isKnown = true
        continue
      }
      if day > input.today {
        omissions.add("left out: won after this day")
        continue
      }
      let amount = input.money(of: purchase.deal, on: day, &omissions) ?? MoneySum()
      buyers[client.id, default: Buyer(subject: client)].add(amount, closed, day)
    }
    let active = buyers.filter { $0.value.deals > 0 }.sorted { $0.key < $1.key }.map(\.value)
    let gone = buyers.count - active.count
    let note = "\(gone) \(gone == 1 ? "client" : "clients") left out: bought before the period only"
    return (active, omissions.notes() + (gone > 0 ? [note] : []))
  }

  private mutating func add(_ amount: MoneySum, _ closed: Instant, _ day: CivilDate) {
    deals += 1
    revenue += amount
    if last.map({ $0.closed < closed }) ?? true { last = (closed, day) }
  }
}

/// What is said of clients by their scores.
private enum RfmSegment: String, CaseIterable, Comparable {
  case champions, loyal, new, promising
  case atRisk = "at risk"
  case cooling, lost

  /// The order in which the rules are tried, with what they ask.
  static let rules: [(segment: RfmSegment, words: String)] = [
    (.new, "new: one purchase, the first ever, and r ≥ 4"),
    (.champions, "champions: r, f and m ≥ 4"),
    (.loyal, "loyal: r ≥ 3, f ≥ 4 and more than one purchase ever"),
    (.promising, "promising: r ≥ 3"),
    (.atRisk, "at risk: m ≥ 4, or f ≥ 4 and more than one purchase ever"),
    (.lost, "lost: r = 1"),
    (.cooling, "cooling: the rest"),
  ]

  static var order: String { allCases.map(\.rawValue).joined(separator: ", ") }
  static var definitions: String { rules.map(\.words).joined(separator: "; ") }

  private func fits(_ line: RfmLine, isOnce: Bool) -> Bool {
    switch self {
    case .new: isOnce && line.r >= 4
    case .champions: min(line.r, line.f, line.m) >= 4
    case .loyal: line.r >= 3 && line.f >= 4 && !isOnce
    case .promising: line.r >= 3
    case .atRisk: line.m >= 4 || line.f >= 4 && !isOnce
    case .lost: line.r == 1
    case .cooling: true
    }
  }

  init(of line: RfmLine) {
    let isOnce = line.buyer.map { $0.deals == 1 && !$0.isKnown } ?? false
    self = RfmSegment.rules.first { $0.segment.fits(line, isOnce: isOnce) }?.segment ?? .cooling
  }

  static func < (a: RfmSegment, b: RfmSegment) -> Bool {
    guard let left = allCases.firstIndex(of: a), let right = allCases.firstIndex(of: b) else { return false }
    return left < right
  }
}

private struct RfmLine {
  /// Nil in the total.
  let buyer: Buyer?
  let deals: Int
  let revenue: MoneySum
  var days: Int?
  var last: Instant?
  var r = 0
  var f = 0
  var m = 0
  var segment: RfmSegment?

  init(total buyers: [Buyer]) {
    buyer = nil
    deals = buyers.reduce(0) { $0 + $1.deals }
    revenue = MoneySum(buyers.map(\.revenue))
  }

  private init(_ buyer: Buyer, lastDay: CivilDate, zone: Zone) {
    self.buyer = buyer
    deals = buyer.deals
    revenue = buyer.revenue
    days = buyer.last.map { lastDay.days(since: $0.day) }
    last = buyer.last.map { zone.localized($0.closed) }
  }

  /// By segment; within it the highest scores together first, then the latest purchase.
  static func ranked(_ buyers: [Buyer], input: ReportInput, lastDay: CivilDate) -> [RfmLine] {
    var lines = buyers.map { RfmLine($0, lastDay: lastDay, zone: input.zone) }
    for (place, score) in quintiles(lines.map { -($0.days ?? 0) }).enumerated() { lines[place].r = score }
    for (place, score) in quintiles(lines.map(\.deals)).enumerated() { lines[place].f = score }
    let usual = usualCurrency(lines) ?? input.snapshot.config.currency
    let currencies = lines.map { $0.revenue.isEmpty ? [usual] : $0.revenue.currencies }
    for currency in Set(currencies.flatMap { $0 }) {
      let payers = lines.indices.filter { currencies[$0].contains(currency) }
      let scores = quintiles(payers.map { lines[$0].revenue[currency] ?? .zero })
      for (place, score) in zip(payers, scores) { lines[place].m = max(lines[place].m, score) }
    }
    for place in lines.indices { lines[place].segment = RfmSegment(of: lines[place]) }
    return lines.enumerated().sorted { RfmLine.isBefore($0, $1) }.map(\.element)
  }

  /// The currency that most of them paid in, the first by its code among equal ones; nil where no amount is known.
  private static func usualCurrency(_ lines: [RfmLine]) -> String? {
    var payers: [String: Int] = [:]
    for currency in lines.flatMap(\.revenue.currencies) { payers[currency, default: 0] += 1 }
    return payers.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  private static func isBefore(_ a: (offset: Int, element: RfmLine), _ b: (offset: Int, element: RfmLine))
    -> Bool
  {
    if let left = a.element.segment, let right = b.element.segment, left != right { return left < right }
    let (left, right) = (a.element, b.element)
    let sums = [left, right].map { $0.r + $0.f + $0.m }
    return (sums[1], left.days ?? 0, a.offset) < (sums[0], right.days ?? 0, b.offset)
  }

  /// The quintile of each value by its rank from the least: 5k ÷ n rounded up for rank k of n, where equal values all
  /// have the highest rank of theirs.
  static func quintiles<Value: Comparable>(_ values: [Value]) -> [Int] {
    var scores = Array(repeating: 0, count: values.count)
    let order = values.indices.sorted { values[$0] < values[$1] }
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in order[start..<end] { scores[place] = (5 * end + values.count - 1) / values.count }
      start = end
    }
    return scores
  }

  /// How many are in each segment, and that currencies were not compared.
  static func notes(_ rows: [RfmLine]) -> [String] {
    var notes: [String] = []
    let counts = RfmSegment.allCases.map { segment in (segment, rows.count { $0.segment == segment }) }
    let present = counts.filter { $0.1 > 0 }.map { "\($0.0.rawValue) \($0.1)" }
    if !present.isEmpty { notes.append("clients by segment: " + present.joined(separator: ", ")) }
    let currencies = Set(rows.flatMap { $0.revenue.currencies }).sorted()
    if currencies.count > 1 {
      notes.append(
        "m is ranked in each of \(currencies.joined(separator: ", ")) apart; --currency makes them one")
    }
    return notes
  }

  private static let basis = "deals that are won and closed in the period, by company, else contact"

  static let columns: [ReportColumn<RfmLine>] = [
    .text("ref", "Ref") { $0.buyer?.subject.ref }.means("the record's ref", from: "companies or contacts"),
    .text("name", "Client") { $0.buyer?.subject.name }
      .means("the deal's company, else its contact", from: basis),
    ReportColumn(ReportField("last", "Last purchase", .time)) { $0.last.map { .time($0) } ?? .missing }
      .means("the latest closed", from: basis),
    .days("days", "Days since") { $0.days.map { Decimal($0) } }
      .means(
        "days from the last purchase to the end of the period, or today where that is earlier", from: basis),
    .count("deals", "Deals") { $0.deals }.means("number of purchases", from: basis),
    .money("revenue", "Revenue") { $0.revenue }.means("Σ amount, per currency", from: basis),
    .score("r", "R") { $0.buyer == nil ? nil : Decimal($0.r) }
      .means("⌈5k ÷ n⌉ of rank k of n, the longest ago first; 5 is the latest", from: basis),
    .score("f", "F") { $0.buyer == nil ? nil : Decimal($0.f) }
      .means("⌈5k ÷ n⌉ of rank k of n, the fewest purchases first; 5 is the most", from: basis),
    .score("m", "M") { $0.buyer == nil ? nil : Decimal($0.m) }
      .means(
        "⌈5k ÷ n⌉ of rank k of n in a currency, the least revenue first; 5 is the greatest", from: basis),
    .text("segment", "Segment") { $0.segment?.rawValue }.means(
      RfmSegment.definitions, from: "r, f, m and deals"),
  ]
}
