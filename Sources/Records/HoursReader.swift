import Dates
package import Diagnostics
import Text
import YAML

/// Reads `hours` of `crm.yaml`, the firm's or an owner's.
struct HoursReader {
  private let document: Document
  private let node: Node
  private let base: WorkingHours
  private var hours: WorkingHours
  private var holidays: [(days: CivilInterval, node: Node)] = []
  private var work: [(days: CivilInterval, node: Node)] = []
  private var problems: [Diagnostic] = []

  /// The hours that a node gives: a key that it does not have is as in `base`. Together with what is wrong with them; they
  /// always have a working moment where those of `base` do.
  static func read(
    _ node: Node, over base: WorkingHours, in document: Document
  ) -> (hours: WorkingHours, problems: [Diagnostic]) {
    var reader = HoursReader(document: document, node: node, base: base, hours: base)
    reader.readAll()
    return (reader.hours, reader.problems)
  }

  private init(document: Document, node: Node, base: WorkingHours, hours: WorkingHours) {
    (self.document, self.node, self.base, self.hours) = (document, node, base, hours)
  }

  private static let keys = [
    "days", "from", "to", "breaks", "holidays", "work", "calendar", "capacity", "timezone",
  ]

  private mutating func report(_ message: String, at node: Node, hints: [Hint] = []) {
    problems.append(document.diagnostic(message, at: node, hints: hints))
  }

  private mutating func readAll() {
    guard case .mapping(let pairs) = node.content else {
      report("hours is a map of \(HoursReader.keys.joined(separator: ", "))", at: node)
      return
    }
    for pair in pairs {
      switch pair.key {
      case "days": readDays(pair.value)
      case "from", "to": readTime(pair.value, key: pair.key)
      case "breaks": readBreaks(pair.value)
      case "holidays":
        holidays = readIntervals(pair.value, "a holiday is a date or a range such as 2027-01-01..2027-01-08")
        hours.holidays = holidays.map(\.days)
      case "work":
        work = readIntervals(pair.value, "a working day is a date or a range such as 2027-02-20")
        hours.work = work.map(\.days)
      case "calendar": readCalendar(pair.value)
      case "capacity": readCapacity(pair.value)
      case "timezone": readZone(pair.value)
      default:
        problems.append(
          document.diagnostic(
            "unknown key \"\(pair.key)\" in hours", from: pair.keyStart, to: pair.keyEnd,
            hints: .unknown(pair.key, among: HoursReader.keys, listing: "known: ")))
      }
    }
    checkTimes(pairs)
    checkDays()
  }

  // MARK: Keys

  private func text(_ node: Node) -> String? {
    guard case .scalar(let text) = node.content, !node.isNull else { return nil }
    return text
  }

  private func items(_ node: Node) -> [Node] {
    if case .sequence(let items) = node.content { items } else { [node] }
  }

  private mutating func readDays(_ node: Node) {
    let days = items(node).map { text($0).flatMap { Weekday($0) } }
    if days.isEmpty {
      report("days name no working day", at: node, hints: ["they are mon, tue, wed, thu, fri, sat, sun"])
    } else if days.contains(nil) {
      report("days are mon, tue, wed, thu, fri, sat, sun", at: node)
    } else {
      hours.days = Weekdays(days.compactMap { $0 })
    }
  }

  private mutating func readTime(_ node: Node, key: String) {
    guard let time = text(node).flatMap({ TimeOfDay($0) }) else {
      report("\(key) takes a time such as \"09:00\"", at: node)
      return
    }
    if key == "from" { hours.from = time } else { hours.to = time }
  }

  private mutating func readBreaks(_ node: Node) {
    hours.breaks = []
    for item in items(node) {
      if let range = text(item).flatMap({ TimeRange($0) }) {
        hours.breaks.append(range)
      } else {
        report("a break is a range such as \"13:00-14:00\"", at: item)
      }
    }
  }

  private mutating func readIntervals(_ node: Node, _ form: String) -> [(days: CivilInterval, node: Node)] {
    var read: [(days: CivilInterval, node: Node)] = []
    for item in items(node) {
      if let days = text(item).flatMap({ CivilInterval($0) }) {
        read.append((days, item))
      } else {
        report(form, at: item)
      }
    }
    return read
  }

  private mutating func readCalendar(_ node: Node) {
    let word = text(node)
    if word == "none" {
      hours.calendar = nil
    } else if let calendar = word.flatMap({ WorkCalendar(rawValue: $0.uppercased()) }) {
      hours.calendar = calendar
    } else {
      let known = WorkCalendar.allCases.map(\.rawValue) + ["none"]
      report("calendar is one of \(known.joined(separator: ", "))", at: node)
    }
  }

  private mutating func readCapacity(_ node: Node) {
    if let count = text(node).flatMap({ Int($0) }), count > 0 {
      hours.capacity = count
    } else {
      report("capacity is a number of tasks an hour, 1 or more", at: node)
    }
  }

  private mutating func readZone(_ node: Node) {
    if let zone = text(node).flatMap({ Zone(named: $0) }) {
      hours.zone = zone
    } else {
      report("unknown time zone", at: node, hints: ["zones are named like Europe/Berlin"])
    }
  }

  // MARK: A working moment

  /// A working day has an open minute.
  private mutating func checkTimes(_ pairs: [Node.Pair]) {
    if hours.from >= hours.to {
      report("hours end before they begin", at: node)
      (hours.from, hours.to) = (base.from, base.to)
    }
    guard hours.spans.isEmpty else { return }
    let place = pairs.last { $0.key == "breaks" }?.value ?? node
    report("the breaks leave no working moment between \(hours.from) and \(hours.to)", at: place)
    hours.breaks = base.breaks
    if hours.spans.isEmpty { (hours.from, hours.to) = (base.from, base.to) }
  }

  /// No day is both free and worked, and a working day follows on every holiday.
  private mutating func checkDays() {
    for day in work where holidays.contains(where: { $0.days.overlaps(day.days) }) {
      report("\(day.days) is among the holidays too", at: day.node)
    }
    guard let endless = hours.holidays.first(where: { hours.workingDay(onOrAfter: $0.start) == nil }) else {
      return
    }
    let place = holidays.first { $0.days == endless }?.node ?? node
    report(
      "no working day in the year from \(endless.start)", at: place,
      hints: ["holidays may be no longer than a year; who is away for longer is no owner of tasks"])
    hours.holidays = base.holidays
    if hours.workingDay(onOrAfter: endless.start) == nil { hours.days = base.days }
  }
}
