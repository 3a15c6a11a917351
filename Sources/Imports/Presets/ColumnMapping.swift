import Dates
package import Diagnostics
package import Records
import Text

/// Why a column becomes what it becomes; the raw values must not change, because the JSON of reports carries them.
package enum ColumnReason: String, Sendable, CaseIterable {
  /// `--map` says so.
  case map
  case preset
  /// The title is a key or a label of crm's own field.
  case field
  case title
  /// The cells alone tell.
  case content
  /// Title and cells agree.
  case both
  /// Nothing recognised the column.
  case unknown
  /// The title promises what the cells do not hold.
  case contradiction
  /// The field that the title means has its column already.
  case taken
}

/// The columns of one file with what each becomes.
package struct ColumnMapping: Sendable {
  package struct Assignment: Sendable {
    package let column: Column
    package let target: ColumnTarget
    package let reason: ColumnReason
    /// False for a column without a single value.
    package let isFilled: Bool

    /// False for columns that nothing recognised.
    package var isRecognised: Bool { reason != .unknown && reason != .contradiction && reason != .taken }
  }

  package let kind: Kind
  package let assignments: [Assignment]

  /// The fields that columns become, and those by which they mention records.
  var fields: Set<String> {
    Set(
      assignments.compactMap { assignment in
        switch assignment.target {
        case .field(let key), .link(let key, _): key
        case .id, .outcome, .namePart, .item, .call, .refusal, .extra, .ignored: nil
        }
      })
  }

  /// The addresses of the columns with values that no field holds.
  package var unmapped: [String] {
    assignments.filter { !$0.isRecognised && $0.isFilled }.map(\.column.address)
  }

  /// Goes by what a person says, then by the preset, the field table, and the titles with what the cells hold; the titles
  /// of columns at the `verbatim` positions mean nothing by themselves.
  package init(
    header: Header, profiles: [ColumnProfile], kind: Kind, layout: Preset.Layout?, said: [Preset.Entry],
    snapshot: Snapshot, onlyMapped: Bool, verbatim: Set<Int> = [], isOwn: Bool = false
  ) throws(Diagnostic) {
    self.kind = kind
    var draft = MappingDraft(kind: kind, schema: snapshot.schema)
    for column in header.columns where verbatim.contains(column.position) {
      draft.refuse(column, because: .unknown)
    }
    for entry in said {
      guard let column = header.column(named: entry.key) else {
        throw ColumnMapping.unknown(entry.key, header)
      }
      draft.set(
        try ColumnTarget.parse(entry.value, kind: kind, schema: snapshot.schema), for: column, because: .map)
    }
    try draft.take(layout?.columns ?? [], header: header)
    for column in header.columns where isOwn && draft[column] == nil {
      guard let target = OwnTable.target(of: column.title, kind: kind, schema: snapshot.schema) else {
        continue
      }
      draft.set(target, for: column, because: .field)
    }
    // Columns with values choose first.
    func isFilled(_ column: Column) -> Bool {
      profiles.indices.contains(column.position) && profiles[column.position].examined > 0
    }
    let columns = header.columns.filter(isFilled) + header.columns.filter { !isFilled($0) }
    let content = ColumnContent(country: snapshot.config.country, kind: kind, schema: snapshot.schema)
    let meanings = columns.map { HeaderSynonyms.meaning(of: $0.title, kind: kind) }
    // The street of one address and the city of another make a place that does not exist.
    let address = ColumnMapping.address(zip(columns, meanings).filter { isFilled($0.0) }.map { $0.1 })
    for (column, meaning) in zip(columns, meanings) where draft[column] == nil {
      if let own = meaning?.address, own != address { draft.refuse(column, because: .taken) }
    }
    for isFirst in [true, false] {
      let round = zip(columns, meanings).filter { isFilled($0.0) == isFirst }
      for (column, _) in round where !verbatim.contains(column.position) {
        let target = ColumnMapping.declared(column.title, kind: kind, schema: snapshot.schema)
        draft.take(target, for: column, because: .field)
      }
      for certainty in [HeaderSynonyms.Certainty.certain, .weak, .needsContent] {
        for case (let column, let meaning?) in round where meaning.certainty == certainty {
          draft.take(meaning, for: column, fit: content.fit(profiles[column.position], meaning.target))
        }
      }
    }
    for column in columns where draft[column] == nil {
      guard column.hasNoTitle || HeaderSynonyms.isNeutral(column.title) else { continue }
      draft.take(content.target(of: profiles[column.position]), for: column, because: .content)
    }
    assignments = header.columns.compactMap { column -> Assignment? in
      if let found = draft[column] {
        return Assignment(
          column: column, target: found.target, reason: found.reason, isFilled: isFilled(column))
      }
      // A column without title and content is the trace of a separator at the line's end.
      guard isFilled(column) || !header.cells[column.position].isEmpty else { return nil }
      return Assignment(
        column: column, target: onlyMapped ? .ignored : .extra,
        reason: draft.refused[column.position] ?? .unknown,
        isFilled: isFilled(column))
    }
  }

  /// The address that has the most parts, a main one before others.
  private static func address(_ meanings: [HeaderSynonyms.Meaning?]) -> String? {
    var best: (rank: (Int, Int), address: String)?
    var seen: Set<String> = []
    for case let meaning? in meanings {
      guard let address = meaning.address, seen.insert(address).inserted else { continue }
      let parts = meanings.compactMap { $0 }.filter { $0.address == address }
      let rank = (parts.contains { $0.certainty == .certain } ? 1 : 0, Set(parts.map(\.target)).count)
      if let best, best.rank >= rank { continue }
      best = (rank, address)
    }
    return best?.address
  }

  private static func unknown(_ name: String, _ header: Header) -> Diagnostic {
    let titles = header.columns.map(\.address)
    return Diagnostic(
      .invalidValue, "the file has no column \"\(name)\"",
      hints: .unknown(name, among: titles, listing: "columns: ", limit: .max))
  }

  /// A column that carries a key or a label of the field table, as crm's own exports do.
  private static func declared(_ title: String, kind: Kind, schema: Schema) -> ColumnTarget? {
    let key = title.lowercased()
    let table = schema[kind]
    if let field = table[key], !ColumnTarget.isImportable(field), key != "id" { return .ignored }
    let custom = table.fields.first {
      $0.isCustom && ($0.key == key || Folding.fold($0.title) == Folding.fold(title))
    }
    if let custom {
      if case .reference(let linked) = custom.type { return .link(field: custom.key, key: linked.nameKey) }
      return .field(custom.key)
    }
    guard let field = table[key], ColumnTarget.isImportable(field) else { return nil }
    if case .reference(let linked) = field.type { return .link(field: key, key: linked.nameKey) }
    return .field(key)
  }
}

/// Targets on their way to the columns; of what has room for one column the first gets it.
private struct MappingDraft {
  let kind: Kind
  let schema: Schema
  private var found: [Int: (target: ColumnTarget, reason: ColumnReason)] = [:]
  private var taken: Set<ColumnTarget> = []
  /// Why a column that seemed to mean something has no target.
  private(set) var refused: [Int: ColumnReason] = [:]

  init(kind: Kind, schema: Schema) {
    self.kind = kind
    self.schema = schema
  }

  /// Goes by a preset: an address means one column, a title all of that title.
  mutating func take(_ entries: [Preset.Entry], header: Header) throws(Diagnostic) {
    let forms = header.columns.map { TitleForms($0.title) }
    var targets: [ColumnTarget] = []
    for entry in entries {
      let target = try ColumnTarget.parse(entry.value, kind: kind, schema: schema)
      targets.append(target)
      for column in header.columns where self[column] == nil && column.address == entry.key {
        set(target, for: column, because: .preset)
      }
    }
    for (entry, target) in zip(entries, targets) {
      let pattern = TitlePattern(entry.key)
      let isMoney = isMoney(target)
      for (column, form) in zip(header.columns, forms) where self[column] == nil {
        if pattern.matches(form, isMoney: isMoney) { set(target, for: column, because: .preset) }
      }
    }
  }

  private func isMoney(_ target: ColumnTarget) -> Bool {
    if case .field(let key) = target { schema[kind][key]?.type == .money } else { false }
  }

  subscript(column: Column) -> (target: ColumnTarget, reason: ColumnReason)? { found[column.position] }

  mutating func set(_ target: ColumnTarget, for column: Column, because reason: ColumnReason) {
    found[column.position] = (target, reason)
    if isSingle(target) { taken.insert(target) }
  }

  mutating func take(_ target: ColumnTarget?, for column: Column, because reason: ColumnReason) {
    guard let target, found[column.position] == nil else { return }
    if taken.contains(target) { return refuse(column, because: .taken) }
    // That a column is kept is not to be said as if it had a field.
    guard target != .extra else { return }
    set(target, for: column, because: reason)
  }

  /// Goes by a title, unless the cells are against it.
  mutating func take(_ meaning: HeaderSynonyms.Meaning, for column: Column, fit: ColumnContent.Fit) {
    guard found[column.position] == nil, refused[column.position] == nil else { return }
    if fit == .contradicts, meaning.certainty != .certain {
      refuse(column, because: .contradiction)
    } else {
      take(meaning.target, for: column, because: fit == .agrees ? .both : .title)
    }
  }

  mutating func refuse(_ column: Column, because reason: ColumnReason) { refused[column.position] = reason }

  /// True where a second column of the same target would have no room.
  private func isSingle(_ target: ColumnTarget) -> Bool {
    switch target {
    case .field(let key): key != "notes" && schema[kind][key]?.type.isList != true
    case .link(let field, let key):
      key == "id" || schema[kind][field]?.type.referencedKind.flatMap { schema[$0][key]?.type.isList } != true
    case .id, .outcome, .namePart, .item, .call: true
    case .refusal: false
    case .extra, .ignored: false
    }
  }
}

/// Holds what titles promise against what cells hold.
struct ColumnContent {
  enum Fit {
    /// The cells could be anything, or there are none.
    case open
    case agrees, contradicts
  }

  let country: String
  let kind: Kind
  let schema: Schema

  func fit(_ profile: ColumnProfile, _ target: ColumnTarget) -> Fit {
    guard !profile.samples.isEmpty, let field = field(target) else { return .open }
    let reads: (String) -> Bool
    switch field.type.element {
    case .email: reads = { EmailCell($0) != nil }
    case .phone: reads = isPhone
    case .link: reads = { $0.contains(".") && !$0.contains(" ") }
    case .date, .instant, .deadline: reads = { DateCell($0) != nil || ExcelSerial($0) != nil }
    case .birthday: reads = { Birthday($0, order: .dayFirst, today: .last) != nil || DateCell($0) != nil }
    case .number, .percent, .money, .integer: reads = { NumberCell($0) != nil }
    case .currency: reads = { CurrencyWord.code($0) != nil }
    case .text where field.key == "country":
      reads = { $0.unicodeScalars.contains { $0.properties.isAlphabetic } }
    default: return .open
    }
    let count = profile.samples.filter(reads).count
    return count * 2 >= profile.samples.count ? .agrees : .contradicts
  }

  private func field(_ target: ColumnTarget) -> Field? {
    switch target {
    case .field(let key): schema[kind][key]
    case .link(let link, let key): schema[kind][link]?.type.referencedKind.flatMap { schema[$0][key] }
    case .id, .outcome, .namePart, .item, .call, .refusal, .extra, .ignored: nil
    }
  }

  private func isPhone(_ text: String) -> Bool {
    guard text.utf8.filter({ (0x30...0x39).contains($0) }).count >= 5, DateCell(text) == nil else {
      return false
    }
    return PhoneCell(text, defaultRegion: country) != nil
  }

  /// What a column without a telling title holds, where that is the record's own.
  func target(of profile: ColumnProfile) -> ColumnTarget? {
    guard kind == .contact || kind == .company || kind == .lead else { return nil }
    if profile.isMostly(profile.emails) { return .field("emails") }
    if profile.isMostly(profile.phones) { return .field("phones") }
    return profile.isMostly(profile.links) && kind != .lead ? .field("links") : nil
  }
}
