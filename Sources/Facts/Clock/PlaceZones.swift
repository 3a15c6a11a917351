import Text

/// The names of time zones that places and phone numbers are in.
enum PlaceZones {
  /// A place of a table: the country that it is in, and its zones.
  struct Place {
    let country: String
    let zones: [String]
  }

  static func cities(_ name: String) -> [Place] {
    for key in cityKeys(name) {
      let found = places(key, CityZoneTable.names, cityZones)
      if !found.isEmpty { return found }
    }
    return []
  }

  static func regions(_ name: String) -> [Place] {
    let words = Folding.joinedWords(name).map { regionWords[$0] ?? $0 }
    return places(words.joined(separator: " "), RegionZoneTable.names, regionZones)
  }

  /// The country that has this code or name; nil where the table lacks it.
  static func country(_ name: String) -> Place? {
    places(key(name), CountryZoneTable.names, countryZones).first
  }

  /// The longest prefix of a number's digits, calling code first, that the table has, and its zones; none where their
  /// clocks never agree.
  static func phone(_ digits: String) -> (prefix: String, zones: [String])? {
    let table = SortedEntries(text: PhoneZoneTable.prefixes)
    for length in stride(from: min(9, digits.utf8.count), to: 0, by: -1) {
      let prefix = String(digits.prefix(length))
      if let codes = table.values(of: prefix).first { return (prefix, zones(codes, phoneZones)) }
    }
    return nil
  }

  // MARK: Reading the tables

  private static let cityZones = NumberedWords(CityZoneTable.zones)
  private static let regionZones = NumberedWords(RegionZoneTable.zones)
  private static let countryZones = NumberedWords(CountryZoneTable.zones)
  private static let phoneZones = NumberedWords(PhoneZoneTable.zones)

  private static func key(_ name: String) -> String { Folding.joinedWords(name).joined(separator: " ") }

  private static func places(_ key: String, _ names: StaticString, _ zones: NumberedWords) -> [Place] {
    guard !key.isEmpty else { return [] }
    return SortedEntries(text: names).values(of: key).map { rest in
      let parts = rest.split(separator: ":", maxSplits: 1)
      return Place(
        country: String(parts.first ?? ""), zones: PlaceZones.zones(parts.last ?? "", zones))
    }
  }

  /// The zones that two digits each name; none for `-`.
  private static func zones(_ codes: Substring, _ names: NumberedWords) -> [String] {
    var zones: [String] = []
    var rest = codes
    while rest.utf8.count >= 2 {
      if let place = Int(rest.prefix(2), radix: 36), let zone = names[place] {
        zones.append(zone)
      }
      rest = rest.dropFirst(2)
    }
    return zones
  }

  /// A city as it is written, before a comma or a bracket, without the word that says that it is one.
  private static func cityKeys(_ name: String) -> [String] {
    let head = name.prefix { $0 != "," && $0 != "(" && $0 != ";" }
    var keys: [String] = []
    for text in [name, String(head)] {
      let words = Folding.joinedWords(text)
      keys.append(words.joined(separator: " "))
      if words.count > 1, cityWords.contains(words[0]) {
        keys.append(words.dropFirst().joined(separator: " "))
      }
      if words.count > 1, words[words.count - 1] == "city" || words[words.count - 1] == "г" {
        keys.append(words.dropLast().joined(separator: " "))
      }
    }
    return keys
  }

  private static let cityWords: Set<String> = [
    "г", "гор", "город", "пгт", "пос", "поселок", "м", "мiсто", "місто", "city", "stadt",
  ]

  private static let regionWords = ["обл": "область", "респ": "республика", "ао": "автономный округ"]
}
