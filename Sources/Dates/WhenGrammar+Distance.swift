extension WhenGrammar {
  /// `+2d`, `+3wd`, `1h30m`, `in 3 hours`, `in a month`, `через две недели`, `2 days ago`, `час назад`.
  mutating func readDistance() throws(WhenError) -> Bool {
    guard phrase.day == nil, phrase.elapsed == nil else { return false }
    // "в 3 часа" was read as a time of day; what is left after "в" is no distance.
    guard !expectsClock else { return false }
    var sign = 1
    var isIntroduced = true
    switch word() {
    case "in", "через", "+": position += 1
    case "-":
      sign = -1
      position += 1
    default: isIntroduced = false
    }
    var total = Distance()
    var isFirst = true
    var isJoined = false
    while let current = word() {
      var body = current
      if isFirst, let mark = body.first, mark == "+" || mark == "-", body.count > 1 {
        sign = mark == "-" ? -1 : 1
        body.removeFirst()
      }
      guard let count = try readAmount(body, isIntroduced: isIntroduced, into: &total) else { break }
      position += count
      isFirst = false
      isJoined = false
      if word() == "and" || word() == "и" {
        position += 1
        isJoined = true
      }
    }
    guard !isFirst, !isJoined else { return false }
    if word() == "ago" || word() == "назад" {
      sign = -1
      position += 1
    }
    if let count = total.workdays {
      guard total.months == 0, total.days == 0 else { throw .unreadable(text) }
      phrase.day = .workingDays(count * sign)
    } else if total.months != 0 || total.days != 0 || total.seconds == nil {
      phrase.day = .distance(months: total.months * sign, days: total.days * sign)
    }
    phrase.elapsed = total.seconds.map { $0 * sign }
    return true
  }

  private struct Distance {
    var months = 0
    var days = 0
    /// Nil while nothing shorter than a day was named.
    var seconds: Int?
    /// Nil while no working days were named.
    var workdays: Int?

    mutating func add(_ count: Int, _ unit: Vocabulary.Unit) {
      switch unit {
      case .second, .minute, .hour: seconds = (seconds ?? 0) + count * (Span.seconds(in: unit) ?? 0)
      case .day: days += count
      case .workday: workdays = (workdays ?? 0) + count
      case .week: days += count * 7
      case .month: months += count
      case .quarter: months += count * 3
      case .year: months += count * 12
      }
    }
  }

  /// Adds what stands at the position, of which `body` is the first word without its sign; the words it took, or
  /// nil when there is no amount.
  private func readAmount(_ body: String, isIntroduced: Bool, into total: inout Distance) throws(WhenError)
    -> Int?
  {
    switch body {
    case "полчаса":
      total.add(30, .minute)
      return 1
    case "полгода":
      total.add(6, .month)
      return 1
    case "half":
      let article = word(1) == "an" || word(1) == "a" ? 2 : 1
      guard word(article).flatMap(Vocabulary.unit) == .hour else { return nil }
      total.add(30, .minute)
      return article + 1
    case "a", "an":
      if word(1) == "couple" {
        let filler = word(2) == "of" ? 3 : 2
        guard let unit = word(filler).flatMap(Vocabulary.unit) else { return nil }
        total.add(2, unit)
        return filler + 1
      }
      guard let unit = word(1).flatMap(Vocabulary.unit) else { return nil }
      total.add(1, unit)
      return 2
    case "полтора", "полторы":
      guard word(1).flatMap(Vocabulary.unit) == .hour else { return nil }
      total.add(90, .minute)
      return 2
    default: break
    }
    if let count = Vocabulary.count(body) {
      guard let unit = word(1).flatMap(Vocabulary.unit) else { return nil }
      total.add(count, unit)
      return 2
    }
    if WhenGrammar.isNumber(body) {
      guard let unit = word(1).flatMap(Vocabulary.unit) else { return nil }
      guard body.count <= 6, let count = Int(body) else { throw .tooFar(text) }
      if let letter = word(1), total.seconds == nil, Vocabulary.isOpen(letter, count: count) {
        throw .openUnit(body, letter)
      }
      total.add(count, unit)
      return 2
    }
    if body.first?.isNumber == true {
      guard let amounts = Vocabulary.amounts(body) else { return nil }
      var sum = total
      for (count, word) in amounts {
        guard let unit = Vocabulary.unit(word) else { return nil }
        if sum.seconds == nil, Vocabulary.isOpen(word, count: count) { throw .openUnit(String(count), word) }
        sum.add(count, unit)
      }
      total = sum
      return 1
    }
    // "через час", "неделю назад": a unit alone is one of it. One letter alone is none.
    guard isIntroduced || word(1) == "ago" || word(1) == "назад", body.count > 1,
      let unit = Vocabulary.unit(body)
    else { return nil }
    total.add(1, unit)
    return 1
  }
}
