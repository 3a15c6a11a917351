/// How a word was found, the strongest way first. The raw values stand in JSON and must not change.
package enum MatchReason: String, Sendable, Hashable, CaseIterable, Comparable {
  case exact, word, phone, prefix, synonym
  case shortName = "short_name"
  case transliteration, layout, typo

  private var order: Int {
    switch self {
    case .exact: 0
    case .word: 1
    case .phone: 2
    case .prefix: 3
    case .synonym: 4
    case .shortName: 5
    case .transliteration: 6
    case .layout: 7
    case .typo: 8
    }
  }

  package static func < (a: MatchReason, b: MatchReason) -> Bool { a.order < b.order }
}

/// What one match is worth, in thousandths.
struct Grade: Sendable, Hashable {
  var score: Int
  var reason: MatchReason

  static let word = Grade(score: 850, reason: .word)
  static let phone = Grade(score: 780, reason: .phone)
  /// The letters of a word, written together or apart.
  static let compound = Grade(score: 720, reason: .word)
  static let compoundPrefix = Grade(score: 660, reason: .prefix)
  static let prefix = Grade(score: 700, reason: .prefix)
  static let synonym = Grade(score: 640, reason: .synonym)
  static let synonymPrefix = Grade(score: 630, reason: .synonym)
  static let shortName = Grade(score: 610, reason: .shortName)
  static let shortNameInOtherScript = Grade(score: 580, reason: .shortName)
  static let transliteration = Grade(score: 500, reason: .transliteration)
  static let transliterationPrefix = Grade(score: 470, reason: .transliteration)
  static let layout = Grade(score: 500, reason: .layout)
  static let layoutPrefix = Grade(score: 470, reason: .layout)
  static let layoutShortName = Grade(score: 450, reason: .layout)
  static let layoutTransliteration = Grade(score: 450, reason: .layout)
  static let layoutTransliterationPrefix = Grade(score: 440, reason: .layout)

  /// Every match by a typing error stays below all others, those in names referred to included.
  static func typo(distance: Int, isBeginning: Bool, isOtherScript: Bool, isLayout: Bool, isHead: Bool)
    -> Grade
  {
    var score = isBeginning ? 270 : 350
    score -= 50 * (distance - 1)
    if isOtherScript { score -= 20 }
    if isLayout { score -= 40 }
    // People seldom miss the first letter.
    if isHead { score -= 15 }
    return Grade(score: score, reason: .typo)
  }

  /// What a match in the name of a record referred to is worth less.
  static let related = 70
  /// The whole field, its words in another order, or without the company's legal form.
  static let exact = 1000
  static let permuted = 950
  static let withoutLegalForm = 960
}
