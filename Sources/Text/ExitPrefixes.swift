/// What is dialled in a country to call abroad, before the calling code.
enum ExitPrefixes {
  /// The prefixes of a region in the order in which they are tried; `00` where the region has no others.
  static func of(region: String) -> [String] { byRegion[region.uppercased()] ?? usual }

  static let usual = ["00"]

  /// False for digits that begin with no prefix of any region, as nearly all numbers do.
  static func mayBegin(_ digits: String) -> Bool {
    var bytes = digits.utf8.makeIterator()
    guard let first = bytes.next(), let second = bytes.next() else { return false }
    switch (first, second) {
    // 0 and 00, 1 (Cuba), 8 (the former Soviet Union), 9 (Finland).
    case (0x30, _), (0x31, 0x31), (0x38, 0x31), (0x39, 0x39): return true
    default: return false
    }
  }

  private static let byRegion: [String: [String]] = {
    var map: [String: [String]] = [:]
    for line in table.split(separator: "\n") {
      let sides = line.split(separator: ":")
      guard sides.count == 2 else { continue }
      let prefixes = sides[1].split(separator: " ").map { String($0) }
      for region in sides[0].split(separator: " ") { map[String(region)] = prefixes }
    }
    return map
  }()

  /// Regions: their prefixes, those of single carriers included, longer ones before their own beginnings.
  private static let table = """
    US CA AG AI AS BB BM BS DM DO GD GU JM KN KY LC MP MS PR SX TC TT VC VG VI MH: 011
    AU CC CX: 0011 0014 0015 0016 0018 0019
    RU KZ BY TJ TM: 810
    UZ: 00 810
    SG: 001 002 003 008 012 013 018 019 020 021 022 023 028 030 031 032 033 038
    HK: 0030 0050 0059 001 002 006 007 008 009 00
    KR: 00345 00365 00391 00700 00727 00755 00761 00762 00766 00770 00777 001 002 003 005 006 008 009
    TH: 001 004 005 006 007 008 009
    TW: 002 005 006 007 009 019
    JP: 0033010 0061010 0041010 010
    ID: 01017 001 007 008 009
    KH: 001 004 005 006 007 008 009
    MN: 001 002
    GY: 001
    NG: 009
    KE: 000
    TZ: 000 005 006
    UG: 000 005 007
    IL: 00 012 013 014 015 016 017 018 019
    BR: 00 0012 0014 0015 0021 0022 0023 0025 0031 0041 0043 0055 0065 0099
    CO: 00414 00444 00456 005 007 009
    CU: 119
    FI AX: 00 990 991 994 996 999
    PW: 011 012
    WS: 0
    """
}
