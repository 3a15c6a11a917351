package import Dates
import Diagnostics
import Output
import Records
import Text

/// One line of a digest as an entry of a calendar.
package struct DigestEntry: Sendable {
  /// When it is shown.
  package enum Place: Sendable, Hashable {
    /// A task that is still ahead, and how long it may take.
    case moment(Instant, minutes: Int)
    /// What is due at any time of its day, a day of every year, and all that is late: that of the digest.
    case day(CivilDate)
  }

  /// The same for the same line whenever the digest is made, so that a calendar moves an entry and does not repeat it.
  package let uid: String
  package let place: Place
  package let summary: String
  /// Lines: whose it is, and the command that acts on it.
  package let description: String
  /// The title of its section.
  package let category: String
  /// Whether somebody is to be somewhere then.
  package let isBusy: Bool
}

extension DigestResult {
  /// Every line once, in the order of the digest; a manager's copy is not another entry.
  package var entries: [DigestEntry] {
    var seen: Set<String> = []
    var entries: [DigestEntry] = []
    for part in owners {
      for section in DigestSection.allCases {
        for item in part.items(section) {
          let entry = entry(item, section, part)
          if seen.insert(entry.uid).inserted { entries.append(entry) }
        }
      }
    }
    return entries
  }

  private func entry(_ item: DigestItem, _ section: DigestSection, _ part: OwnerPart) -> DigestEntry {
    func shown(_ text: String) -> String { TerminalEscaping.escape(text, keepingNewlines: false) }
    let line = line(item, in: section, zone: part.zone)
    let isAppointment = item.type == .meeting || item.type == .visit
    let place = place(item, section, part, minutes: isAppointment ? 60 : 30)
    // What is at its own time or day needs no word for that.
    let head = section.isAhead ? "" : phrases.single(section) + ": "
    let about = line.about.isEmpty ? "" : " (\(line.about))"
    let words = [part.owner, item.command.description].compactMap { $0 }
    return DigestEntry(
      uid: uid(item, section), place: place, summary: shown(head + line.title + about + line.remark),
      description: words.map(shown).joined(separator: "\n"), category: phrases.title(section),
      isBusy: isAppointment && place.isMoment)
  }

  private func place(
    _ item: DigestItem, _ section: DigestSection, _ part: OwnerPart, minutes: Int
  ) -> DigestEntry.Place {
    switch section {
    case .today, .coming:
      guard let at = item.at else { return .day(part.date) }
      return item.isAllDay ? .day(part.zone.date(at)) : .moment(at, minutes: minutes)
    case .birthdays, .anniversaries: return .day(item.day ?? part.date)
    case .overdue, .sla, .leads, .invoices, .closePassed, .rotting, .keepInTouch: return .day(part.date)
    }
  }

  /// A task has one entry, whether it is ahead or late; a day of every year has one for each year.
  private func uid(_ item: DigestItem, _ section: DigestSection) -> String {
    switch section {
    case .overdue, .today, .coming: return "\(item.id.uuid)-due"
    case .birthdays: return "\(item.id.uuid)-birthday-\(item.day?.year ?? 0)"
    case .anniversaries:
      let name = FNV1a.hash(item.occasion ?? "")
      return "\(item.id.uuid)-anniversary-\(String(name, radix: 16))-\(item.day?.year ?? 0)"
    case .sla, .leads, .invoices, .closePassed, .rotting, .keepInTouch:
      return "\(item.id.uuid)-\(section.rawValue)"
    }
  }
}

extension DigestSection {
  /// Whether a calendar shows its items when they are, and not as what is late.
  fileprivate var isAhead: Bool {
    switch self {
    case .today, .coming: true
    case .overdue, .sla, .leads, .invoices, .closePassed, .rotting, .birthdays, .anniversaries, .keepInTouch:
      false
    }
  }
}

extension DigestEntry.Place {
  fileprivate var isMoment: Bool { if case .moment = self { true } else { false } }
}
