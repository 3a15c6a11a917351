import Dates
import Records
import Text

/// What a column of an exchange's call records says. The raw values are what mappings write behind `call.`.
package enum CallRole: String, Sendable, CaseIterable {
  /// The call, which may have several legs.
  case call
  /// One leg of it.
  case leg
  case from, to
  /// The extension of somebody of ours who called, or was called.
  case fromExtension = "from_extension"
  case toExtension = "to_extension"
  case start, answer, end
  /// For how many seconds somebody spoke.
  case talk
  /// How the leg ended, such as `NO ANSWER`.
  case disposition
  /// The channels of both ends, such as `PJSIP/101-0000001a`.
  case channel
  case toChannel = "to_channel"

  /// Whether the activity has all that a column of this role says.
  var isTold: Bool {
    switch self {
    case .call, .from, .to, .start, .answer, .end, .talk: true
    case .leg, .fromExtension, .toExtension, .disposition, .channel, .toChannel: false
    }
  }
}

/// A call, made of the legs that an exchange wrote.
struct CallRecord {
  private struct Leg {
    let direction: Direction
    /// The number outside.
    let number: String?
    let start: Instant
    let answer: Instant?
    let end: Instant?
    let talk: Int?
    let isAnswered: Bool
    /// Somebody's telephone rang.
    let rings: Bool
    let disposition: String?
  }

  /// Puts the call into the row; what it is none, `passed` says why.
  static func complete(_ row: inout DecodedRow, legs rows: [DecodedRow], cells: FieldCells) {
    row.isCall = true
    row.id = row.id ?? rows.lazy.compactMap { $0.call[.call] ?? $0.call[.leg] }.first
    let starts = rows.compactMap { $0.call[.start].flatMap { cells.callTime($0) } }
    guard let start = starts.min() else {
      row.problems.append("the call has no time")
      return
    }
    let legs = rows.compactMap { leg($0, cells) }.sorted { $0.start < $1.start }
    guard let first = legs.first else {
      row.passed = "a call within the house"
      return
    }
    guard let number = legs.lazy.compactMap(\.number).first else {
      row.passed = "the caller's number is not shown"
      return
    }
    row.values["type"] = .text("call")
    row.values["at"] = .instant(start)
    row.values["direction"] = .text(first.direction.rawValue)
    row.values["number"] = .text(number)
    row.values.merge(outcome(legs.filter { $0.direction == first.direction })) { _, new in new }
    if let owner = rows.lazy.compactMap({ cells.owner(ofExtension: $0) }).first {
      row.values["owner"] = .text(owner)
    }
    row.links["contact"] = LinkedValues(values: ["phones": .list([.text(number)])])
  }

  /// Whether somebody spoke, and for how long.
  private static func outcome(_ legs: [Leg]) -> [String: Value] {
    // Menus and queues pick up before anybody does.
    let ringing = legs.filter(\.rings)
    let answered = (ringing.isEmpty ? legs : ringing).filter(\.isAnswered)
    guard !answered.isEmpty else {
      if legs[0].direction == .incoming { return ["result": .text("missed")] }
      return ["result": .text(legs.lazy.compactMap(\.disposition).first ?? "no-answer")]
    }
    let begins = answered.compactMap(\.answer).min()
    let ends = answered.compactMap(\.end).max()
    var seconds = answered.compactMap(\.talk).max()
    if let begins, let ends, seconds == nil || answered.count > 1 {
      seconds = max(0, Int(ends.seconds - begins.seconds))
    }
    var values: [String: Value] = ["result": .text("answered")]
    if let seconds { values["duration"] = .number(Decimal(seconds)) }
    return values
  }

  /// Nil for a leg of which both ends are in the house.
  private static func leg(_ row: DecodedRow, _ cells: FieldCells) -> Leg? {
    let call = row.call
    guard let start = call[.start].flatMap({ cells.callTime($0) }) else { return nil }
    let from = call[.from].flatMap { cells.outsideNumber($0) }
    let to = call[.to].flatMap { cells.outsideNumber($0) }
    let isFromInside =
      call[.fromExtension] != nil || call[.channel].map(isExtension) == true
      || (from == nil && call[.from].map(isShort) == true)
    let direction: Direction
    if isFromInside {
      guard to != nil, call[.toExtension] == nil else { return nil }
      direction = .outgoing
    } else {
      guard from != nil || call[.from].map(isHidden) ?? true else { return nil }
      direction = .incoming
    }
    let disposition = call[.disposition].map { Folding.joinedWords($0).joined(separator: "-") }
    let answer = call[.answer].flatMap { cells.callTime($0) }
    return Leg(
      direction: direction, number: direction == .outgoing ? to : from, start: start, answer: answer,
      end: call[.end].flatMap { cells.callTime($0) }, talk: call[.talk].flatMap { Int($0) },
      isAnswered: disposition.map { $0 == "answered" || $0 == "answer" } ?? (answer != nil),
      rings: direction == .outgoing || call[.toExtension] != nil || call[.toChannel] != nil,
      disposition: disposition == "answered" ? nil : disposition)
  }

  /// `PJSIP/101-0000001a` is the telephone with the extension 101; `PJSIP/trunk-0000001b` a line to the outside.
  private static func isExtension(_ channel: String) -> Bool {
    guard let slash = channel.firstIndex(of: "/"), let dash = channel.lastIndex(of: "-"), slash < dash else {
      return false
    }
    return isShort(String(channel[channel.index(after: slash)..<dash]))
  }

  private static func isShort(_ text: String) -> Bool {
    (2...6).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// True for what exchanges write where a caller does not show the number.
  private static func isHidden(_ text: String) -> Bool {
    ["anonymous", "unknown", "private", "restricted", "unavailable", "hidden", "withheld"].contains(
      text.lowercased())
  }
}

extension FieldCells {
  /// Seconds since 1970, 0 being no time at all; or a date with its time.
  func callTime(_ text: String) -> Instant? {
    if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      guard let seconds = Int64(text), (100_000_000...9_999_999_999).contains(seconds) else { return nil }
      return config.zone.localized(Instant(seconds: seconds))
    }
    guard let cell = DateCell(text), let date = cell.date(order: .dayFirst) else { return nil }
    return cell.instant(on: date, zone: config.zone)
      ?? cell.secondOfDay.map { second in
        config.zone.instant(date, TimeOfDay(minutes: second / 60) ?? .midnight).adding(seconds: second % 60)
      }
  }

  /// The number in its one spelling; nil for extensions, SIP addresses and words.
  func outsideNumber(_ text: String) -> String? {
    let digits = text.utf8.count { (0x30...0x39).contains($0) }
    guard digits >= 7, !text.utf8.contains(0x40), !text.lowercased().hasPrefix("sip") else { return nil }
    guard text.unicodeScalars.allSatisfy({ !$0.properties.isAlphabetic }) else { return nil }
    return PhoneCell(text, defaultRegion: config.country)?.numbers.first?.canonical
  }

  /// Whose extension took part, where a value map names an owner for it.
  func owner(ofExtension row: DecodedRow) -> String? {
    [row.call[.toExtension], row.call[.fromExtension]].lazy.compactMap { $0.flatMap(owner(named:)) }.first
  }
}
