package import Dates
package import Records

/// What to do with a row whose record exists, or does not.
package enum ImportMode: String, Sendable, CaseIterable {
  /// Make what is missing, change what differs.
  case upsert
  /// Only make; rows whose record exists are skipped.
  case create
  /// Only change; rows whose record is missing are skipped.
  case update
  /// Make what is missing, and fill only empty fields of what exists.
  case fill
  /// Make what is missing, and leave what exists alone.
  case skip

  var creates: Bool { self != .update }
  var changes: Bool { self == .upsert || self == .update || self == .fill }
}

/// What a source's columns mean, and how its cells are written; the built-in ones and users' files are the same thing.
package struct Preset: Sendable, Hashable {
  /// One of the tables that the source exports.
  package struct Layout: Sendable, Hashable {
    package var kind: Kind
    /// Sets of titles by which the table is known: all of one set must be there, `A|B` being either. A layout without any
    /// is never guessed.
    package var signatures: [[String]]
    /// Title or address of a column, or several as `A|B`, and its target as `ColumnTarget.parse` reads it; a capital `N`
    /// for a word stands for any number.
    package var columns: [Entry]
    /// A column, and the words (`A|B`) that it has in rows of this kind; other rows are passed over.
    package var only: Entry?
    /// The column whose equal cells make several rows one record; of `A|B` the first that is filled.
    package var group: String?
    /// The titles of a file that has none, in the order of its columns.
    package var titles: [String] = []
    /// What the cells of a file without titles look like: a title, and a word of `CellShape` or the words it may have.
    package var shape: [Entry] = []

    package init(kind: Kind, signatures: [[String]] = [], columns: [Entry]) {
      self.kind = kind
      self.signatures = signatures
      self.columns = columns
    }
  }

  /// A pair of texts: a column and its target, a field and its constant, a cell and what it stands for.
  package struct Entry: Sendable, Hashable {
    package var key: String
    package var value: String

    package init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  /// What the cells of one column stand for.
  package struct ValueMap: Sendable, Hashable {
    package var column: String
    package var entries: [Entry]

    package init(column: String, entries: [Entry]) {
      self.column = column
      self.entries = entries
    }
  }

  package var name: String
  /// One sentence for `crm imports presets`.
  package var doc: String
  /// How the file is made in the other program, in some words; empty where that is not known.
  package var how = ""
  /// The key under `external` that holds the source's identifiers.
  package var source: String
  package var layouts: [Layout]
  package var valueMaps: [ValueMap] = []
  package var constants: [Entry] = []
  package var dates: DateOrder?
  package var decimals: DecimalMark?
  package var encoding: TextEncoding?
  package var separator: UInt8?
  /// The name of a sheet of a workbook, or its number from 1.
  package var sheet: String?
  package var emptyMarks: [String] = []
  package var mode: ImportMode?
  /// Words as `--update-by` takes them; empty means the kind's defaults.
  package var matching: [String] = []
  package var onlyMapped = false

  package init(name: String, doc: String, source: String, layouts: [Layout]) {
    self.name = name
    self.doc = doc
    self.source = source
    self.layouts = layouts
  }

  package func layout(for kind: Kind) -> Layout? { layouts.first { $0.kind == kind } }

  /// The titles or words that `A|B` stands for.
  package static func alternatives(_ text: String) -> [String] {
    text.utf8.contains(0x7c) ? text.split(separator: "|").map { CellText.trimmed(String($0)) } : [text]
  }
}

/// The presets that come with crm.
package enum Presets {
  package static let all: [Preset] = [
    bitrix24, amoCRM, hubSpot, pipedrive, salesforce, zoho, dynamics, google, outlook, linkedIn, retailCRM,
    mango, asterisk, hermitCRM, generic,
  ]

  package static func named(_ name: String, among presets: [Preset]) -> Preset? {
    presets.first { $0.name == name } ?? presets.first { $0.name.lowercased() == name.lowercased() }
  }

  /// The layout of which the header has the largest set of titles; of equal ones the first.
  package static func detect(
    _ header: Header, kind: Kind?, among presets: [Preset]
  ) -> (preset: Preset, layout: Preset.Layout)? {
    let titles = Set(header.columns.map { signature($0.title) })
    var best: (preset: Preset, layout: Preset.Layout, count: Int)?
    for preset in presets {
      for layout in preset.layouts where kind == nil || kind == layout.kind {
        for set in layout.signatures where set.count > best?.count ?? 0 {
          let isMet = set.allSatisfy { item in
            Preset.alternatives(item).contains { titles.contains(signature($0)) }
          }
          if isMet { best = (preset, layout, set.count) }
        }
      }
    }
    return best.map { ($0.preset, $0.layout) }
  }

  /// A title as programs write it: the case may differ and a mark of duty may follow, but `Organization - Name` is not
  /// `Organization Name`.
  private static func signature(_ title: String) -> String {
    var text = title.lowercased()[...]
    while text.hasSuffix("*") || text.hasSuffix(" ") { text.removeLast() }
    return String(text)
  }

  /// Any table: columns are recognised by their titles and by what they hold.
  package static let generic = Preset(
    name: "generic", doc: "Any table: columns are recognised by title and content.", source: "import",
    layouts: [])

  /// `Title=target` by line.
  static func columns(_ lines: String) -> [Preset.Entry] {
    lines.split(whereSeparator: \.isNewline).compactMap { line in
      let parts = line.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      return Preset.Entry(CellText.trimmed(String(parts[0])), CellText.trimmed(String(parts[1])))
    }
  }
}
