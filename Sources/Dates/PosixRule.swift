/// The rule of a POSIX `TZ` string (`CET-1CEST,M3.5.0,M10.5.0/3`), with the wider hours of RFC 8536.
struct PosixRule: Sendable, Hashable {
  /// A day of the year and the local second on it, which may lie on another day.
  struct Change: Sendable, Hashable {
    enum Day: Sendable, Hashable {
      /// 1…365, 29 February never counted.
      case julian(Int)
      /// 0…365, 29 February counted.
      case ordinal(Int)
      /// Month, week (5 is the last) and weekday (0 is Sunday).
      case nth(month: Int, week: Int, weekday: Int)
    }
    let day: Day
    let time: Int

    fileprivate var numbers: [Int64] {
      switch day {
      case .julian(let index): [1, Int64(index), Int64(time)]
      case .ordinal(let index): [2, Int64(index), Int64(time)]
      case .nth(let month, let week, let weekday):
        [3, Int64(month), Int64(week), Int64(weekday), Int64(time)]
      }
    }

    /// Seconds from the epoch to the change, by the clock that is in force before it.
    func local(in year: Int) -> Int {
      let yearStart = CivilDate(year: year, month: 1, day: 1) ?? .first
      let number: Int
      switch day {
      case .julian(let index):
        number = yearStart.dayNumber + index - 1 + (CivilDate.isLeap(year) && index >= 60 ? 1 : 0)
      case .ordinal(let index):
        number = yearStart.dayNumber + index
      case .nth(let month, let week, let weekday):
        let first = CivilDate(year: yearStart.year, month: month, day: 1) ?? yearStart
        let ahead = (weekday - first.weekday.rawValue % 7 + 7) % 7
        let length = CivilDate.days(inMonth: month, of: yearStart.year)
        var index = ahead + (week - 1) * 7
        while index >= length { index -= 7 }
        number = first.dayNumber + index
      }
      return number * 86_400 + time
    }
  }

  struct Summer: Sendable, Hashable {
    let offset: Int32
    let start: Change
    let end: Change
  }

  let standard: Int32
  let summer: Summer?

  /// All that decides the offsets.
  var numbers: [Int64] {
    guard let summer else { return [Int64(standard)] }
    return [Int64(standard), Int64(summer.offset)] + summer.start.numbers + summer.end.numbers
  }

  /// Seconds east of UTC at a moment.
  func offset(at seconds: Int64) -> Int32 {
    guard let summer else { return standard }
    let year = Instant.civil(seconds, offset: standard).date.year
    let start = Int64(summer.start.local(in: year)) - Int64(standard)
    let end = Int64(summer.end.local(in: year)) - Int64(summer.offset)
    let isSummer = start < end ? start <= seconds && seconds < end : !(end <= seconds && seconds < start)
    return isSummer ? summer.offset : standard
  }

  /// Nil when `text` is no complete rule; summer time without its dates is refused too.
  init?(_ text: String) {
    var reader = Reader(bytes: Array(text.utf8))
    guard reader.name(), let west = reader.time(limit: 24) else { return nil }
    standard = Int32(-west)
    if reader.isAtEnd {
      summer = nil
      return
    }
    guard reader.name() else { return nil }
    var offset = standard + 3600
    if !reader.isAtEnd, !reader.next(is: UInt8(ascii: ",")) {
      guard let west = reader.time(limit: 24) else { return nil }
      offset = Int32(-west)
    }
    guard reader.skip(UInt8(ascii: ",")), let start = reader.change(), reader.skip(UInt8(ascii: ",")),
      let end = reader.change(), reader.isAtEnd
    else { return nil }
    summer = Summer(offset: offset, start: start, end: end)
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position >= bytes.count }

    func next(is byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }

    mutating func skip(_ byte: UInt8) -> Bool {
      guard next(is: byte) else { return false }
      position += 1
      return true
    }

    /// `CET` or `<+03>`.
    mutating func name() -> Bool {
      let start = position
      if skip(UInt8(ascii: "<")) {
        while position < bytes.count, bytes[position] != UInt8(ascii: ">") { position += 1 }
        return skip(UInt8(ascii: ">")) && position - start > 2
      }
      while position < bytes.count {
        let letter = bytes[position] | 0x20
        guard letter >= UInt8(ascii: "a"), letter <= UInt8(ascii: "z") else { break }
        position += 1
      }
      return position - start >= 3
    }

    mutating func number(max: Int) -> Int? {
      var value = 0
      let start = position
      while position < bytes.count {
        let digit = bytes[position] &- UInt8(ascii: "0")
        guard digit < 10 else { break }
        value = value * 10 + Int(digit)
        guard value <= max else { return nil }
        position += 1
      }
      return position > start ? value : nil
    }

    /// Signed `h[:m[:s]]` in seconds.
    mutating func time(limit: Int) -> Int? {
      var sign = 1
      if skip(UInt8(ascii: "-")) { sign = -1 } else if skip(UInt8(ascii: "+")) { sign = 1 }
      guard let hours = number(max: limit) else { return nil }
      var total = hours * 3600
      if skip(UInt8(ascii: ":")) {
        guard let minutes = number(max: 59) else { return nil }
        total += minutes * 60
        if skip(UInt8(ascii: ":")) {
          guard let seconds = number(max: 59) else { return nil }
          total += seconds
        }
      }
      return sign * total
    }

    mutating func change() -> Change? {
      let day: Change.Day
      if skip(UInt8(ascii: "M")) {
        guard let month = number(max: 12), month >= 1, skip(UInt8(ascii: ".")), let week = number(max: 5),
          week >= 1, skip(UInt8(ascii: ".")), let weekday = number(max: 6)
        else { return nil }
        day = .nth(month: month, week: week, weekday: weekday)
      } else if skip(UInt8(ascii: "J")) {
        guard let index = number(max: 365), index >= 1 else { return nil }
        day = .julian(index)
      } else {
        guard let index = number(max: 365) else { return nil }
        day = .ordinal(index)
      }
      var seconds = 7200
      if skip(UInt8(ascii: "/")) {
        guard let value = time(limit: 167) else { return nil }
        seconds = value
      }
      return Change(day: day, time: seconds)
    }
  }
}
