import Dates
package import JSON
import Output
import Records

extension ReportUnit {
  /// What a value of the unit is in JSON; what is not known is null.
  var type: JSONType {
    switch self {
    case .text: .optional(.text)
    case .count: .optional(.integer)
    case .percent, .days, .score: .optional(.number)
    case .money: .optional(.list(.object(MoneySum.entry.schema)))
    case .time: .optional(.moment)
    }
  }
}

extension MoneySum {
  fileprivate static let entry = ObjectSchema<(currency: String, amount: Decimal)>(
    "sum", "A sum of one currency.",
    [
      Member("amount", .decimal, "The sum, with all decimals of the currency.") {
        .string($0.amount.description)
      }, .text("currency", "Its code.") { $0.currency },
    ])
}

extension ReportValue {
  var json: JSONValue {
    switch self {
    case .missing: .null
    case .text(let text): .string(text)
    case .count(let count): .integer(count)
    case .number(let number): .number(number.description)
    case .time(let instant), .day(_, let instant): .string(instant.description)
    case .money(let sum): .array(sum.entries.map(MoneySum.entry.json))
    }
  }
}

extension ReportField {
  fileprivate static let schema = ObjectSchema<ReportField>(
    "column", "A column of a report.",
    [
      .text("key", "The member of a row that has its values.") { $0.key },
      .text("title", "What people read above it.") { $0.title },
      Member("unit", .choice(ReportUnit.allCases.map(\.rawValue)), "What its values are.") {
        .string($0.unit.rawValue)
      },
    ])

  /// The rows of a report with these columns.
  fileprivate static func row(_ fields: [ReportField]) -> ObjectSchema<[ReportValue]> {
    ObjectSchema(
      "row", "A row of the report.",
      fields.enumerated().filter { $0.element.pattern == nil }.map { place, field in
        Member(field.key, field.unit.type, field.title) { $0[place].json }
      },
      patterns: fields.compactMap { field in
        field.pattern.map { MemberPattern($0, field.unit.type, field.title) }
      })
  }
}

extension Report {
  /// The JSON Schema of the report when it is split by this.
  package func schema(by grouping: String?) -> JSONValue {
    ReportResult.schema(rows: .object(ReportField.row(fields(by: grouping)).schema)).schema
  }

  /// That of any report.
  package static let schema = ReportResult.anySchema.schema
}

extension ReportResult {
  static let period = ObjectSchema<CivilInterval>(
    "period", "The days that a report is about; an open side is null.",
    [
      Member("from", .optional(.date), "The first day.") {
        $0.start == .first ? .null : .string($0.start.description)
      },
      Member("to", .optional(.date), "The last day.") {
        $0.end == .last ? .null : .string($0.lastDay.description)
      },
    ])

  fileprivate static func schema(rows: JSONType) -> ObjectSchema<ReportResult> {
    ObjectSchema(
      "report", "Numbers about deals, tasks and people.",
      [
        .text("report", "The name by which it is asked for.") { $0.name },
        .text("title", "What people read above it.") { $0.title },
        .object("period", "The days that it is about; null for all time.", period) { $0.period },
        .optionalText("pipeline", "The id of the one pipeline that it is about; null for all.") {
          $0.pipeline
        },
        .objects("columns", "The members of a row, in order.", ReportField.schema) { $0.columns },
        Member("rows", .list(rows), "What was counted, a row an object.") { .array($0.objects) },
        Member("totals", .list(rows), "Sums and the like over the rows, in the same columns.") {
          .array($0.totals.map(ReportField.row($0.columns).json))
        }, .texts("notes", "Sentences: what was left out or assumed, and how many records.") { $0.notes },
      ])
  }

  /// That of any report, and what makes its JSON.
  static let anySchema = schema(rows: .map(.either(ReportUnit.allCases.map(\.type))))

  /// By unit: `text` and `time` (RFC 3339) are strings; `count`, `percent` and `days` numbers; `money` an array of
  /// `{amount, currency}` by currency, the amount a string decimal, `[]` for none. What is not known is null. Both days
  /// of a period belong to it. The keys must not change, because scripts read them.
  package var json: JSONValue { ReportResult.schema(rows: .map(.text)).json(self) }

  /// A row an object with the columns' keys.
  package var objects: [JSONValue] { rows.map(ReportField.row(columns).json) }
}
