/// Reads the words of a WHEN expression into a phrase; words may stand in any order that names one day and one time.
struct WhenGrammar {
  /// As the user wrote it, for messages.
  let text: String
  let words: [String]
  var position = 0
  var phrase = WhenPhrase()
  /// The last word read was `at` or its like, so that a bare number is an hour.
  var expectsClock = false

  static func parse(_ text: String) throws(WhenError) -> WhenPhrase {
    var grammar = WhenGrammar(text)
    try grammar.run()
    return grammar.phrase
  }

  private init(_ text: String) {
    self.text = text
    var words: [String] = []
    for raw in Vocabulary.fold(text).split(whereSeparator: { $0.isWhitespace || $0 == "," }) {
      // "дек." and "next-week", but neither "01.12." nor "2026-12-01".
      if raw.contains(where: \.isNumber) || !raw.contains(where: \.isLetter) {
        words.append(String(raw))
      } else {
        words.append(contentsOf: raw.split { $0 == "-" || $0 == "." }.map { String($0) })
      }
    }
    self.words = WhenGrammar.joiningWorkdays(words)
  }

  /// The words with `working days` and its like as one.
  private static func joiningWorkdays(_ words: [String]) -> [String] {
    var joined: [String] = []
    for word in words {
      if let last = joined.last, Vocabulary.isWorkday(last, word) {
        joined[joined.count - 1] = Vocabulary.workday
      } else {
        joined.append(word)
      }
    }
    return joined
  }

  func word(_ distance: Int = 0) -> String? {
    let index = position + distance
    return index < words.count ? words[index] : nil
  }

  private mutating func run() throws(WhenError) {
    // A word that needs another after it.
    var isOpen = true
    while let current = word() {
      switch current {
      case "at", "@", "в", "во", "к", "by":
        expectsClock = true
        isOpen = true
        position += 1
        continue
      case "on", "the", "до", "на", "this", "этот", "эта", "эту", "это":
        isOpen = true
        position += 1
        continue
      default: break
      }
      let before = position
      if try !readClock(), try !readDay(), try !readDistance() {
        position = before
        throw WhenGrammar.isDotted(current) ? .secondDay(current) : .unreadable(text)
      }
      (expectsClock, isOpen) = (false, false)
    }
    guard !isOpen, phrase.day != nil || phrase.clock != nil || phrase.elapsed != nil else {
      throw .unreadable(text)
    }
    if phrase.elapsed != nil, phrase.clock != nil { throw .unreadable(text) }
  }

  // MARK: Time of day

  private mutating func readClock() throws(WhenError) -> Bool {
    guard phrase.clock == nil, let current = word() else { return false }
    if current == "noon" || current == "полдень" || current == "midday" {
      phrase.clock = 43_200
      position += 1
      return true
    }
    if let (digits, half) = WhenGrammar.splitHalf(current) {
      return try take(clock: digits, half: half, words: 1)
    }
    let isHour = WhenGrammar.isNumber(current) && current.count <= 2
    let isClock = current.contains(":") && current.allSatisfy { $0.isNumber || $0 == ":" }
    guard isClock || isHour else { return false }
    if let half = word(1).flatMap(WhenGrammar.half) {
      // "через 3 дня" is read as a distance before this is reached; "в 3 дня", "завтра 3 дня" are three in the afternoon.
      if word(1) != "дня" || expectsClock || isClock || phrase.day != nil {
        return try take(clock: current, half: half, words: 2)
      }
    }
    if isHour {
      guard expectsClock || isBehindWeekday else { return false }
      if let next = word(1), Vocabulary.month(next) != nil { return false }
      let isUnit = word(1).flatMap(Vocabulary.unit) == .hour
      return try take(clock: current, half: nil, words: isUnit ? 2 : 1)
    }
    return try take(clock: current, half: nil, words: 1)
  }

  /// "mon 9" is nine o'clock.
  private var isBehindWeekday: Bool {
    guard case .weekday? = phrase.day, position > 0 else { return false }
    return Vocabulary.weekday(words[position - 1]) != nil
  }

  private enum Half { case am, pm, morning, afternoon, night }

  private static func half(_ word: String) -> Half? {
    switch word {
    case "am": .am
    case "pm": .pm
    case "утра": .morning
    case "дня", "вечера": .afternoon
    case "ночи": .night
    default: nil
    }
  }

  /// `3:30pm` into its digits and half.
  private static func splitHalf(_ word: String) -> (String, Half)? {
    guard word.hasSuffix("am") || word.hasSuffix("pm") else { return nil }
    let digits = word.dropLast(2)
    guard let first = digits.first, first.isNumber, digits.allSatisfy({ $0.isNumber || $0 == ":" }) else {
      return nil
    }
    return (String(digits), word.hasSuffix("am") ? .am : .pm)
  }

  static func isNumber(_ word: some StringProtocol) -> Bool {
    !word.isEmpty && word.allSatisfy { ("0"..."9").contains($0) }
  }

  private static func isDotted(_ word: String) -> Bool {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[1].count == 2 && parts.allSatisfy { isNumber($0) && $0.count <= 2 }
  }

  private mutating func take(clock: String, half: Half?, words count: Int) throws(WhenError) -> Bool {
    let shown = count > 1 ? words[position..<(position + count)].joined(separator: " ") : clock
    let parts = clock.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
    guard (1...3).contains(parts.count), (1...2).contains(parts[0].count), WhenGrammar.isNumber(parts[0]),
      parts.dropFirst().allSatisfy({ $0.count == 2 && WhenGrammar.isNumber($0) }),
      var hour = Int(parts[0]), let minute = parts.count > 1 ? Int(parts[1]) : 0,
      let second = parts.count > 2 ? Int(parts[2]) : 0, minute < 60, second < 60
    else { throw .noTime(shown) }
    switch half {
    case .am, .pm:
      guard (1...12).contains(hour) else { throw .noTime(shown) }
      hour = hour % 12 + (half == .pm ? 12 : 0)
    case .afternoon:
      if (1...11).contains(hour) { hour += 12 }
    case .night:
      if hour == 12 { hour = 0 }
    case .morning, nil: break
    }
    guard hour < 24 else { throw .noTime(shown) }
    phrase.clock = hour * 3600 + minute * 60 + second
    position += count
    return true
  }

  // MARK: Day

  private mutating func readDay() throws(WhenError) -> Bool {
    guard phrase.elapsed == nil, let current = word() else { return false }
    if let day = phrase.day { return try readSecondDay(beside: day, current) }
    switch current {
    case "now", "сейчас":
      phrase.elapsed = 0
      position += 1
      return true
    case "day":
      guard let way = word(1), way == "after" || way == "before",
        let base = word(2), base == (way == "after" ? "tomorrow" : "yesterday")
      else { return false }
      return set(.away(months: 0, days: way == "after" ? 2 : -2), words: 3)
    case "next", "след", "следующий", "следующая", "следующую", "следующее", "следующей", "следующем":
      guard let named = word(1) else { return false }
      if let weekday = Vocabulary.weekday(named) { return set(.weekday(weekday, .next), words: 2) }
      if named == Vocabulary.workday { return set(.workingDays(1), words: 2) }
      return WhenGrammar.period(named).map { set(.next($0), words: 2) } ?? false
    case "last", "прошлый", "прошлая", "прошлую", "прошлое", "прошлой":
      guard let weekday = word(1).flatMap(Vocabulary.weekday) else { return false }
      return set(.weekday(weekday, .last), words: 2)
    case "end", "конец", "конце", "конца", "концу":
      var count = 1
      while let filler = word(count), ["of", "the", "this", "этой", "этого"].contains(filler) { count += 1 }
      return word(count).flatMap(WhenGrammar.period).map { set(.end($0), words: count + 1) } ?? false
    default: break
    }
    if let day = WhenGrammar.days[current] { return set(day, words: 1) }
    if let weekday = Vocabulary.weekday(current) { return set(.weekday(weekday, .nearest), words: 1) }
    if try readNumberedDate(current) { return true }
    return try readMonthAndDay()
  }

  private static let days: [String: WhenPhrase.Day] = [
    "today": WhenPhrase.today, "tod": WhenPhrase.today, "сегодня": WhenPhrase.today,
    "tomorrow": .away(months: 0, days: 1), "tom": .away(months: 0, days: 1),
    "завтра": .away(months: 0, days: 1), "послезавтра": .away(months: 0, days: 2),
    "yesterday": .away(months: 0, days: -1), "вчера": .away(months: 0, days: -1),
    "позавчера": .away(months: 0, days: -2),
    "eow": .end(.week), "eom": .end(.month), "eoq": .end(.quarter), "eoy": .end(.year),
  ]

  /// A week, month, quarter or year by its word.
  private static func period(_ word: String) -> Vocabulary.Unit? {
    if word == "неделе" { return .week }
    if word == "месяце" { return .month }
    if word == "квартале" { return .quarter }
    if word == "году" { return .year }
    guard word.count > 2, let unit = Vocabulary.unit(word) else { return nil }
    switch unit {
    case .week, .month, .quarter, .year: return unit
    case .second, .minute, .hour, .day, .workday: return nil
    }
  }

  /// A weekday and its date, in either order: `mon 2026-11-30`, `5 dec, sat`.
  private mutating func readSecondDay(beside day: WhenPhrase.Day, _ current: String) throws(WhenError) -> Bool
  {
    guard phrase.weekday == nil else { return false }
    switch day {
    case .weekday(let weekday, .nearest):
      phrase.day = nil
      let isNumbered = try readNumberedDate(current)
      let isDate = try isNumbered ? true : readMonthAndDay()
      if isDate { phrase.weekday = weekday } else { phrase.day = day }
      return isDate
    case .date, .monthDay:
      guard let weekday = Vocabulary.weekday(current) else { return false }
      phrase.weekday = weekday
      position += 1
      return true
    default: return false
    }
  }

  private mutating func set(_ day: WhenPhrase.Day, words count: Int) -> Bool {
    phrase.day = day
    position += count
    return true
  }

  /// `2026-12-01`, `2026-12-01t14:00`, `01.12.2026`, `1.12`.
  private mutating func readNumberedDate(_ current: String) throws(WhenError) -> Bool {
    var dateText = Substring(current)
    if phrase.clock == nil, let separator = current.firstIndex(of: "t") { dateText = current[..<separator] }
    let isDotted = dateText.contains(".")
    var parts = dateText.split(
      omittingEmptySubsequences: false, whereSeparator: { isDotted ? $0 == "." : $0 == "-" || $0 == "/" })
    // Russian dates are also written with a closing dot.
    if isDotted, parts.count == 3, parts[2].isEmpty { parts.removeLast() }
    guard parts.allSatisfy({ WhenGrammar.isNumber($0) && $0.count <= 4 }) else { return false }
    let numbers = parts.compactMap { Int($0) }
    let date: (year: Int?, month: Int, day: Int)
    switch (isDotted, parts.count) {
    case (true, 3):
      guard parts[2].count == 4 || parts[2].count == 2 else { return false }
      date = (numbers[2] + (parts[2].count == 2 ? 2000 : 0), numbers[1], numbers[0])
    case (true, 2): date = (nil, numbers[1], numbers[0])
    case (false, 3):
      guard parts[0].count == 4 else {
        throw WhenError(
          message: "cannot tell day from month in \"\(current)\"",
          hint: "write it as 2026-12-01 or 01.12.2026")
      }
      date = (numbers[0], numbers[1], numbers[2])
    default: return false
    }
    phrase.day = try day(date, shown: String(dateText))
    if dateText.endIndex < current.endIndex {
      let clock = current[current.index(after: dateText.endIndex)...]
      let digits = clock.prefix { $0.isNumber || $0 == ":" }
      guard digits.contains(":") else { return false }
      // What follows the digits is an offset that RFC 3339 does not have, else this would not be reached.
      return try take(clock: String(digits), half: nil, words: 1) && digits.endIndex == clock.endIndex
    }
    position += 1
    return true
  }

  private func day(_ date: (year: Int?, month: Int, day: Int), shown: String) throws(WhenError)
    -> WhenPhrase.Day
  {
    if let year = date.year {
      guard (1...9999).contains(year) else { throw .tooFar(shown) }
      guard let date = CivilDate(year: year, month: date.month, day: date.day) else {
        throw .noDate(shown, month: date.month, year: year)
      }
      return .date(date)
    }
    // A leap year, so that `feb 29` passes.
    guard CivilDate(year: 2000, month: date.month, day: date.day) != nil else {
      let isClock = shown.contains(".") && date.day < 24 && (13..<60).contains(date.month)
      throw .noDate(
        shown, month: date.month, year: nil,
        hint: isClock ? WhenError.clockHint(shown) : nil)
    }
    return .monthDay(month: date.month, day: date.day)
  }

  /// `dec 5`, `5 dec`, `5th of december 2026`, `5 декабря 2026 года`.
  private mutating func readMonthAndDay() throws(WhenError) -> Bool {
    guard let first = word() else { return false }
    var count = 1
    let month: Int
    let day: Int
    if let named = Vocabulary.month(first) {
      guard let number = word(count).flatMap(WhenGrammar.ordinal) else { return false }
      (month, day) = (named, number)
    } else {
      guard let number = WhenGrammar.ordinal(first) else { return false }
      if word(count) == "of" { count += 1 }
      guard let named = word(count).flatMap(Vocabulary.month) else { return false }
      (month, day) = (named, number)
    }
    count += 1
    var year: Int?
    if let next = word(count), next.count == 4, WhenGrammar.isNumber(next) {
      year = Int(next)
      count += 1
      if let suffix = word(count), ["г", "год", "года"].contains(suffix) { count += 1 }
    }
    let shown = words[position..<(position + count)].joined(separator: " ")
    return set(try self.day((year, month, day), shown: shown), words: count)
  }

  /// `5`, `5th`, `5-го`.
  private static func ordinal(_ word: String) -> Int? {
    let digits = word.prefix { ("0"..."9").contains($0) }
    guard (1...2).contains(digits.count) else { return nil }
    switch word.dropFirst(digits.count) {
    case "", "st", "nd", "rd", "th", "-го", "го", "-е", "е", ".": return Int(digits)
    default: return nil
    }
  }
}
