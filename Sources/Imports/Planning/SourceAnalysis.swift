import Dates
import Diagnostics
import Records
import Text

/// What a source holds, found out before any row is planned.
struct SourceAnalysis: Sendable {
  let header: Header
  let kind: Kind
  /// The preset in use, with the layout that fits.
  let preset: Preset
  let layout: Preset.Layout?
  let mapping: ColumnMapping
  let decoder: RowDecoder
  /// How many rows come after the header, blank ones included.
  let rows: Int
  /// Lines that are no rows of the table, and what they are instead.
  let footers: [Place: String]
  /// The first cell of each column that is not empty.
  private let samples: [String?]
  /// What was mended or guessed while the rows were read.
  let warnings: [ImportWarning]
  /// Set for a table that crm wrote itself.
  let own: OwnTable?
  /// The fields that such a table speaks of; nil for all.
  let ownFields: Set<String>?
  /// What rows must have that are of the kind; nil where all are.
  private let selection: RowSelection?

  /// Reads the source once to its end: the order of day and month is proven by any row.
  init(
    _ source: RowSource, request: ImportRequest, presets: [Preset], snapshot: Snapshot,
    progress: PlanProgress? = nil
  ) throws(Diagnostic) {
    let named = try request.preset.map { name throws(Diagnostic) in
      try SourceAnalysis.preset(named: name, among: presets)
    }
    let bare = try SourceAnalysis.bare(source, named: named, among: presets)
    let header: Header
    if let titles = bare?.layout.titles {
      header = Header(titles: titles)
    } else {
      header = try SourceAnalysis.header(of: source, presets: presets)
    }
    let detected =
      named == nil ? bare ?? Presets.detect(header, kind: request.kind, among: presets) : nil
    let preset = named ?? detected?.preset ?? Presets.generic
    let known =
      named.flatMap { bare?.layout ?? SourceAnalysis.layout(of: $0, header: header) } ?? detected?.layout
    let survey = try Survey(
      source, header: header, preset: preset, countingCompanies: request.kind == nil && known == nil,
      progress: progress)
    let profiles = survey.profiles
    samples = profiles.map(\.samples.first)
    let own =
      named == nil && detected == nil
      ? OwnTable(
        header, profiles, isGuarded: source.dialect != nil, isWhole: source.facts.kind != nil,
        schema: snapshot.schema) : nil
    let kind: Kind
    if let said = request.kind {
      kind = said
    } else if let only = own?.kind {
      kind = only
    } else if let known {
      kind = known.kind
    } else if let own = source.facts.kind {
      kind = own
    } else {
      kind = try KindEvidence(
        header: header, profiles: profiles, file: request.file, country: snapshot.config.country
      ).kind()
    }
    let layout = preset.layout(for: kind)
    let mapping = try ColumnMapping(
      header: header, profiles: profiles, kind: kind, layout: layout, said: request.columns,
      snapshot: snapshot, onlyMapped: request.onlyMapped || preset.onlyMapped,
      verbatim: source.facts.verbatim, isOwn: own?.kinds.contains(kind) == true)
    self.own = own?.kinds.contains(kind) == true ? own : nil
    ownFields = own?.isWhole == true ? nil : mapping.fields
    self.header = header
    self.kind = kind
    self.preset = preset
    self.layout = layout
    self.mapping = mapping
    rows = survey.rows
    footers = (own == nil ? survey.footers.lines : [:]).merging(source.facts.passedOver(as: kind)) { own, _ in
      own
    }
    warnings =
      source.facts.notices + survey.warnings(header)
      + LostZeros.warnings(mapping, firstNumbers: survey.firstNumbers, schema: snapshot.schema)
    selection = layout?.only.flatMap { RowSelection($0, header: header, among: preset.layouts) }
    decoder = try RowDecoder(
      mapping: mapping, width: header.columns.count,
      formats: self.own == nil
        ? try SourceAnalysis.formats(mapping, profiles, request, preset, snapshot.schema)
        : SourceAnalysis.ownFormats(mapping, profiles), own: self.own,
      valueMaps: try SourceAnalysis.valueMaps(preset.valueMaps, request.valueMaps, header: header),
      constants: preset.constants.filter { own in !request.constants.contains { $0.key == own.key } }
        + request.constants, emptyMarks: Set(preset.emptyMarks), config: snapshot.config,
      schema: snapshot.schema, today: snapshot.config.zone.date(request.now))
  }

  /// Why a row is passed over; nil for one that is planned.
  func reasonToPass(_ row: Row) -> String? { footers[row.place] ?? selection?.reasonToPass(row) }

  /// True when a column, or a constant, mentions records by this field.
  func links(to field: String) -> Bool { decoder.linkedFields.contains(field) }

  private static func preset(named name: String, among presets: [Preset]) throws(Diagnostic) -> Preset {
    if let preset = Presets.named(name, among: presets) { return preset }
    let names = presets.map(\.name)
    throw Diagnostic(
      .invalidValue, "there is no preset \"\(name)\"",
      hints: .unknown(name, among: names, listing: "presets: "))
  }

  /// A preset of one kind says it by itself; of several the signature decides.
  private static func layout(of preset: Preset, header: Header) -> Preset.Layout? {
    preset.layouts.count == 1
      ? preset.layouts[0] : Presets.detect(header, kind: nil, among: [preset])?.layout
  }

  private static func head(of source: RowSource) throws(Diagnostic) -> [Row] {
    var head: [Row] = []
    let walk = source.rows()
    for row in walk.prefix(Header.searchDepth) { head.append(row) }
    try walk.throwFailure()
    return head
  }

  /// The table of a file that has no titles: one of the preset that was named, unless they are there after all; else one
  /// whose shape the first rows have.
  private static func bare(
    _ source: RowSource, named: Preset?, among presets: [Preset]
  ) throws(Diagnostic) -> (preset: Preset, layout: Preset.Layout)? {
    let candidates = (named.map { [$0] } ?? presets).flatMap { preset in
      preset.layouts.filter { !$0.titles.isEmpty }.map { (preset: preset, layout: $0) }
    }
    guard !candidates.isEmpty, source.facts.isDrawnTable else { return nil }
    let head = try head(of: source)
    if let found = candidates.first(where: { $0.layout.isShape(of: head) }) { return found }
    guard named != nil, candidates.count == 1, !head.contains(where: candidates[0].layout.isHeader) else {
      return nil
    }
    return candidates[0]
  }

  private static func header(of source: RowSource, presets: [Preset]) throws(Diagnostic) -> Header {
    let head = try head(of: source)
    if !source.facts.isDrawnTable, let row = head.first { return Header(row: row, rowsBefore: 1) }
    let own = presets.filter { !Presets.all.contains($0) }
    let titles = own.isEmpty ? nil : TitlePattern.Table(own)
    let found = Header.find(in: head) { title in HeaderSynonyms.recognises(title, or: titles) }
    guard let header = found else { throw Diagnostic(.invalidData, "the file has no rows") }
    if let value = header.cells.first(where: { EmailAddress.isPlausible(CellText.trimmed($0)) }) {
      throw Diagnostic(
        .invalidData,
        "the file has no header: \(header.place.text) reads as data (\"\(CellText.trimmed(value))\")",
        hints: ["put a line with the columns' titles on top, such as name,email,phone"])
    }
    return header
  }

  /// How every column was understood, in the order of the file.
  var columns: [ColumnUse] {
    mapping.assignments.map { assignment in
      ColumnUse(
        column: assignment.column.address, place: "column \(assignment.column.position + 1)",
        field: assignment.target.text, reason: assignment.reason, isFilled: assignment.isFilled,
        sample: samples[assignment.column.position])
    }
  }

  // MARK: Formats

  private static func formats(
    _ mapping: ColumnMapping, _ profiles: [ColumnProfile], _ request: ImportRequest, _ preset: Preset,
    _ schema: Schema
  ) throws(Diagnostic) -> [Int: CellFormat] {
    // One program wrote the whole file: a proven column speaks for those that prove nothing.
    let orders = Set(profiles.compactMap(\.provenOrder))
    let marks = Set(profiles.compactMap(\.provenMark))
    var formats: [Int: CellFormat] = [:]
    for assignment in mapping.assignments {
      let column = assignment.column
      let profile = profiles[column.position]
      let type = type(of: assignment.target, kind: mapping.kind, schema: schema)
      switch type {
      case .date?, .birthday?, .instant?, .deadline?:
        let order =
          request.dateOrder ?? profile.provenOrder ?? preset.dates ?? (orders.count == 1 ? orders.first : nil)
        if order == nil, let open = profile.firstOpenDate { throw undecided(date: open, column) }
        formats[column.position] = CellFormat(order: order)
      case .integer?:
        let mark = request.decimals ?? profile.provenMark
        let open = profile.firstOpenNumber
        // A whole number has no decimals, so that its separator groups.
        formats[column.position] = CellFormat(mark: mark ?? open.map { $0.contains(",") ? .point : .comma })
      case .number?, .percent?, .money?:
        let mark =
          request.decimals ?? profile.provenMark ?? preset.decimals ?? (marks.count == 1 ? marks.first : nil)
        if mark == nil, let open = profile.firstOpenNumber { throw undecided(number: open, column) }
        let currency = type == .money ? AmountTitle(column.title)?.code : nil
        formats[column.position] = CellFormat(mark: mark, currency: currency)
      default: continue
      }
    }
    return formats
  }

  /// Days and decimals of a table of crm's own are written in one way, unless a spreadsheet has rewritten a column.
  private static func ownFormats(_ mapping: ColumnMapping, _ profiles: [ColumnProfile]) -> [Int: CellFormat] {
    var formats: [Int: CellFormat] = [:]
    for position in mapping.assignments.map(\.column.position) {
      let profile = profiles[position]
      formats[position] = CellFormat(order: profile.provenOrder, mark: profile.provenMark ?? .point)
    }
    return formats
  }

  private static func type(of target: ColumnTarget, kind: Kind, schema: Schema) -> FieldType? {
    switch target {
    case .field(let key): schema[kind][key]?.type.element
    case .link(let link, let key):
      schema[kind][link]?.type.referencedKind.flatMap { schema[$0][key]?.type.element }
    case .item(.price): .money
    case .item(.quantity): .number
    case .item(.discount), .item(.tax): .percent
    case .id, .outcome, .namePart, .item, .call, .refusal, .extra, .ignored: nil
    }
  }

  private static func undecided(date: String, _ column: Column) -> Diagnostic {
    Diagnostic(
      .usage, "column \"\(column.address)\" does not tell day from month: \"\(date)\" may be either",
      hints: ["say --date-order day-first or --date-order month-first"])
  }

  private static func undecided(number: String, _ column: Column) -> Diagnostic {
    Diagnostic(
      .usage,
      "column \"\(column.address)\" does not tell thousands from decimals: \"\(number)\" may be either",
      hints: ["say --decimals point (1,234.56) or --decimals comma (1.234,56)"])
  }

  private static func valueMaps(
    _ own: [Preset.ValueMap], _ said: [Preset.ValueMap], header: Header
  ) throws(Diagnostic) -> [Int: [String: String]] {
    var maps: [Int: [String: String]] = [:]
    for (map, isSaid) in own.map({ ($0, false) }) + said.map({ ($0, true) }) {
      guard let column = header.column(named: map.column) else {
        guard isSaid else { continue }
        throw Diagnostic(
          .invalidValue, "the file has no column \"\(map.column)\"",
          hints: ["columns: \(header.columns.map(\.address))"])
      }
      for entry in map.entries {
        maps[column.position, default: [:]][RowDecoder.mapKey(entry.key)] = entry.value
      }
    }
    return maps
  }

  /// The whole of this import's settings as a preset of one's own, for `--save-as`.
  func saved(as name: String, request: ImportRequest) -> Preset {
    var columns: [Preset.Entry] = []
    for assignment in mapping.assignments where assignment.isRecognised {
      columns.append(Preset.Entry(assignment.column.address, assignment.target.text))
    }
    var saved = preset
    saved.name = name
    saved.doc = ""
    var own = layout ?? Preset.Layout(kind: kind, columns: [])
    (own.signatures, own.columns) = ([], columns)
    saved.layouts = [own]
    saved.how = ""
    saved.valueMaps = merged(preset.valueMaps + request.valueMaps)
    saved.constants =
      preset.constants.filter { own in !request.constants.contains { $0.key == own.key } } + request.constants
    saved.dates = request.dateOrder ?? preset.dates
    saved.decimals = request.decimals ?? preset.decimals
    saved.encoding = request.reading.encoding ?? preset.encoding
    saved.separator = request.reading.separator ?? preset.separator
    saved.sheet = request.reading.sheet ?? preset.sheet
    saved.mode = request.mode ?? preset.mode
    if !request.updateBy.isEmpty { saved.matching = request.updateBy }
    saved.onlyMapped = request.onlyMapped || preset.onlyMapped
    return saved
  }

  private func merged(_ maps: [Preset.ValueMap]) -> [Preset.ValueMap] {
    var result: [Preset.ValueMap] = []
    for map in maps {
      guard let index = result.firstIndex(where: { $0.column == map.column }) else {
        result.append(map)
        continue
      }
      for entry in map.entries {
        result[index].entries.removeAll { $0.key == entry.key }
        result[index].entries.append(entry)
      }
    }
    return result
  }
}
