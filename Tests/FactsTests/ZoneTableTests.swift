import Dates
import Testing
import Text

@testable import Facts

/// The tables of places and prefixes are sound, and agree with another's.
@Suite struct ZoneTableTests {
  private static let noon = Client.winter.seconds

  private static func entries(_ text: StaticString) -> [String] {
    text.description.split(whereSeparator: { $0 == "," || $0 == "\n" }).map { entry in
      String(entry.drop { $0 == " " })
    }
  }

  private static func key(_ entry: String) -> String {
    String(entry.prefix { $0 != ":" && $0 != "|" })
  }

  /// The offset that zones share at the moment; nil where they differ or the system knows none of them.
  private static func offset(_ zones: [Substring]) -> Int32? {
    let offsets = Set(zones.compactMap { Zone(named: String($0))?.offset(at: noon) })
    return offsets.count == 1 ? offsets.first : nil
  }

  private static let tables: [String: (names: StaticString, zones: StaticString, least: Int)] = [
    "cities": (CityZoneTable.names, CityZoneTable.zones, 1_200),
    "regions": (RegionZoneTable.names, RegionZoneTable.zones, 300),
    "countries": (CountryZoneTable.names, CountryZoneTable.zones, 900),
    "phones": (PhoneZoneTable.prefixes, PhoneZoneTable.zones, 2_000),
  ]

  @Test(arguments: ["cities", "regions", "countries", "phones"])
  func entriesAreInOrderAndFound(name: String) throws {
    let (text, zones, least) = try #require(Self.tables[name])
    let entries = Self.entries(text)
    #expect(entries.count >= least, "\(name): \(entries.count)")
    let keys = entries.map(Self.key)
    for (one, next) in zip(keys, keys.dropFirst()) {
      let isInOrder = one == next || one.utf8.lexicographicallyPrecedes(next.utf8)
      #expect(isInOrder, "\(name): \(one) before \(next)")
    }
    let table = SortedEntries(text: text)
    let count = zones.description.split(whereSeparator: \.isWhitespace).count
    for entry in entries {
      let key = Self.key(entry)
      let rest = entry.dropFirst(key.count + 1)
      #expect(table.values(of: key).contains { $0 == rest }, "\(name): \(entry)")
      #expect(Folding.joinedWords(key).joined(separator: " ") == key, "\(name): \(key) is not folded")
      var codes = rest.split(separator: ":").last.map(String.init) ?? ""
      if codes == "-" { codes = "" }
      #expect(codes.count.isMultiple(of: 2))
      while codes.count >= 2 {
        let place = Int(codes.prefix(2), radix: 36) ?? .max
        #expect(place < count, "\(name): \(entry)")
        codes.removeFirst(2)
      }
    }
    for missing in ["", "0", "~", "я", "ÿ", "a b c"] {
      #expect(table.values(of: missing).isEmpty, "\(name): \(missing)")
    }
  }

  @Test(arguments: ["cities", "regions", "countries", "phones"])
  func everyZoneIsThere(name: String) throws {
    let zones = try #require(Self.tables[name]).zones
    let names = zones.description.split(whereSeparator: \.isWhitespace).map(String.init)
    #expect(!names.isEmpty)
    // A zone may be younger than the system's data.
    let young: Set = ["America/Coyhaique"]
    for name in names where !young.contains(name) {
      #expect(Zone(named: name) != nil, "\(name)")
    }
  }

  /// The clocks that the package gives a number, or none where it names zones whose clocks differ.
  @Test func numbersAgreeWithPhonenumbers() throws {
    let pairs = PhonePairs.numbers.split(whereSeparator: { $0 == ";" || $0 == "\n" })
    #expect(pairs.count >= 200)
    var unknown = 0
    for pair in pairs {
      let words = pair.split(separator: " ")
      let (number, theirs) = (String(words[0]), Array(words.dropFirst()))
      let ours = ClientClock(phone: number, home: "DE", at: Client.winter)
      if let known = Self.departures.first(where: { number.hasPrefix($0.prefix) }) {
        #expect(ours?.zone.name == known.zone, "\(number)")
        continue
      }
      if theirs == ["-"] {
        unknown += 1
        #expect(
          ours == nil, "\(number): \(PhonePairs.version) knows it of no zone, here \(ours?.zone.name ?? "")")
      } else {
        #expect(
          ours.map { $0.zone.offset(at: Self.noon) } == Self.offset(theirs),
          "\(number): \(theirs) by \(PhonePairs.version), here \(ours?.zone.name ?? "none")")
      }
    }
    #expect(unknown > 3)
  }

  /// Where the table knows more than the package, or its clocks are older.
  private static let departures: [(prefix: String, zone: String?)] = [
    // All of Kazakhstan is at +5 since 2024-03-01.
    ("+77", "Asia/Almaty"),
    // Saratov left Moscow's time in 2016.
    ("+7845", "Europe/Saratov"),
    // Recife is on the mainland; only 81 3619 is on Fernando de Noronha.
    ("+5581", "America/Recife"),
    // Chile's mobile phones may be in the south or on Easter Island, whose clocks differ from Santiago's.
    ("+568", nil), ("+569", nil),
  ]

  @Test func citiesAgreeWithPhonenumbers() {
    let pairs = PhonePairs.cities.split(whereSeparator: { $0 == ";" || $0 == "\n" })
    #expect(pairs.count >= 200)
    for pair in pairs {
      let parts = pair.drop { $0 == " " }.split(separator: "|")
      let ours = Client.clock(["city": String(parts[0]), "country": String(parts[1])])
      let theirs = parts[2].split(separator: " ")
      #expect(ours?.source == .city || ours == nil)
      #expect(
        ours.map { $0.zone.offset(at: Self.noon) } == Self.offset(theirs),
        "\(parts[0]), \(parts[1]): \(theirs) by \(PhonePairs.version), here \(ours?.zone.name ?? "none")")
    }
  }
}
