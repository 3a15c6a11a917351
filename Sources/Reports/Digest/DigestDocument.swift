import Dates
import Diagnostics
import Facts
package import Output
import Records

extension DigestResult: Renderable {
  /// A heading an owner, one a section with the command that acts on its items, and a list of them.
  package func document(width: Int?) -> Document {
    Document(
      title: title, language: phrases.language.rawValue,
      blocks: owners.flatMap { part in
        [.heading(Document.Heading(2, name(of: part)))]
          + DigestSection.allCases.flatMap { blocks($0, of: part) }
      } + deedBlocks)
  }

  /// How many deeds of one person are listed.
  private static let mostDeeds = 50

  /// A heading a person with what they did, the latest first.
  private var deedBlocks: [Document.Block] {
    guard let since, !deeds.isEmpty else { return [] }
    return [.heading(Document.Heading(2, phrases.done(since)))]
      + deedsByPerson.flatMap { who, deeds -> [Document.Block] in
        let shown = deeds.prefix(DigestResult.mostDeeds).map { deed in
          let (date, time, _) = zone.civil(deed.at)
          return Document.Item(
            id: deed.change, lead: "\(phrases.shortWeekday(date)) \(date) \(time)", title: deed.what)
        }
        return [.heading(Document.Heading(3, "\(who) (\(deeds.count))")), .list(Array(shown))]
      }
  }

  /// The owner, with the day where it is another one there.
  func name(of part: OwnerPart) -> String {
    let name = part.owner ?? phrases.nobody
    return part.date == date ? name : "\(name) · \(phrases.shortWeekday(part.date)) \(part.date)"
  }

  private func blocks(_ section: DigestSection, of part: OwnerPart) -> [Document.Block] {
    let items = part.items(section)
    guard !items.isEmpty else { return [] }
    let heading = Document.Heading(
      3, "\(phrases.title(section)) (\(items.count))", tint: section.isUrgent ? .red : nil,
      note: DigestResult.usage(items))
    return [.heading(heading), .list(items.map { line($0, in: section, zone: part.zone) })]
  }

  func line(_ item: DigestItem, in section: DigestSection, zone: Zone) -> Document.Item {
    let remark = remark(item, in: section)
    return Document.Item(
      id: item.id.description, lead: lead(item, in: section, zone), title: item.title,
      about: item.about ?? "",
      remark: (item.owner.map { " · " + $0 } ?? "")
        + (item.clientClock.flatMap { phrases.clock($0, from: zone) }.map { " · " + $0 } ?? "")
        + (remark.map { ": " + $0 } ?? ""),
      command: item.command)
  }

  /// The time or date that begins a line.
  private func lead(_ item: DigestItem, in section: DigestSection, _ zone: Zone) -> String {
    func weekday(_ date: CivilDate) -> String { "\(phrases.shortWeekday(date)) \(date)" }
    switch section {
    case .sla, .leads, .rotting, .keepInTouch: return ""
    case .closePassed, .invoices: return item.day?.description ?? ""
    case .birthdays, .anniversaries: return item.day.map(weekday) ?? ""
    case .overdue, .today, .coming:
      guard let at = item.at else { return "" }
      let (date, time, _) = zone.civil(at)
      if section == .overdue { return item.isAllDay ? date.description : zone.describe(at) }
      if section == .today { return item.isAllDay ? "" : time.description }
      return weekday(date) + (item.isAllDay ? "" : " \(time)")
    }
  }

  /// How late, idle or silent; nil where that is no question or nobody knows.
  private func remark(_ item: DigestItem, in section: DigestSection) -> String? {
    if section == .birthdays { return item.age.map(phrases.turning) }
    if section == .anniversaries {
      return [item.occasion.map(phrases.occasion), item.age.map(phrases.years)].compactMap { $0 }
        .joined(separator: ", ")
    }
    if section == .keepInTouch, item.at == nil { return phrases.neverSpoken }
    return item.seconds.flatMap { phrases.delay(section, $0) }
  }

  /// The command of a section's items, with REF for the record: `crm tasks done REF [--next … --due …]`.
  private static func usage(_ items: [DigestItem]) -> String {
    var lines: [CommandLine] = []
    for item in items where !lines.contains(item.usage) { lines.append(item.usage) }
    let usages = lines.map(\.description).sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    guard usages.count == 2, usages[1].hasPrefix(usages[0] + " ") else {
      return usages.joined(separator: ", ")
    }
    return usages[0] + " [" + usages[1].dropFirst(usages[0].count + 1) + "]"
  }
}
