import Dates
import Records

/// The words of a digest in one language; `{}` is where a number or a length of time goes.
struct Phrases: Sendable {
  let language: Language
  private let late: String
  private let overLimit: String
  private let waiting: String
  private let idle: String
  private let ago: String
  let turns: String
  private let silent: String
  let neverSpoken: String
  /// The heading of what has no owner.
  let nobody: String
  /// Where there is no work for today.
  let nothingToday: String
  private let headings: String
  private let units: (day: String, hour: String, minute: String)
  private let weekdays: [String]
  private let shortWeekdays: [String]
  private let sections: [DigestSection: String]

  /// The language of a tag such as `ru` or `ru-RU`; English for one that has no words here.
  init(language tag: String) {
    let base = tag.lowercased().prefix { $0 != "-" && $0 != "_" && $0 != "." }
    switch Language(rawValue: String(base)) {
    case .russian: self = .russian
    case .kazakh: self = .kazakh
    case .english, nil: self = base == "kz" ? .kazakh : .english
    }
  }

  private init(
    _ language: Language, late: String, overLimit: String, waiting: String, idle: String, ago: String,
    turns: String, silent: String, neverSpoken: String, nobody: String, nothingToday: String,
    heading: String,
    units: (day: String, hour: String, minute: String),
    weekdays: [String], shortWeekdays: [String], sections: [DigestSection: String]
  ) {
    self.language = language
    self.late = late
    self.overLimit = overLimit
    self.waiting = waiting
    self.idle = idle
    self.ago = ago
    self.turns = turns
    self.silent = silent
    self.neverSpoken = neverSpoken
    self.nobody = nobody
    self.nothingToday = nothingToday
    headings = heading
    self.units = units
    self.weekdays = weekdays
    self.shortWeekdays = shortWeekdays
    self.sections = sections
  }

  func title(_ section: DigestSection) -> String { sections[section] ?? section.rawValue }

  /// The phrase for how late, idle or silent the items of a section are; nil for what is not about a delay.
  func delay(_ section: DigestSection) -> String? {
    switch section {
    case .overdue: late
    case .sla: overLimit
    case .leads: waiting
    case .rotting: idle
    case .closePassed: ago
    case .keepInTouch: silent
    case .today, .coming, .birthdays: nil
    }
  }

  func filled(_ template: String, _ value: String) -> String {
    guard let open = template.firstIndex(of: "{"), let close = template[open...].firstIndex(of: "}") else {
      return template
    }
    return template[..<open] + value + template[template.index(after: close)...]
  }

  /// `Digest for Tuesday, 2026-11-24`.
  func heading(_ date: CivilDate) -> String { filled(headings, day(date)) }

  /// `Tuesday, 2026-11-24`.
  func day(_ date: CivilDate) -> String { "\(Phrases.element(weekdays, date.weekday)), \(date)" }

  func shortWeekday(_ date: CivilDate) -> String { Phrases.element(shortWeekdays, date.weekday) }

  private static func element(_ names: [String], _ day: Weekday) -> String {
    names.indices.contains(day.rawValue - 1) ? names[day.rawValue - 1] : day.description
  }

  /// The largest whole unit: `2 d`, `5 h`, `20 min`.
  func duration(_ seconds: Int) -> String {
    switch seconds {
    case 86_400...: "\(seconds / 86_400) \(units.day)"
    case 3600...: "\(seconds / 3600) \(units.hour)"
    default: "\(max(seconds, 0) / 60) \(units.minute)"
    }
  }

  static let english = Phrases(
    .english, late: "{} late", overLimit: "{} over the limit", waiting: "waiting for {}",
    idle: "idle for {}",
    ago: "{} ago", turns: "turns {}", silent: "silent for {}", neverSpoken: "never spoken to",
    nobody: "no owner", nothingToday: "Nothing is left for today.",
    heading: "Digest for {}",
    units: ("d", "h", "min"),
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    shortWeekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    sections: [
      .overdue: "Overdue", .sla: "Past the time limit", .today: "Today",
      .leads: "New leads without an answer",
      .closePassed: "Close date passed", .rotting: "Rotting deals", .coming: "Coming days",
      .birthdays: "Birthdays",
      .keepInTouch: "Out of touch",
    ])

  static let russian = Phrases(
    .russian, late: "опоздание {}", overLimit: "срок превышен на {}", waiting: "ждёт {}",
    idle: "без движения {}", ago: "{} назад", turns: "исполняется {}", silent: "не общались {}",
    neverSpoken: "ещё не общались", nobody: "без ответственного",
    nothingToday: "На сегодня дел не осталось.",
    heading: "Сводка: {}", units: ("дн.", "ч", "мин"),
    weekdays: ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"],
    shortWeekdays: ["пн", "вт", "ср", "чт", "пт", "сб", "вс"],
    sections: [
      .overdue: "Просрочено", .sla: "Превышен срок", .today: "Сегодня",
      .leads: "Новые заявки без ответа",
      .closePassed: "Дата закрытия прошла", .rotting: "Сделки без движения", .coming: "Ближайшие дни",
      .birthdays: "Дни рождения", .keepInTouch: "Давно не общались",
    ])

  static let kazakh = Phrases(
    .kazakh, late: "{} кешікті", overLimit: "мерзімнен {} асты", waiting: "{} күтіп тұр",
    idle: "{} қозғалыссыз", ago: "{} бұрын", turns: "{} жасқа толады", silent: "{} хабарласпадық",
    neverSpoken: "әлі сөйлескен жоқпыз", nobody: "жауаптысы жоқ", nothingToday: "Бүгінге іс қалмады.",
    heading: "Күн шолуы: {}", units: ("күн", "сағ", "мин"),
    weekdays: ["дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"],
    shortWeekdays: ["дс", "сс", "ср", "бс", "жм", "сб", "жс"],
    sections: [
      .overdue: "Мерзімі өткен", .sla: "Мерзімнен асқан", .today: "Бүгін",
      .leads: "Жауап берілмеген жаңа өтінімдер",
      .closePassed: "Жабылу күні өтті", .rotting: "Қозғалыссыз мәмілелер", .coming: "Алдағы күндер",
      .birthdays: "Туған күндер", .keepInTouch: "Көптен хабарласпағандар",
    ])
}
