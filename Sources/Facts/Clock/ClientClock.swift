package import Dates
package import Records
import Text

/// What the clocks at a client's show, and how that is known.
///
/// Nothing is assumed: an address or a phone number decides only where all zones that it may be in show the same time at
/// the moment in question.
package struct ClientClock: Sendable, Hashable {
  /// What decided. The raw values stand in JSON and must not change.
  package enum Source: String, Sendable, CaseIterable {
    /// The field `timezone`.
    case timezone
    case city, region, country, phone
  }

  /// Where the tables of places and phone prefixes are from.
  package static var tableVersion: String { PhoneZoneTable.version }

  package let zone: Zone
  package let source: Source
  /// The words of the record that decided, or the prefix of the phone number: `Chita`, `+7 302`.
  package let evidence: String
  /// The moment that it shows.
  package let moment: Instant

  /// Whose clock it is: `Chita`; the city or region as the record has it, else the zone's city.
  package var place: String {
    switch source {
    case .city, .region: evidence
    case .timezone, .country, .phone:
      zone.name.split(separator: "/").last.map { name in
        String(name.map { $0 == "_" ? " " : $0 })
      } ?? zone.name
    }
  }

  /// The time there and how far it is ahead of another zone's: `15:40 in Chita (+6 h)`; no distance where there is none.
  package func text(from home: Zone) -> String {
    let distance = distance(from: home)
    return "\(zone.civil(moment).time) in \(place)"
      + (distance == 0 ? "" : " (\(ClientClock.text(distance: distance)))")
  }

  /// The same, and what it is known by: `15:40 in Chita (+6 h), by phone +7 302`.
  package func explained(from home: Zone) -> String {
    switch source {
    case .timezone: text(from: home)
    case .city, .region: text(from: home) + ", by \(source.rawValue)"
    case .country, .phone: text(from: home) + ", by \(source.rawValue) \(evidence)"
    }
  }

  /// The same in the words of a language: `Chita 15:40 (+6 h)`; nil where there is no distance.
  package func brief(from home: Zone, place: String? = nil, hour: String = "h") -> String? {
    let distance = distance(from: home)
    guard distance != 0 else { return nil }
    let shift = ClientClock.text(distance: distance, hour: hour)
    return "\(place ?? self.place) \(zone.civil(moment).time) (\(shift))"
  }

  /// Whether the place is called as the record calls it, and not as a table of zones does.
  package var isPlaceOfRecord: Bool { source == .city || source == .region }

  /// Seconds that it is ahead of another zone's clocks.
  package func distance(from home: Zone) -> Int {
    Int(zone.offset(at: moment.seconds)) - Int(home.offset(at: moment.seconds))
  }

  /// `+6 h`, `−5:30 h`.
  private static func text(distance: Int, hour: String = "h") -> String {
    let minutes = abs(distance) / 60
    let part = minutes % 60
    let fraction = part == 0 ? "" : ":" + (part < 10 ? "0" : "") + String(part)
    return (distance < 0 ? "−" : "+") + "\(minutes / 60)\(fraction) \(hour)"
  }
}

extension ClientClock {
  /// The clock of whom a record is about, at a moment; nil where it is not known.
  ///
  /// The time zone that the contact names decides, else that of the company; else the address of the contact, then of the
  /// company; else the phones of the contact, the company, the lead.
  package init?(of record: Record, in snapshot: Snapshot, at moment: Instant) {
    var zones = ZoneShelf()
    self.init(of: record, in: snapshot, at: moment, zones: &zones)
  }

  /// The same for one of many records, whose zones are read once.
  package init?(of record: Record, in snapshot: Snapshot, at moment: Instant, zones: inout ZoneShelf) {
    let clients = ClientClock.clients(of: record, in: snapshot)
    let home = snapshot.config.country
    for client in clients {
      if let name = client.text("timezone"), let zone = zones.zone(named: name) {
        self.init(zone: zone, source: .timezone, evidence: name, moment: moment)
        return
      }
    }
    for client in clients {
      if let clock = ClientClock(address: client, home: home, at: moment, zones: &zones) {
        self = clock
        return
      }
    }
    for client in clients {
      for phone in client.texts("phones") {
        if let clock = ClientClock(phone: phone, home: home, at: moment, zones: &zones) {
          self = clock
          return
        }
      }
    }
    return nil
  }

  /// The contact, the company and the lead that a record is or is about, as far as there are any.
  private static func clients(of record: Record, in snapshot: Snapshot) -> [Record] {
    if record.kind == .company { return [record] }
    let task = record.kind == .task ? record : nil
    let deal = record.kind == .deal ? record : snapshot.linked("deal", from: [task])
    let lead = record.kind == .lead ? record : snapshot.linked("lead", from: [task])
    let contact = record.kind == .contact ? record : snapshot.linked("contact", from: [task, deal, lead])
    let company = snapshot.linked("company", from: [contact, task, deal, lead])
    return [contact, company, lead].compactMap { $0 }
  }

  /// By the phone number, as it is stored; `home` is the region of numbers without a country.
  package init?(phone: String, home: String, at moment: Instant) {
    var zones = ZoneShelf()
    self.init(phone: phone, home: home, at: moment, zones: &zones)
  }

  private init?(phone: String, home: String, at moment: Instant, zones: inout ZoneShelf) {
    guard let digits = ClientClock.digits(of: phone, home: home) else { return nil }
    guard let (prefix, names) = PlaceZones.phone(digits),
      let zone = zones.common(names, at: moment)
    else { return nil }
    let code = CallingPlan.matching(prefix)?.code ?? prefix
    let area = prefix.dropFirst(code.utf8.count)
    self.init(
      zone: zone, source: .phone, evidence: "+" + code + (area.isEmpty ? "" : " " + area), moment: moment)
  }

  /// The digits of a number in full, calling code first; nil where its country cannot be told.
  private static func digits(of phone: String, home: String) -> String? {
    // So are numbers stored.
    if phone.utf8.first == 0x2B, phone.utf8.dropFirst().allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      return String(phone.dropFirst())
    }
    guard let full = PhoneNumber(phone, defaultRegion: home)?.e164, full.utf8.first == 0x2B else {
      return nil
    }
    return String(full.dropFirst())
  }

  /// By the city, else the region, else the country of a record.
  private init?(address record: Record, home: String, at moment: Instant, zones: inout ZoneShelf) {
    let (city, region) = (record.text("city"), record.text("region"))
    let country = record.text("country").flatMap(PlaceZones.country)
    let regions = region.map { ClientClock.choose(PlaceZones.regions($0), in: country?.country, home) } ?? []
    let regional = regions.flatMap(\.zones)
    if let city {
      let places = ClientClock.choose(PlaceZones.cities(city), in: country?.country, home)
      let names = places.flatMap(\.zones).filter { regional.isEmpty || regional.contains($0) }
      if let zone = zones.common(names, at: moment) {
        self.init(zone: zone, source: .city, evidence: city, moment: moment)
        return
      }
    }
    if let region, let zone = zones.common(regional, at: moment) {
      self.init(zone: zone, source: .region, evidence: region, moment: moment)
      return
    }
    if let name = record.text("country"), let zone = zones.common(country?.zones ?? [], at: moment) {
      self.init(zone: zone, source: .country, evidence: name, moment: moment)
      return
    }
    return nil
  }

  /// The places of one name in a country; where none is named and there are several, those at home, if there are any.
  private static func choose(
    _ places: [PlaceZones.Place], in country: String?, _ home: String
  ) -> [PlaceZones.Place] {
    if let country { return places.filter { $0.country == country } }
    let own = places.filter { $0.country == home }
    return places.count > 1 && !own.isEmpty ? own : places
  }
}

/// Zones that were read already.
package struct ZoneShelf {
  private var zones: [String: Zone?] = [:]

  package init() {}

  mutating func zone(named name: String) -> Zone? {
    if let known = zones[name] { return known }
    let zone = Zone(named: name)
    zones[name] = .some(zone)
    return zone
  }

  /// A zone whose clocks show what those of all others show at a moment; nil where they differ, or none is known here.
  mutating func common(_ names: [String], at moment: Instant) -> Zone? {
    var found: Zone?
    for name in names {
      guard let zone = zone(named: name) else { continue }
      if let found, found.offset(at: moment.seconds) != zone.offset(at: moment.seconds) { return nil }
      found = found ?? zone
    }
    return found
  }
}
