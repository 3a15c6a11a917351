/// The English and Russian words of dates and durations; all words are folded (`fold`) before they are looked up.
enum Vocabulary {
  enum Unit: Sendable, Hashable {
    case second, minute, hour, day, workday, week, month, quarter, year
  }

  /// Lower case, `ё` as `е`.
  static func fold(_ text: String) -> String {
    var folded = ""
    for scalar in text.lowercased().unicodeScalars {
      folded.unicodeScalars.append(scalar == "ё" ? "е" : scalar)
    }
    return folded
  }

  /// A weekday's full name, its inflections, or a beginning of at least three letters (two letters in Russian).
  static func weekday(_ word: String) -> Weekday? {
    switch word {
    case "пн": return .mon
    case "вт": return .tue
    case "ср": return .wed
    case "чт": return .thu
    case "пт": return .fri
    case "сб": return .sat
    case "вс": return .sun
    default: break
    }
    guard word.count >= 3 else { return nil }
    for day in Weekday.allCases {
      let english = day.title.lowercased()
      if english.hasPrefix(word) || word == english + "s" { return day }
      let stem = russianStem(day)
      if stem.hasPrefix(word) || word.hasPrefix(stem) && word.count <= stem.count + 2 { return day }
    }
    return nil
  }

  private static func russianStem(_ day: Weekday) -> String {
    switch day {
    case .mon: "понедельник"
    case .tue: "вторник"
    case .wed: "сред"
    case .thu: "четверг"
    case .fri: "пятниц"
    case .sat: "суббот"
    case .sun: "воскресень"
    }
  }

  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]

  private static let russianMonths: [(nominative: String, genitive: String)] = [
    ("январь", "января"), ("февраль", "февраля"), ("март", "марта"), ("апрель", "апреля"), ("май", "мая"),
    ("июнь", "июня"), ("июль", "июля"), ("август", "августа"), ("сентябрь", "сентября"),
    ("октябрь", "октября"), ("ноябрь", "ноября"), ("декабрь", "декабря"),
  ]

  /// 1…12 for a month's full name (in Russian also its genitive) or a beginning of at least three letters.
  static func month(_ word: String) -> Int? {
    guard word.count >= 3 else { return nil }
    for index in 0..<12 {
      let russian = russianMonths[index]
      if months[index].lowercased().hasPrefix(word) || russian.nominative.hasPrefix(word)
        || russian.genitive.hasPrefix(word)
      {
        return index + 1
      }
    }
    return nil
  }

  /// What `3 working days` and its like are read as.
  static let workday = "wd"

  /// True for the two words of a working day: `working days`, `рабочих дня`, `раб дн`.
  static func isWorkday(_ adjective: String, _ noun: String) -> Bool {
    switch adjective {
    case "working", "work", "business", "раб", "рабочий", "рабочих", "рабочего", "рабочие", "рабочая":
      unit(noun) == .day && noun.count > 1
    default: false
    }
  }

  static func unit(_ word: String) -> Unit? {
    switch word {
    case "s", "sec", "secs", "second", "seconds", "с", "сек", "секунд", "секунда", "секунду", "секунды":
      .second
    case "m", "min", "mins", "minute", "minutes", "м", "мин", "минут", "минута", "минуту", "минуты": .minute
    case "h", "hr", "hrs", "hour", "hours", "ч", "час", "часа", "часов": .hour
    case "d", "day", "days", "д", "дн", "день", "дня", "дней", "сутки", "суток": .day
    case workday, "wds", "workday", "workdays", "рд": .workday
    case "w", "wk", "wks", "week", "weeks", "н", "нед", "неделя", "неделю", "недели", "недель": .week
    case "mo", "mos", "month", "months", "мес", "месяц", "месяца", "месяцев": .month
    case "q", "quarter", "quarters", "квартал", "квартала", "кварталов": .quarter
    case "y", "yr", "yrs", "year", "years", "г", "год", "года", "лет": .year
    default: nil
    }
  }

  /// One letter for minutes as well as for months; of more than twelve nobody means months.
  static func isOpen(_ word: String, count: Int) -> Bool { (word == "m" || word == "м") && count <= 12 }

  /// A number by its word, one to twelve and the next tens, in the cases that stand before a unit.
  static func count(_ word: String) -> Int? { counts[word] }

  private static let counts: [String: Int] = {
    var map: [String: Int] = [:]
    for line in countWords.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let number = words.first.flatMap({ Int($0) }) else { continue }
      for word in words.dropFirst() { map[String(word)] = number }
    }
    return map
  }()

  private static let countWords = """
    1 one один одна одну одного
    2 two два две двух пару пара
    3 three три трех
    4 four четыре четырех
    5 five пять пяти
    6 six шесть шести
    7 seven семь семи
    8 eight восемь восьми
    9 nine девять девяти
    10 ten десять десяти
    11 eleven одиннадцать одиннадцати
    12 twelve двенадцать двенадцати
    14 fourteen четырнадцать четырнадцати
    15 fifteen пятнадцать пятнадцати
    20 twenty двадцать двадцати
    30 thirty тридцать тридцати
    40 forty сорок сорока
    60 sixty шестьдесят шестидесяти
    90 ninety девяносто
    """

  /// Splits `1h30m` into its numbers and unit words; nil when the text is not wholly made of such pairs.
  static func amounts(_ text: some StringProtocol) -> [(count: Int, unit: String)]? {
    var result: [(count: Int, unit: String)] = []
    var rest = Substring(text)
    while !rest.isEmpty {
      let digits = rest.prefix { ("0"..."9").contains($0) }
      rest = rest.dropFirst(digits.count)
      let word = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(word.count)
      // Six digits reach past the calendar in any unit of a day or longer, and fit every sum.
      guard digits.count <= 6, let count = Int(digits), !word.isEmpty else { return nil }
      result.append((count, String(word)))
    }
    return result.isEmpty ? nil : result
  }
}
