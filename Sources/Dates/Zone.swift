/// A time zone: which UTC offset the clocks of a place show at each moment.
package struct Zone: Sendable, Hashable, CustomStringConvertible {
  /// The IANA name, or `+03:00` for a fixed offset.
  package let name: String
  private let data: ZoneFile

  package static let utc = Zone(name: "UTC", data: ZoneFile(fixed: 0))

  /// Where systems keep compiled zones.
  package static let directories = [
    "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo",
    "/var/db/timezone/zoneinfo",
  ]

  private init(name: String, data: ZoneFile) {
    self.name = name
    self.data = data
  }

  /// A zone of one offset (seconds east of UTC), named after it.
  package init(fixedOffset seconds: Int32) {
    let bounded = min(max(seconds, -86_340), 86_340)
    let minutes = Int(abs(bounded)) / 60
    var bytes = [UInt8(ascii: bounded < 0 ? "-" : "+")]
    FixedDigits.write(minutes / 60, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    FixedDigits.write(minutes % 60, width: 2, to: &bytes)
    self.init(
      name: bounded == 0 ? "UTC" : String(decoding: bytes, as: UTF8.self), data: ZoneFile(fixed: bounded))
  }

  /// The zone of an IANA name, from the first of `directories` that has it, else from the built-in table; nil
  /// when neither knows it or the name is none.
  package init?(named name: String, directories: [String] = Zone.directories) {
    guard Zone.isName(name) else { return nil }
    if name == "UTC" {
      self = .utc
      return
    }
    for directory in directories {
      if let bytes = ZoneFile.contents(of: "\(directory)/\(name)"), let file = ZoneFile(bytes) {
        self.init(name: name, data: file)
        return
      }
    }
    guard let rule = ZoneTable.rule(of: name) else { return nil }
    self.init(name: name, data: ZoneFile(rule: rule))
  }

  /// The zone a compiled file's bytes describe; nil when they are not sound.
  package init?(name: String, tzif bytes: [UInt8]) {
    guard let file = ZoneFile(bytes) else { return nil }
    self.init(name: name, data: file)
  }

  /// The version of the zone data in a folder, as it names itself: `2026a`; nil where it does not.
  package static func dataVersion(in folder: String) -> String? {
    for (name, mark) in [("tzdata.zi", "# version "), ("+VERSION", "")] {
      guard let bytes = ZoneFile.contents(of: folder + "/" + name) else { continue }
      let line = String(decoding: bytes.prefix { $0 != 0x0a }, as: UTF8.self)
      if line.hasPrefix(mark) { return String(line.dropFirst(mark.count)) }
    }
    return nil
  }

  /// Whether `name` has the form of a zone name and cannot lead out of the zone directory.
  package static func isName(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, let last = bytes.last, bytes.count <= 64, first != UInt8(ascii: "/"),
      first != UInt8(ascii: "-"), last != UInt8(ascii: "/")
    else { return false }
    // A dot is in no zone name, which keeps ".." out as well.
    return bytes.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      case UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"): true
      default: false
      }
    }
  }

  /// The system's zone name from the value of `TZ` and the target of the link `/etc/localtime`; nil when neither
  /// names one. The name has the right form, but need not exist.
  package static func systemZoneName(tz: String?, localtimeLink: String?) -> String? {
    if let tz {
      if tz.isEmpty { return "UTC" }
      let value = tz.first == ":" ? String(tz.dropFirst()) : tz
      if isName(value) { return value }
      if let name = nameInPath(value) { return name }
    }
    return localtimeLink.flatMap(nameInPath)
  }

  /// What follows `zoneinfo/` (or a flavour of it, as `zoneinfo/posix/`) in a path.
  private static func nameInPath(_ path: String) -> String? {
    let parts = path.split(separator: "/")
    guard let root = parts.lastIndex(where: { $0.hasPrefix("zoneinfo") }) else { return nil }
    var rest = parts[(root + 1)...]
    if let first = rest.first, rest.count > 1, first == "posix" || first == "right" {
      rest = rest.dropFirst()
    }
    let name = rest.joined(separator: "/")
    return isName(name) ? name : nil
  }

  /// Seconds east of UTC at a moment given in Unix seconds.
  package func offset(at seconds: Int64) -> Int32 { data.offset(at: seconds) }

  /// All that decides the offsets, as numbers: two zones with the same numbers show the same times.
  package var numbers: [Int64] { data.numbers }

  /// The same moment, to be written with this zone's offset.
  package func localized(_ instant: Instant) -> Instant {
    Instant(seconds: instant.seconds, offset: offset(at: instant.seconds))
  }

  /// What calendar and clock show at a moment.
  package func civil(_ instant: Instant) -> (date: CivilDate, time: TimeOfDay, second: Int) {
    let (date, second) = Instant.civil(instant.seconds, offset: offset(at: instant.seconds))
    return (date, TimeOfDay(minutes: second / 60) ?? .midnight, second % 60)
  }

  package func date(_ instant: Instant) -> CivilDate { civil(instant).date }

  /// The moment at which the clocks show this; a time the clocks skip is moved forward by the skip, one they show
  /// twice is the first of both.
  package func instant(_ date: CivilDate, _ time: TimeOfDay = .midnight) -> Instant {
    let local = Int64(date.dayNumber * 86_400 + time.minutes * 60)
    // No offset exceeds a day, so these two moments surround the wanted one.
    let before = offset(at: local - 86_400)
    let after = offset(at: local + 86_400)
    let early = local - Int64(before)
    let late = local - Int64(after)
    if offset(at: early) != before, offset(at: late) == after {
      return Instant(seconds: late, offset: after)
    }
    return Instant(seconds: early, offset: offset(at: early))
  }

  /// `YYYY-MM-DD HH:MM` on this zone's clocks.
  package func describe(_ instant: Instant) -> String {
    let (date, time, _) = civil(instant)
    return "\(date) \(time)"
  }

  package var description: String { name }
}
