/// The days off and the working weekends of a country whose government moves them every year.
///
/// They hold for a week of Monday to Friday. `known` is what the table covers; nothing follows from it for other days.
package enum WorkCalendar: String, Sendable, Hashable, CaseIterable {
  case russia = "RU"
  case kazakhstan = "KZ"

  package enum Day: Sendable, Hashable {
    case off
    /// A Saturday or Sunday that is worked in exchange for another day.
    case working
  }

  package var title: String {
    switch self {
    case .russia: "Russia"
    case .kazakhstan: "Kazakhstan"
    }
  }

  /// The days that the table covers.
  package var known: CivilInterval {
    switch self {
    case .russia: WorkCalendar.days(20_260_101, through: 20_280_109)
    case .kazakhstan: WorkCalendar.days(20_260_901, through: 20_270_107)
    }
  }

  /// What the government or the law says of a day; nil where its weekday decides, and for days that are not known.
  package func day(_ date: CivilDate) -> Day? {
    let number = (date.year * 100 + date.month) * 100 + date.day
    let (off, working) =
      switch self {
      case .russia: (WorkCalendar.russianDaysOff, WorkCalendar.russianWorkingDays)
      case .kazakhstan: (WorkCalendar.kazakhDaysOff, [])
      }
    if off.contains(number) { return .off }
    return working.contains(number) ? .working : nil
  }

  private static func days(_ first: Int, through last: Int) -> CivilInterval {
    func date(_ number: Int) -> CivilDate {
      CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100) ?? .first
    }
    return CivilInterval(from: date(first), through: date(last))
  }

  // Labour Code of Russia, article 112: 1–8 January, 23 February, 8 March, 1 and 9 May, 12 June, 4 November; one that falls
  // on a weekend moves to the next working day. The government moves the weekends of January:
  // for 2026 by its decree of 24 September 2025 (3 January to 9 January, 4 January to 31 December),
  // consultant.ru/document/cons_doc_LAW_515170; for 2027 by that of September 2026 (2 January to 5 November, 3 January
  // to 31 December, 20 February to 22 February), consultant.ru/document/cons_doc_LAW_544706.
  // Compared with PyPI holidays 0.109 (November 2026). Of 2028 only the days of the Code are known.
  private static let russianDaysOff = [
    20_260_101, 20_260_102, 20_260_103, 20_260_104, 20_260_105, 20_260_106, 20_260_107, 20_260_108,
    20_260_109,
    20_260_223, 20_260_308, 20_260_309, 20_260_501, 20_260_509, 20_260_511, 20_260_612, 20_261_104,
    20_261_231,
    20_270_101, 20_270_102, 20_270_103, 20_270_104, 20_270_105, 20_270_106, 20_270_107, 20_270_108,
    20_270_222, 20_270_223, 20_270_308, 20_270_501, 20_270_503, 20_270_509, 20_270_510, 20_270_612,
    20_270_614,
    20_271_104, 20_271_105, 20_271_231,
    20_280_101, 20_280_102, 20_280_103, 20_280_104, 20_280_105, 20_280_106, 20_280_107, 20_280_108,
  ]

  private static let russianWorkingDays = [20_270_220]

  // Law of Kazakhstan on holidays of 13 December 2001 (adilet.zan.kz/rus/docs/Z010000267_), as amended in 2026: 25 October,
  // 16 December, 1 and 2 January; 7 January by the Labour Code; one of them that falls on a weekend makes the
  // next working day free. No decree on 2027 is known yet. Compared with PyPI holidays 0.109 (November 2026).
  private static let kazakhDaysOff = [
    20_261_025, 20_261_026, 20_261_216, 20_270_101, 20_270_102, 20_270_104, 20_270_107,
  ]
}
