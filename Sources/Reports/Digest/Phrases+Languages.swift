import Records

extension Phrases {
  static let english = Phrases(
    .english,
    Remarks(
      late: "{} late", overLimit: "{} over the limit", waiting: "waiting for {}", idle: "idle for {}",
      ago: "{} ago", turns: "turns {}", silent: "silent for {}", neverSpoken: "never spoken to"),
    Frame(
      heading: "Digest for {}", nobody: "no owner", nothingToday: "Nothing is left for today.",
      done: "Done since {}",
      elsewhere: nil),
    Units(day: ["d"], hour: "h", minute: "min", year: ["year", "years"]),
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    shortWeekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    sections: [
      .overdue: "Overdue", .sla: "Past the time limit", .today: "Today",
      .leads: "New leads without an answer", .invoices: "Unpaid invoices", .closePassed: "Close date passed",
      .rotting: "Rotting deals",
      .coming: "Coming days", .birthdays: "Birthdays", .anniversaries: "Anniversaries",
      .keepInTouch: "Out of touch",
    ],
    singles: [
      .leads: "New lead without an answer", .invoices: "Unpaid invoice", .rotting: "Rotting deal",
      .birthdays: "Birthday",
      .anniversaries: "Anniversary",
    ],
    occasions: [:])

  static let russian = Phrases(
    .russian,
    Remarks(
      late: "опоздание {}", overLimit: "срок превышен на {}", waiting: "ждёт {}", idle: "без движения {}",
      ago: "{} назад", turns: "исполняется {years}", silent: "не общались {}",
      neverSpoken: "ещё не общались"),
    Frame(
      heading: "Сводка: {}", nobody: "без ответственного", nothingToday: "На сегодня дел не осталось.",
      done: "Сделано с этого дня: {}",
      elsewhere: "у клиента"),
    Units(day: ["день", "дня", "дней"], hour: "ч", minute: "мин", year: ["год", "года", "лет"]),
    weekdays: ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"],
    shortWeekdays: ["пн", "вт", "ср", "чт", "пт", "сб", "вс"],
    sections: [
      .overdue: "Просрочено", .sla: "Превышен срок", .today: "Сегодня",
      .leads: "Новые заявки без ответа", .invoices: "Неоплаченные счета",
      .closePassed: "Дата закрытия прошла",
      .rotting: "Сделки без движения", .coming: "Ближайшие дни", .birthdays: "Дни рождения",
      .anniversaries: "Годовщины", .keepInTouch: "Давно не общались",
    ],
    singles: [
      .leads: "Новая заявка без ответа", .invoices: "Неоплаченный счёт", .rotting: "Сделка без движения",
      .birthdays: "День рождения",
      .anniversaries: "Годовщина",
    ],
    occasions: [
      "founded": "основание", "wedding": "свадьба", "wedding day": "свадьба", "anniversary": "годовщина",
    ])

  static let kazakh = Phrases(
    .kazakh,
    Remarks(
      late: "{} кешікті", overLimit: "мерзімнен {} асты", waiting: "{} күтіп тұр", idle: "{} қозғалыссыз",
      ago: "{} бұрын", turns: "{} жасқа толады", silent: "{} хабарласпадық",
      neverSpoken: "әлі сөйлескен жоқпыз"),
    Frame(
      heading: "Күн шолуы: {}", nobody: "жауаптысы жоқ", nothingToday: "Бүгінге іс қалмады.",
      done: "Осы күннен бері жасалды: {}",
      elsewhere: "клиентте"),
    Units(day: ["күн"], hour: "сағ", minute: "мин", year: ["жыл"]),
    weekdays: ["дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"],
    shortWeekdays: ["дс", "сс", "ср", "бс", "жм", "сб", "жс"],
    sections: [
      .overdue: "Мерзімі өткен", .sla: "Мерзімнен асқан", .today: "Бүгін",
      .leads: "Жауап берілмеген жаңа өтінімдер", .invoices: "Төленбеген шоттар",
      .closePassed: "Жабылу күні өтті",
      .rotting: "Қозғалыссыз мәмілелер", .coming: "Алдағы күндер", .birthdays: "Туған күндер",
      .anniversaries: "Мерейтойлар", .keepInTouch: "Көптен хабарласпағандар",
    ],
    singles: [
      .leads: "Жауап берілмеген жаңа өтінім", .invoices: "Төленбеген шот", .rotting: "Қозғалыссыз мәміле",
      .birthdays: "Туған күн",
      .anniversaries: "Мерейтой", .keepInTouch: "Көптен хабарласпаған",
    ],
    occasions: [
      "founded": "құрылған күні", "wedding": "үйлену тойы", "wedding day": "үйлену тойы",
      "anniversary": "мерейтой",
    ])
}
