import Dates
import Diagnostics
import Facts
import Records

/// People and companies: days that come every year, and silence.
extension Digest {
  /// An item with whose it is.
  private typealias Owned = (item: DigestItem, owner: String?)

  mutating func addPeople() {
    var birthdays: [Owned] = []
    var anniversaries = sections.contains(.anniversaries) ? foundations : []
    var silent: [Owned] = []
    for contact in input.snapshot.records(.contact) {
      let owner = contact.text("owner")
      let company = { [input] in input.snapshot.record(contact.reference("company"))?.name }
      if let next = contact["birthday"].flatMap(Digest.day).flatMap(next) {
        let item = DigestItem(
          contact, about: company(), day: next.day, age: next.years, by: CommandLine("log message", .open))
        birthdays.append((item, owner))
      }
      for entry in contact["dates"]?.list ?? [] {
        guard let named = NamedDay(entry), let next = next(named.day) else { continue }
        let item = DigestItem(
          contact, about: company(), day: next.day, age: next.years, occasion: named.name,
          by: CommandLine("log message", .open))
        anniversaries.append((item, owner))
      }
      let talk = log?.lastTalk(with: contact.id).map { input.zone.localized($0) }
      if ContactFacts.isOutOfTouch(contact, lastTalk: talk, on: input.date, zone: input.zone) {
        let silence = ContactFacts.silence(of: contact, lastTalk: talk, on: input.date, zone: input.zone)
        let item = DigestItem(
          contact, about: company(), at: talk, seconds: silence.map { $0 * 86_400 },
          by: CommandLine("log call", .open))
        silent.append((item, owner))
      }
    }
    for (item, owner) in birthdays.sorted(by: Digest.isSooner) { add(item, .birthdays, owner: owner) }
    for (item, owner) in anniversaries.sorted(by: Digest.isSooner) { add(item, .anniversaries, owner: owner) }
    for (item, owner) in silent.sorted(by: { Digest.isLonger($0.item, $1.item) }) {
      add(item, .keepInTouch, owner: owner)
    }
  }

  private var foundations: [Owned] {
    input.snapshot.records(.company).compactMap { company in
      guard let next = company["founded"].flatMap(Digest.day).flatMap(next) else { return nil }
      let item = DigestItem(
        company, day: next.day, age: next.years, occasion: DigestItem.foundation,
        by: CommandLine("log message", .open))
      return (item, company.text("owner"))
    }
  }

  private static func isSooner(_ a: Owned, _ b: Owned) -> Bool {
    (a.item.day ?? .last, a.item.id, a.item.occasion ?? "")
      < (b.item.day ?? .last, b.item.id, b.item.occasion ?? "")
  }

  private static func day(_ value: Value) -> Birthday? {
    switch value {
    case .date(let date): .date(date)
    case .monthDay(let day): .day(day)
    default: nil
    }
  }

  /// The next such day, and the years that have passed by then where the first one is known; nil for what the digest
  /// does not look ahead to.
  private func next(_ birthday: Birthday) -> (day: CivilDate, years: Int?)? {
    let monthDay: MonthDay
    var first: CivilDate?
    switch birthday {
    case .date(let date): (monthDay, first) = (MonthDay(date), date)
    case .day(let day): monthDay = day
    }
    guard let day = monthDay.next(from: input.date), day <= input.lastDay else { return nil }
    // What is still ahead has no anniversary yet; the day itself comes all the same.
    return (day, first.map { day.year - $0.year }.flatMap { $0 > 0 ? $0 : nil })
  }
}
