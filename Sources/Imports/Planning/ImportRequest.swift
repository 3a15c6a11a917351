package import Dates
package import Diagnostics
package import Matching
package import Records
package import Rules
import Text

/// What a person asks an import to do; every option that is not said falls back to the preset and then to the file.
package struct ImportRequest: Sendable {
  /// As the user named it; `-` is standard input.
  package var file: String
  package var kind: Kind?
  package var preset: String?
  /// `Column=target`.
  package var columns: [Preset.Entry] = []
  package var valueMaps: [Preset.ValueMap] = []
  /// `field=value` for all rows.
  package var constants: [Preset.Entry] = []
  package var mode: ImportMode?
  /// Words such as `email` and `name+company`.
  package var updateBy: [String] = []
  /// The next step of deals that come in open without one.
  package var next: NextStep?
  package var createsLinks = true
  package var onlyMapped = false
  /// All rows or none.
  package var isStrict = false
  /// Where rejected rows go; beside the file when nil.
  package var rejects: String?
  package var dateOrder: DateOrder?
  /// As they were said, for `--save-as`; the file is read by then.
  package var reading = ReadingOptions()
  package var decimals: DecimalMark?
  /// The name of this import, which `imports undo` takes.
  package var batch: String
  package var now: Instant
  package var user: String
  /// What new identifiers are drawn from.
  package var mint: IDMint

  package init(file: String, batch: String, now: Instant, user: String, mint: IDMint) {
    self.file = file
    self.batch = batch
    self.now = now
    self.user = user
    self.mint = mint
  }

  /// Reads `column=target`, `column:cell=value` and `field=value` as the command line gives them.
  package static func entry(_ text: String, option: String) throws(Diagnostic) -> Preset.Entry {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw Diagnostic(.usage, "\(option) takes NAME=VALUE, not \"\(text)\"")
    }
    return Preset.Entry(CellText.trimmed(String(parts[0])), CellText.trimmed(String(parts[1])))
  }

  /// Reads `Стадия сделки:Новая=first-contact`; the column ends at the last colon before the sign.
  package static func valueMap(_ text: String) throws(Diagnostic) -> Preset.ValueMap {
    let entry = try entry(text, option: "--map-value")
    guard let colon = entry.key.lastIndex(of: ":") else {
      throw Diagnostic(.usage, "--map-value takes COLUMN:CELL=VALUE, not \"\(text)\"")
    }
    let cell = entry.key[colon...].dropFirst()
    return Preset.ValueMap(
      column: CellText.trimmed(String(entry.key[..<colon])),
      entries: [Preset.Entry(CellText.trimmed(String(cell)), entry.value)])
  }
}

extension MatchKey {
  /// Reads `email`, `phone`, `name+company`, `domain`, `id`, or any field.
  package static func parse(_ word: String, kind: Kind, schema: Schema) throws(Diagnostic) -> MatchKey {
    var parts: [String] = []
    for part in word.split(separator: "+") {
      let name = CellText.trimmed(String(part))
      if name == "external" || name == "id" {
        parts.append("external")
      } else if name == "domain", kind == .company {
        parts.append(name)
      } else if let field = schema[kind].field(named: name) {
        parts.append(field.key)
      } else {
        let words = ["id"] + schema[kind].words
        throw Diagnostic(
          .invalidValue, "a \(kind.rawValue) cannot be matched by \"\(name)\"",
          hints: .unknown(name, among: words))
      }
    }
    guard !parts.isEmpty else {
      throw Diagnostic(.usage, "--update-by takes keys such as email,phone,name+company")
    }
    return MatchKey(parts: parts)
  }
}
