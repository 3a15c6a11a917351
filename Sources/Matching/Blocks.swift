import Records
import Text

/// Pairs of places, each kept once.
struct PairSet {
  private var pairs: [UInt64] = []
  private var limit = 1 << 20

  mutating func add(_ one: Int, _ other: Int) {
    pairs.append(UInt64(min(one, other)) << 32 | UInt64(max(one, other)))
    if pairs.count < limit { return }
    thin()
    limit = max(limit, pairs.count * 2)
  }

  private mutating func thin() {
    pairs.sort()
    var last: UInt64?
    pairs.removeAll { pair in
      defer { last = pair }
      return pair == last
    }
  }

  var sorted: [UInt64] {
    var set = self
    set.thin()
    return set.pairs
  }
}

/// Records by what a pair must agree in. A block is all records with one number made of such a thing.
///
/// Two things may have the same number: then two records are compared in vain.
struct Blocks {
  /// The number of the thing above the place of a record.
  private var entries: [UInt64] = []
  /// The same for a family name with the first letter of another word; the lowest bit of those that have an initial is 1.
  private var initials: [UInt64] = []
  private let part: UInt64
  private let parts: UInt64

  /// Takes in what falls into one of several parts.
  init(part: UInt64, of parts: UInt64) {
    self.part = part
    self.parts = parts
  }

  private static let placeBits: UInt64 = 24
  /// An address of more records is a switchboard's, a name of more is everybody's: it tells nobody from others.
  private static let limit = 400

  private mutating func add(_ thing: UInt64, _ place: Int) {
    let number = Blocks.spread(thing)
    guard number % parts == part else { return }
    entries.append(number << Blocks.placeBits | UInt64(place))
  }

  private mutating func add(initial thing: UInt64, isInitial: Bool, _ place: Int) {
    let number = Blocks.spread(thing)
    guard number % parts == part else { return }
    initials.append(number << (Blocks.placeBits + 1) | UInt64(place) << 1 | (isInitial ? 1 : 0))
  }

  /// The things of both kinds of records.
  private mutating func add(reach known: Traits, at place: Int) {
    for email in known.emails { add(Blocks.number(of: email, seed: 1), place) }
    for phone in known.phones { add(Blocks.number(of: phone.number, seed: 2), place) }
    for link in known.links { add(Blocks.number(of: link, seed: 3), place) }
  }

  mutating func add(company known: Traits, at place: Int) {
    add(reach: known, at: place)
    for host in known.hosts { add(Blocks.number(of: host, seed: 4), place) }
    if let number = known.taxID { add(Blocks.number(of: number, seed: 5), place) }
    for name in known.companyNames {
      for spelling in Blocks.spellings(of: name.key) { add(spelling &+ 6, place) }
      if name.words.count > 1 {
        add(Blocks.number(of: name.words.sorted().joined(separator: " "), seed: 7), place)
      }
    }
  }

  mutating func add(person known: Traits, at place: Int) {
    add(reach: known, at: place)
    let words = known.words
    if let company = known.company {
      for word in words { add(Blocks.number(of: word.key, seed: company.bits &+ 8), place) }
    }
    if words.count == 1 { return }
    let numbers = words.map { Blocks.number(of: $0.key, seed: 9) }
    let spellings = known.spellings
    let isAddress = words.map { word in
      words.count > 2 && (!word.forms.isEmpty || Blocks.patronymics.contains { word.key.hasSuffix($0) })
    }
    for (i, word) in words.enumerated() {
      // How people address each other, by given name and patronymic, is what thousands have in common.
      for (j, other) in words.enumerated() where i != j && !(isAddress[i] && isAddress[j]) {
        // The word as it is, the other one but for an error; or its short forms.
        if !word.isInitial, !other.isInitial {
          for spelling in spellings[j] { add(numbers[i] ^ (spelling &+ 10), place) }
          for form in other.forms { add(numbers[i] ^ Blocks.spread(UInt64(form) &+ 11), place) }
        }
        if !word.isInitial, let letter = other.key.utf8.first {
          add(initial: numbers[i] ^ Blocks.spread(UInt64(letter) &+ 12), isInitial: other.isInitial, place)
        }
      }
    }
  }

  private static let patronymics = ["ович", "евич", "ьич", "овна", "евна", "ична"].map {
    Transliteration.canonicalKey($0)
  }

  // MARK: Numbers

  /// The number of a text, the same at every run.
  private static func number(of text: String, seed: UInt64) -> UInt64 {
    FNV1a.mixed(FNV1a.start ^ spread(seed), text)
  }

  /// The numbers of a word and of all that a letter is missing from: two words an error apart have one in common.
  static func spellings(of word: String) -> [UInt64] {
    let letters = Array(word.unicodeScalars)
    func number(without gap: Int) -> UInt64 {
      var number = FNV1a.start
      for (place, letter) in letters.enumerated() where place != gap {
        number = FNV1a.mixed(number, UInt64(letter.value))
      }
      return number
    }
    let whole = number(without: -1)
    guard letters.count >= 4 else { return [whole] }
    return [whole] + letters.indices.prefix(24).map { number(without: $0) }
  }

  private static func spread(_ number: UInt64) -> UInt64 {
    var spread = number &* 0x9e37_79b9_7f4a_7c15
    spread ^= spread >> 29
    spread = spread &* 0xbf58_476d_1ce4_e5b9
    return spread ^ (spread >> 32)
  }

  // MARK: Pairs

  mutating func pairs(into pairs: inout PairSet) {
    entries.sort()
    Blocks.forEach(in: entries, shift: Blocks.placeBits) { block in
      let places = block.map { Int($0 & (1 << Blocks.placeBits - 1)) }
      for (i, place) in places.enumerated() {
        for other in places[(i + 1)...] where other != place { pairs.add(place, other) }
      }
    }
    initials.sort()
    Blocks.forEach(in: initials, shift: Blocks.placeBits + 1) { block in
      for one in block where one & 1 == 1 {
        let place = Int(one & (1 << (Blocks.placeBits + 1) - 1)) >> 1
        for entry in block {
          let other = Int(entry & (1 << (Blocks.placeBits + 1) - 1)) >> 1
          if other != place { pairs.add(place, other) }
        }
      }
    }
    entries = []
    initials = []
  }

  /// The runs of entries with the same number that have two or more and are no crowd.
  private static func forEach(in entries: [UInt64], shift: UInt64, _ body: (ArraySlice<UInt64>) -> Void) {
    var start = 0
    while start < entries.count {
      let number = entries[start] >> shift
      var end = start + 1
      while end < entries.count, entries[end] >> shift == number { end += 1 }
      if end - start > 1, end - start <= limit { body(entries[start..<end]) }
      start = end
    }
  }
}
