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
    /// Titles that all must be there for the file to be taken for this one; none means that it is never guessed.
    package var signature: [String]
    /// Title or address of a column, and its target as `ColumnTarget.parse` reads it.
    package var columns: [Entry]

    package init(kind: Kind, signature: [String] = [], columns: [Entry]) {
      self.kind = kind
      self.signature = signature
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
}

/// The presets that come with crm.
package enum Presets {
  package static let all: [Preset] = [generic, hubSpot, pipedrive, salesforce, zoho, linkedIn]

  package static func named(_ name: String, among presets: [Preset]) -> Preset? {
    presets.first { $0.name == name } ?? presets.first { $0.name.lowercased() == name.lowercased() }
  }

  /// The layout whose signature the header fulfils with the most columns.
  package static func detect(
    _ header: Header, kind: Kind?, among presets: [Preset]
  ) -> (preset: Preset, layout: Preset.Layout)? {
    let titles = Set(header.columns.map { signature($0.title) })
    var best: (preset: Preset, layout: Preset.Layout)?
    for preset in presets {
      for layout in preset.layouts where !layout.signature.isEmpty && (kind == nil || kind == layout.kind) {
        guard layout.signature.allSatisfy({ titles.contains(signature($0)) }) else { continue }
        if layout.signature.count > best?.layout.signature.count ?? 0 { best = (preset, layout) }
      }
    }
    return best
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
