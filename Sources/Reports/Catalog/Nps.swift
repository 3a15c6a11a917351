import Dates
import Diagnostics
import Records

extension Report {
  static let nps = Report(
    name: "nps", title: "Net promoter score",
    doc: """
      Answers to "would you recommend us?", the activities with nps 0 to 10, by the month of their time (all time by \
      default): promoters (9 and 10), passives (7 and 8), detractors (0 to 6), and the score: promoters less detractors, \
      as a share of the answers × 100.
      """,
    subject: .activity, options: [.period, .by, .asOf],
    whenEmpty: "nobody answered",
    columns: ScoreLine.columns
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    var answers: [ScoreAnswer] = []
    for activity in input.snapshot.records(.activity) {
      guard let points = activity["nps"]?.number, input.filter?(activity) ?? true else { continue }
      guard let at = activity["at"]?.instant else {
        omissions.add("left out: no time")
        continue
      }
      guard input.isInPeriod(at), !input.isPast || at <= input.moment else { continue }
      guard let whole = points.integer, (0...10).contains(whole) else {
        omissions.add("left out: nps is no whole number from 0 to 10")
        continue
      }
      answers.append(ScoreAnswer(activity: activity, day: input.zone.date(at), points: whole))
    }
    let kind = (one: "activity", many: "activities")
    let groups = try Groups(answers, input: input, of: kind) { answer, grouping in
      grouping.labels(of: answer.activity, month: answer.day, in: input.snapshot)
    }
    return groups.rows(totals: [ScoreLine(month: nil, answers)], notes: omissions.notes(kind)) { answers in
      Dictionary(grouping: answers, by: \.month).sorted { $0.key < $1.key }.map {
        ScoreLine(month: $0.key, $0.value)
      }
    }
  }
}

private struct ScoreAnswer {
  let activity: Record
  let day: CivilDate
  /// 0 to 10.
  let points: Int

  var month: String { String(day.description.prefix(7)) }
}

/// The answers of one month.
private struct ScoreLine {
  /// Nil in the total.
  let month: String?
  let answers: Int
  let promoters: Int
  let detractors: Int

  init(month: String?, _ answers: [ScoreAnswer]) {
    self.month = month
    self.answers = answers.count
    promoters = answers.count { $0.points >= 9 }
    detractors = answers.count { $0.points <= 6 }
  }

  /// From −100 to 100, with two decimals; nil without an answer.
  var score: Decimal? {
    Figures.quotient([Decimal(promoters - detractors), Decimal(100)], over: [Decimal(answers)], decimals: 2)
  }

  private static let basis = "activities with nps 0 to 10 in the period, by at"

  static let columns: [ReportColumn<ScoreLine>] = [
    .text("month", "Month") { $0.month }.means("the month", from: "activities, by at"),
    .count("answers", "Answers") { $0.answers }.means("number of answers", from: basis),
    .count("promoters", "Promoters") { $0.promoters }.means("answers of 9 and 10", from: basis),
    .count("passives", "Passives") { $0.answers - $0.promoters - $0.detractors }
      .means("answers of 7 and 8", from: basis),
    .count("detractors", "Detractors") { $0.detractors }.means("answers of 0 to 6", from: basis),
    .score("nps", "NPS") { $0.score }.means("(promoters − detractors) ÷ answers × 100", from: basis),
  ]
}
