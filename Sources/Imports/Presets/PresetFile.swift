import Dates
package import Diagnostics
package import Records
package import YAML

/// Reads and writes `imports/NAME.yaml`.
package enum PresetFile {
  /// The preset, and everything that is wrong with the file.
  package static func read(
    _ document: Document, name: String, schema: Schema
  ) -> (preset: Preset, problems: [Diagnostic]) {
    var reader = PresetReader(
      document: document, schema: schema, preset: Preset(name: name, doc: "", source: name, layouts: []))
    reader.read()
    return (reader.preset, reader.problems)
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
    if let sheet = preset.sheet { map.append(("sheet", .text(sheet))) }
    if !preset.emptyMarks.isEmpty { map.append(("empty", .list(preset.emptyMarks.map { .text($0) }))) }
    if !preset.matching.isEmpty { map.append(("matching", .list(preset.matching.map { .text($0) }))) }
    if let mode = preset.mode { map.append(("mode", .plain(mode.rawValue))) }
    if preset.onlyMapped { map.append(("only_mapped", .plain("true"))) }
    return Emitter.emit(map: map)
  }
}

/// Reads a mapping key by key, and notes what is wrong.
private struct PresetReader {
  let document: Document
  let schema: Schema
  var preset: Preset
  var problems: [Diagnostic] = []

  private static let keys = [
    "kind", "source", "columns", "values", "set", "dates", "decimals", "encoding", "separator", "sheet",
    "empty",
    "matching", "mode", "only_mapped", "doc",
  ]

  mutating func read() {
    let kind = document["kind"]?.text.flatMap { Kind(word: $0) }
    if kind == nil {
      report(
        "a mapping needs a kind", document["kind"] ?? document.root, ["kind: contact, company, deal, lead, …"]
      )
    }
    for pair in document.pairs { read(pair.key, pair.value, kind) }
  }

  private mutating func read(_ key: String, _ node: Node, _ kind: Kind?) {
    let text = node.text ?? ""
    switch key {
    case "kind": break
    case "doc": preset.doc = text
    case "source": if !text.isEmpty { preset.source = text }
    case "columns": if let kind { readColumns(node, kind) }
    case "values":
      for column in node.pairs ?? [] {
        preset.valueMaps.append(Preset.ValueMap(column: column.key, entries: entries(column.value)))
      }
    case "set": preset.constants = entries(node)
    case "dates":
      preset.dates = meaning(
        DateOrder(word: text), of: node, orElse: ["ymd", "auto"], "dates is dmy, mdy or auto")
    case "decimals":
      preset.decimals = meaning(DecimalMark(word: text), of: node, "decimals is point, comma or auto")
    case "encoding":
      preset.encoding = meaning(
        TextEncoding(name: text), of: node, "unknown encoding",
        ["one of \(TextEncoding.all.map(\.name)), or a name that iconv -l lists"])
    case "separator":
      preset.separator = meaning(
        CSVDialect.Separator(word: text)?.rawValue, of: node, "separator is \",\" \";\" tab or |")
    case "sheet": preset.sheet = text.isEmpty ? nil : text
    case "empty": preset.emptyMarks = node.items?.compactMap(\.text) ?? [text]
    case "matching":
      preset.matching =
        node.items?.compactMap(\.text) ?? text.split(separator: ",").map { CellText.trimmed(String($0)) }
    case "mode":
      preset.mode = meaning(
        ImportMode(rawValue: text), of: node, orElse: [], "unknown mode",
        ["one of \(ImportMode.allCases.map(\.rawValue))"])
    case "only_mapped": preset.onlyMapped = text == "true" || text == "yes"
    default: report("unknown key \"\(key)\"", node, .unknown(key, among: PresetReader.keys))
    }
  }

  private mutating func readColumns(_ node: Node, _ kind: Kind) {
    for column in node.pairs ?? [] {
      do throws(Diagnostic) {
        _ = try ColumnTarget.parse(column.value.text ?? "", kind: kind, schema: schema)
      } catch {
        report(error.message, column.value, error.hints)
      }
    }
    preset.layouts = [Preset.Layout(kind: kind, columns: entries(node))]
  }

  /// What a word means; a word without a meaning is reported, unless it is one of those that leave the choice open.
  private mutating func meaning<T>(
    _ value: T?, of node: Node, orElse open: [String] = ["auto"], _ message: String, _ hints: [Hint] = []
  ) -> T? {
    if value == nil, !open.contains(node.text ?? "") { report(message, node, hints) }
    return value
  }

  private mutating func report(_ message: String, _ node: Node, _ hints: [Hint] = []) {
    problems.append(document.diagnostic(message, at: node, hints: hints))
  }

  private func entries(_ node: Node) -> [Preset.Entry] {
    (node.pairs ?? []).map { Preset.Entry($0.key, $0.value.text ?? "") }
  }
}
