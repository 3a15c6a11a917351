/// What encoding a text is in, by its marks, its bytes, and the words that they make.
package enum EncodingGuess: Sendable, Hashable {
  /// A byte order mark, zeros between the letters, or UTF-8: nothing else looks like it.
  case certain(TextEncoding, mark: Int)
  /// The code page in which the words are words of a language; nothing in the file says so.
  case likely(TextEncoding)
  /// The words make no sense in any code page that is known here.
  case unknown

  package init(_ bytes: [UInt8]) {
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) {
      self = .certain(.utf8, mark: 3)
    } else if bytes.starts(with: [0xff, 0xfe]) {
      self = .certain(.utf16LittleEndian, mark: 2)
    } else if bytes.starts(with: [0xfe, 0xff]) {
      self = .certain(.utf16BigEndian, mark: 2)
    } else if let wide = EncodingGuess.wide(bytes.prefix(4096)) {
      self = .certain(wide, mark: 0)
    } else {
      let scan = UTF8Scan(bytes[...])
      // Other encodings hardly ever form sequences of UTF-8, and never mostly.
      if scan.strays == 0 || (scan.sequences > 0 && scan.sequences >= scan.strays) {
        self = .certain(.utf8, mark: 0)
      } else {
        self = PageGuess(bytes[(scan.firstHigh ?? 0)...]).answer
      }
    }
  }

  /// Separators and line breaks leave a zero in every other byte of UTF-16, whatever the script.
  private static func wide(_ head: ArraySlice<UInt8>) -> TextEncoding? {
    guard head.count >= 8 else { return nil }
    var zeros = (even: 0, odd: 0)
    for (position, byte) in head.enumerated() where byte == 0 {
      if position % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    // The upper halves of alphabetic text are small numbers; of bytes taken for halves many are letters.
    func areUpper(_ parity: Int) -> Bool {
      let halves = head.enumerated().filter { $0.offset % 2 == parity }
      return halves.filter { $0.element < 0x30 }.count * 20 >= halves.count * 19
    }
    let half = head.count / 2
    if zeros.odd * 8 >= half, zeros.even * 8 < zeros.odd, areUpper(1) { return .utf16LittleEndian }
    if zeros.even * 8 >= half, zeros.odd * 8 < zeros.even, areUpper(0) { return .utf16BigEndian }
    return nil
  }
}

/// Weighs code pages by the words that they make of the bytes.
///
/// A word counts for a page when all its letters beyond ASCII are of one language's alphabet, it mixes no scripts, and
/// its capitals are where capitals are. Cyrillic pages, whose letters are the same in another order, are told apart by
/// how usual the letters are.
private struct PageGuess {
  private struct Score {
    let page: CodePage
    var letters = 0
    var usage = 0
    /// Some word has both capital and small letters.
    var isMixed = false
  }

  /// How many bytes are looked at, and how many different words.
  private static let byteLimit = 1 << 18
  private static let wordLimit = 4000

  let answer: EncodingGuess

  init(_ bytes: ArraySlice<UInt8>) {
    let words = PageGuess.words(bytes.prefix(PageGuess.byteLimit))
    var scores: [Score] = []
    for (page, languages) in PageAlphabets.candidates {
      var score = Score(page: page)
      let upper = page.upper
      for word in words {
        guard let found = PageGuess.weigh(word, upper, languages) else { continue }
        score.letters += found.letters
        score.usage += found.usage
        score.isMixed = score.isMixed || found.isMixed
      }
      // Letters of another script, read as Cyrillic, are mostly rare ones, and of one case.
      let least = score.isMixed ? PageAlphabets.leastUsage : PageAlphabets.leastUsageOfOneCase
      if page.isCyrillic, score.usage < score.letters * least { score.letters = 0 }
      scores.append(score)
    }
    // A byte by itself is no word.
    let total = words.reduce(0) { $0 + ($1.count > 1 ? $1.filter { $0 >= 0x80 }.count : 0) }
    guard let most = scores.map(\.letters).max(), most > 0 else {
      // Signs alone, such as £ or °, are of the most usual page; letters that form no word are of none.
      answer = PageGuess.areSigns(words) ? .likely(.windows1252) : .unknown
      return
    }
    guard most * 10 >= total * 6 else {
      answer = .unknown
      return
    }
    let near = scores.filter { $0.letters * 100 >= most * 97 }
    let first = near[0]
    let best =
      first.page.isCyrillic
      ? near.filter(\.page.isCyrillic).reduce(first) { $1.usage > $0.usage ? $1 : $0 } : first
    answer = .likely(.page(best.page))
  }

  /// The different words that have a byte above 0x7F.
  private static func words(_ bytes: ArraySlice<UInt8>) -> [[UInt8]] {
    var seen: Set<[UInt8]> = []
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    var isHigh = false
    for byte in bytes {
      if byte >= 0x80 || (0x61...0x7a).contains(byte | 0x20) {
        word.append(byte)
        isHigh = isHigh || byte >= 0x80
        continue
      }
      if isHigh, words.count < wordLimit, seen.insert(word).inserted { words.append(word) }
      word.removeAll(keepingCapacity: true)
      isHigh = false
    }
    if isHigh, words.count < wordLimit, seen.insert(word).inserted { words.append(word) }
    return words
  }

  private static func weigh(_ word: [UInt8], _ upper: [UInt16], _ languages: [Set<UInt16>]) -> (
    letters: Int, usage: Int, isMixed: Bool
  )? {
    var codes = word.map { $0 < 0x80 ? UInt16($0) : upper[Int($0 - 0x80)] }[...]
    while let code = codes.first, PageAlphabets.marks.contains(code) { codes.removeFirst() }
    while let code = codes.last, PageAlphabets.marks.contains(code) { codes.removeLast() }
    let high = codes.filter { $0 >= 0x80 }
    guard !high.isEmpty, codes.count > 1, isShaped(codes) else { return nil }
    let lower = high.map(lowercased)
    guard languages.contains(where: { language in lower.allSatisfy { language.contains($0) } }) else {
      return nil
    }
    guard high.contains(where: { $0 >= 0x400 }) else { return (high.count, 0, false) }
    // Latin and Cyrillic letters meet in no word.
    guard high.count == codes.count else { return nil }
    let isMixed = lower[0] != high[0] && high.count > 1 && lower.dropFirst().elementsEqual(high.dropFirst())
    return (high.count, lower.reduce(0) { $0 + PageAlphabets.usage[$1, default: 3] }, isMixed)
  }

  /// All small, all capital, or a capital first.
  private static func isShaped(_ codes: ArraySlice<UInt16>) -> Bool {
    let cases = codes.compactMap { code -> Bool? in
      guard let scalar = Unicode.Scalar(code), code != 0xdf else { return nil }
      let properties = scalar.properties
      return properties.isUppercase ? true : properties.isLowercase ? false : nil
    }
    let rest = cases.dropFirst()
    return rest.allSatisfy { !$0 } || cases.allSatisfy { $0 }
  }

  private static func lowercased(_ code: UInt16) -> UInt16 {
    guard let scalar = Unicode.Scalar(code) else { return code }
    let lower = scalar.properties.lowercaseMapping.utf16
    return lower.count == 1 ? lower.first ?? code : code
  }

  /// True where the bytes are no letters of the most usual page: £, °, ½.
  private static func areSigns(_ words: [[UInt8]]) -> Bool {
    let upper = CodePage.windows1252.upper
    return words.joined().allSatisfy { byte in
      byte < 0x80 || Unicode.Scalar(upper[Int(byte - 0x80)])?.properties.isAlphabetic != true
    }
  }
}

extension CodePage {
  fileprivate var isCyrillic: Bool {
    switch self {
    case .windows1251, .koi8R, .koi8U, .cp866, .macCyrillic: true
    default: false
    }
  }
}

/// The letters beyond ASCII of the languages that each page was made for.
private enum PageAlphabets {
  /// The likelier page first.
  static let candidates: [(page: CodePage, languages: [Set<UInt16>])] = [
    (.windows1252, western), (.windows1251, cyrillic), (.windows1250, central), (.iso88592, central),
    (.koi8R, cyrillic), (.cp866, cyrillic), (.koi8U, cyrillic), (.macCyrillic, cyrillic),
    (.windows1254, [letters("çğıöşüâîû")]), (.windows1257, baltic), (.macRoman, western),
    (.cp850, western), (.cp852, central),
  ]

  private static let western = [
    "äöüß", "àâæçéèêëîïôœùûüÿ", "áéíñóúüªº", "áâãàçéêíóôõúüªº", "àèéìíòóùú", "éëïóöüáè", "åäöé", "æøåéöä",
    "áðéíóúýþæö", "çëéàèïíóòúü",
  ].map(letters)

  private static let central = [
    "ąćęłńóśźż", "áčďéěíňóřšťúůýžöü", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšžéöü", "ăâîşţ", "äöüßé",
  ].map(letters)

  private static let baltic = ["ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž"].map(letters)

  private static let cyrillic = [
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "абвгдеёжзійклмнопрстуўфхцчшыьэюя", "абвгдђежзијклљмнњопрстћуфхцчџш",
  ].map(letters)

  private static func letters(_ text: String) -> Set<UInt16> { Set(text.utf16) }

  /// Quotation marks, dashes and such, which touch words.
  static let marks = Set("«»„“”‘’‚‹›–—…\u{a0}№·•®™©§¿¡".utf16)

  /// Of a thousand letters of Russian and Ukrainian text, about so many are this one.
  static let usage: [UInt16: Int] = {
    let counts: [(Character, Int)] = [
      ("о", 105), ("е", 82), ("а", 85), ("и", 72), ("н", 67), ("т", 58), ("с", 52), ("р", 50), ("в", 46),
      ("л", 44), ("к", 38), ("м", 32), ("д", 30), ("п", 26), ("у", 28), ("я", 22), ("ы", 16), ("ь", 16),
      ("г", 17), ("з", 17), ("б", 16), ("ч", 13), ("й", 13), ("х", 9), ("ж", 9), ("ш", 8), ("ю", 7), ("ц", 5),
      ("щ", 4), ("э", 3), ("ф", 4), ("ъ", 1), ("ё", 4), ("і", 40), ("ї", 6), ("є", 5), ("ґ", 1),
    ]
    return counts.reduce(into: [:]) { table, entry in
      for code in entry.0.utf16 { table[code] = entry.1 }
    }
  }()

  /// The mean usage that words of a Cyrillic language reach.
  static let leastUsage = 33
  static let leastUsageOfOneCase = 48
}
