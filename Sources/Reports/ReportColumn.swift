import Records

/// What the values of a column are.
package enum ReportUnit: String, Sendable, Hashable, CaseIterable {
  case text, count, percent, money, days, time
  /// A number without a unit.
  case score
}

/// What a report says of one of its columns: the key in programs' formats, the title, and the unit of its values.
package struct ReportField: Sendable, Hashable {
  package enum Role: Sendable, Hashable {
    case figure
    /// It says nothing to a person while all its values are equal.
    case hiddenWhenConstant
    /// An identifier beside the name that people see.
    case forPrograms
    /// It groups the rows, and no value is a group as well.
    case grouping
  }

  package let key: String
  package let title: String
  package let unit: ReportUnit
  package let role: Role
  /// How a value is worked out, as a formula or in a few words.
  package private(set) var formula = ""
  /// What is counted: records, and the fields of theirs that decide.
  package private(set) var basis = ""
  /// What the keys of a family begin with, of which the rows decide how many columns it has; nil for a single column.
  private var family: String?
  /// The key of the family of which it is one.
  private(set) var familyKey: String?

  init(_ key: String, _ title: String, _ unit: ReportUnit, _ role: Role = .figure) {
    self.key = key
    self.title = title
    self.unit = unit
    self.role = role
  }

  func means(_ formula: String, from basis: String) -> ReportField {
    var field = self
    (field.formula, field.basis) = (formula, basis)
    return field
  }

  /// Columns whose keys are `stem` and a number from 0 up.
  static func family(_ stem: String, _ unit: ReportUnit) -> ReportField {
    var field = ReportField("\(stem)0…\(stem)N", "\(stem)0…\(stem)N", unit)
    field.family = stem
    return field
  }

  /// A regular expression for the keys of a family; nil for a single column.
  package var pattern: String? { family.map { "^\($0)(0|[1-9][0-9]*)$" } }

  /// One column of a family.
  func member(_ number: Int) -> ReportField {
    var field = ReportField("\(family ?? key)\(number)", "\(family ?? title)\(number)", unit, role)
    field.familyKey = key
    return field.means(formula, from: basis)
  }

  /// The longest family that can be asked for: a hundred years of months.
  private static let longest = 1200

  /// The number in a key of this family.
  func number(of key: String) -> Int? {
    guard let family, key.hasPrefix(family), let number = Int(key.dropFirst(family.count)),
      (0..<ReportField.longest).contains(number), key == "\(family)\(number)"
    else { return nil }
    return number
  }
}

/// A column of a report whose rows are values of `Row`: what it is called, and what it shows of a row.
struct ReportColumn<Row>: Sendable {
  let field: ReportField
  let value: @Sendable (Row) -> ReportValue
  /// For a family of columns: how many of them some rows need, and what one shows of a row.
  private var family: (length: @Sendable ([Row]) -> Int, value: @Sendable (Row, Int) -> ReportValue)?

  init(_ field: ReportField, _ value: @escaping @Sendable (Row) -> ReportValue) {
    self.field = field
    self.value = value
  }

  /// Columns `m0`, `m1` and so on for the stem `m`, as many as the rows need.
  static func family(
    _ stem: String, _ unit: ReportUnit, length: @escaping @Sendable ([Row]) -> Int,
    value: @escaping @Sendable (Row, Int) -> ReportValue
  ) -> ReportColumn {
    var column = ReportColumn(.family(stem, unit)) { _ in .missing }
    column.family = (length, value)
    return column
  }

  /// The column itself; of a family those that the rows need, and `atLeast` so many.
  func members(of rows: [Row], atLeast: Int) -> [ReportColumn] {
    guard let family else { return [self] }
    return (0..<max(family.length(rows), atLeast)).map { number in
      ReportColumn(field.member(number)) { family.value($0, number) }
    }
  }

  /// Says how the values are worked out, and from what; `--explain` and the manual show it.
  func means(_ formula: String, from basis: String) -> ReportColumn {
    var column = ReportColumn(field.means(formula, from: basis), value)
    column.family = family
    return column
  }

  static func text(
    _ key: String, _ title: String, _ role: ReportField.Role = .figure,
    _ value: @escaping @Sendable (Row) -> String?
  ) -> ReportColumn {
    ReportColumn(ReportField(key, title, .text, role)) { ReportValue(value($0)) }
  }

  static func count(
    _ key: String, _ title: String, _ value: @escaping @Sendable (Row) -> Int?
  ) -> ReportColumn {
    ReportColumn(ReportField(key, title, .count)) { value($0).map { .count($0) } ?? .missing }
  }

  static func percent(
    _ key: String, _ title: String, _ value: @escaping @Sendable (Row) -> Decimal?
  ) -> ReportColumn {
    ReportColumn(ReportField(key, title, .percent)) { ReportValue(value($0)) }
  }

  /// A number that has no unit.
  static func score(
    _ key: String, _ title: String, _ value: @escaping @Sendable (Row) -> Decimal?
  ) -> ReportColumn {
    ReportColumn(ReportField(key, title, .score)) { ReportValue(value($0)) }
  }

  static func days(
    _ key: String, _ title: String, _ value: @escaping @Sendable (Row) -> Decimal?
  ) -> ReportColumn {
    ReportColumn(ReportField(key, title, .days)) { ReportValue(value($0)) }
  }

  static func money(
    _ key: String, _ title: String, _ value: @escaping @Sendable (Row) -> MoneySum?
  ) -> ReportColumn {
    ReportColumn(ReportField(key, title, .money)) { value($0).map { .money($0) } ?? .missing }
  }

  static func pipeline(_ value: @escaping @Sendable (Row) -> String?) -> ReportColumn {
    .text("pipeline", "Pipeline", .hiddenWhenConstant, value)
      .means("the id of the deal's pipeline", from: "pipeline")
  }

  static func stageID(_ value: @escaping @Sendable (Row) -> String?) -> ReportColumn {
    .text("stage", "Stage id", .forPrograms, value)
      .means("the stage's id", from: "pipelines/")
  }
}
