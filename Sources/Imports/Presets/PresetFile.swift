import Dates
package import Diagnostics
package import Records
import Text
package import YAML

/// Reads and writes `imports/NAME.yaml`.
package enum PresetFile {
  private static let keys = [
    "kind", "source", "columns", "values", "set", "dates", "decimals", "encoding", "separator", "empty",
    "matching",
    "mode", "only_mapped", "doc",
  ]

  /// The preset, and everything that is wrong with the file.
  package static func read(
    _ document: Document, name: String, schema: Schema
  ) -> (preset: Preset, problems: [Diagnostic]) {
    var problems: [Diagnostic] = []
    func report(_ message: String, _ node: Node, _ hints: [Hint] = []) {
      problems.append(document.diagnostic(message, at: node, hints: hints))
    }
    var preset = Preset(name: name, doc: "", source: name, layouts: [])
    let kind = document["kind"]?.text.flatMap { Kind(word: $0) }
    if kind == nil {
      report(
        "a mapping needs a kind", document["kind"] ?? document.root, ["kind: contact, company, deal, lead, …"]
      )
    }
    for pair in document.pairs {
      let text = pair.value.text ?? ""
      switch pair.key {
      case "kind": break
      case "doc": preset.doc = text
      case "source": preset.source = text.isEmpty ? name : text
      case "columns":
        let columns = entries(pair.value)
        if let kind {
          for column in pair.value.pairs ?? [] {
            do throws(Diagnostic) {
              _ = try ColumnTarget.parse(column.value.text ?? "", kind: kind, schema: schema)
            } catch {
              report(error.message, column.value, error.hints)
            }
          }
          preset.layouts = [Preset.Layout(kind: kind, columns: columns)]
        }
      case "values":
        for column in pair.value.pairs ?? [] {
          preset.valueMaps.append(Preset.ValueMap(column: column.key, entries: entries(column.value)))
        }
      case "set": preset.constants = entries(pair.value)
      case "dates":
        preset.dates = DateOrder(word: text)
        if preset.dates == nil, text != "ymd", text != "auto" {
          report("dates is dmy, mdy or auto", pair.value)
        }
      case "decimals":
        preset.decimals = DecimalMark(word: text)
        if preset.decimals == nil, text != "auto" { report("decimals is point, comma or auto", pair.value) }
      case "encoding":
        preset.encoding = TextEncoding(name: text)
        if preset.encoding == nil, text != "auto" {
          report(
            "unknown encoding", pair.value,
            [
              "one of \(TextEncoding.all.map(\.name)), or a name that iconv -l lists"
            ])
        }
      case "separator":
        preset.separator = CSVDialect.Separator(word: text)?.rawValue
        if preset.separator == nil, text != "auto" { report("separator is \",\" \";\" tab or |", pair.value) }
      case "empty": preset.emptyMarks = pair.value.items?.compactMap(\.text) ?? [text]
      case "matching":
        preset.matching =
          pair.value.items?.compactMap(\.text)
          ?? text.split(separator: ",").map { CellText.trimmed(String($0)) }
      case "mode":
        preset.mode = ImportMode(rawValue: text)
        if preset.mode == nil {
          report(
            "unknown mode", pair.value,
            ["one of \(ImportMode.allCases.map(\.rawValue))"])
        }
      case "only_mapped": preset.onlyMapped = text == "true" || text == "yes"
      default:
        let near = EditDistance.nearest(to: pair.key, among: keys)
        report("unknown key \"\(pair.key)\"", pair.value, near.map { ["did you mean \"\($0)\"?"] } ?? [])
      }
    }
    return (preset, problems)
  }

  private static func entries(_ node: Node) -> [Preset.Entry] {
    (node.pairs ?? []).map { Preset.Entry($0.key, $0.value.text ?? "") }
  }

  /// The file of a preset's layout for one kind; `read` gives it back.
  package static func write(_ preset: Preset, kind: Kind) -> [UInt8] {
    var map: [(String, YAMLValue)] = []
    if !preset.doc.isEmpty { map.append(("doc", .text(preset.doc))) }
    map.append(("kind", .plain(kind.rawValue)))
    map.append(("source", .text(preset.source)))
    func entries(_ list: [Preset.Entry]) -> YAMLValue {
      .map(list.map { YAMLValue.Entry($0.key, .text($0.value)) })
    }
    if let layout = preset.layout(for: kind), !layout.columns.isEmpty {
      map.append(("columns", entries(layout.columns)))
    }
    if !preset.valueMaps.isEmpty {
      map.append(("values", .map(preset.valueMaps.map { YAMLValue.Entry($0.column, entries($0.entries)) })))
    }
    if !preset.constants.isEmpty { map.append(("set", entries(preset.constants))) }
    if let dates = preset.dates { map.append(("dates", .plain(dates.rawValue))) }
    if let decimals = preset.decimals { map.append(("decimals", .plain(decimals.rawValue))) }
    if let encoding = preset.encoding { map.append(("encoding", .text(encoding.name))) }
    if let separator = preset.separator {
      map.append(("separator", .text(separator == 9 ? "tab" : String(UnicodeScalar(separator)))))
    }
    if !preset.emptyMarks.isEmpty { map.append(("empty", .list(preset.emptyMarks.map { .text($0) }))) }
    if !preset.matching.isEmpty { map.append(("matching", .list(preset.matching.map { .text($0) }))) }
    if let mode = preset.mode { map.append(("mode", .plain(mode.rawValue))) }
    if preset.onlyMapped { map.append(("only_mapped", .plain("true"))) }
    return Emitter.emit(map: map)
  }
}
