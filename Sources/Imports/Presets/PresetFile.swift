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
    var single = preset
    single.layouts = preset.layout(for: kind).map { [$0] } ?? [Preset.Layout(kind: kind, columns: [])]
    return write(single)
  }

  /// The file of a whole preset; `read` gives it back.
  package static func write(_ preset: Preset) -> [UInt8] {
    var map: [(String, YAMLValue)] = []
    if !preset.doc.isEmpty { map.append(("doc", .text(preset.doc))) }
    if !preset.how.isEmpty { map.append(("how", .text(preset.how))) }
    let single = preset.layouts.count == 1 ? preset.layouts[0] : nil
    if let single { map.append(("kind", .plain(single.kind.rawValue))) }
    map.append(("source", .text(preset.source)))
    if let single {
      map += table(single)
    } else {
      let tables = preset.layouts.map { layout in
        YAMLValue.map(
          ([("kind", YAMLValue.plain(layout.kind.rawValue))] + table(layout)).map {
            YAMLValue.Entry($0.0, $0.1)
          })
      }
      map.append(("tables", .list(tables)))
    }
    map += cells(preset)
    return Emitter.emit(map: map)
  }

  private static func entries(_ list: [Preset.Entry]) -> YAMLValue {
    .map(list.map { YAMLValue.Entry($0.key, .text($0.value)) })
  }

  private static func texts(_ list: [String]) -> YAMLValue { .list(list.map { .text($0) }) }

  private static func table(_ layout: Preset.Layout) -> [(String, YAMLValue)] {
    var map: [(String, YAMLValue)] = []
    if layout.signatures.count == 1 {
      map.append(("signature", texts(layout.signatures[0])))
    } else if !layout.signatures.isEmpty {
      map.append(("signature", .list(layout.signatures.map(texts))))
    }
    if let only = layout.only { map.append(("only", entries([only]))) }
    if let group = layout.group { map.append(("group", .text(group))) }
    if !layout.titles.isEmpty { map.append(("titles", texts(layout.titles))) }
    if !layout.shape.isEmpty { map.append(("shape", entries(layout.shape))) }
    if !layout.columns.isEmpty { map.append(("columns", entries(layout.columns))) }
    return map
  }

  /// How cells are read, and what rows do.
  private static func cells(_ preset: Preset) -> [(String, YAMLValue)] {
    var map: [(String, YAMLValue)] = []
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
    if !preset.emptyMarks.isEmpty { map.append(("empty", texts(preset.emptyMarks))) }
    if !preset.matching.isEmpty { map.append(("matching", texts(preset.matching))) }
    if let mode = preset.mode { map.append(("mode", .plain(mode.rawValue))) }
    if preset.onlyMapped { map.append(("only_mapped", .plain("true"))) }
    return map
  }
}

/// Reads a mapping key by key, and notes what is wrong.
private struct PresetReader {
  let document: Document
  let schema: Schema
  var preset: Preset
  var problems: [Diagnostic] = []

  private static let tableKeys = ["kind", "signature", "only", "group", "titles", "shape", "columns"]
  private static let keys =
    tableKeys + [
      "tables", "source", "values", "set", "dates", "decimals", "encoding", "separator", "sheet", "empty",
      "matching", "mode", "only_mapped", "doc", "how",
    ]

  mutating func read() {
    if let tables = document["tables"] {
      for node in tables.items ?? [] { readTable(node, isWholeFile: false) }
      for key in PresetReader.tableKeys {
        if let node = document[key] {
          report("\"\(key)\" of a mapping with several tables belongs to one of them", node)
        }
      }
    } else {
      readTable(document.root, isWholeFile: true)
    }
    for pair in document.pairs where !PresetReader.tableKeys.contains(pair.key) { read(pair.key, pair.value) }
  }

  // MARK: Tables

  private mutating func readTable(_ node: Node, isWholeFile: Bool) {
    guard let kind = node["kind"]?.text.flatMap({ Kind(word: $0) }) else {
      report("a mapping needs a kind", node["kind"] ?? node, ["kind: contact, company, deal, lead, …"])
      return
    }
    var layout = Preset.Layout(kind: kind, columns: [])
    for pair in node.pairs ?? [] {
      switch pair.key {
      case "kind": break
      case "signature": layout.signatures = signatures(pair.value)
      case "only": layout.only = entries(pair.value).first
      case "group": layout.group = pair.value.text
      case "titles": layout.titles = pair.value.items?.compactMap(\.text) ?? []
      case "shape": layout.shape = entries(pair.value)
      case "columns": layout.columns = columns(pair.value, kind)
      default:
        // Keys of the whole file are read by themselves.
        if isWholeFile { continue }
        report("unknown key \"\(pair.key)\"", pair.value, .unknown(pair.key, among: PresetReader.tableKeys))
      }
    }
    for entry in layout.shape where !layout.titles.contains(entry.key) {
      report("titles have no \"\(entry.key)\"", node["shape"] ?? node)
    }
    preset.layouts.append(layout)
  }

  private func signatures(_ node: Node) -> [[String]] {
    let items = node.items ?? []
    guard items.contains(where: { $0.items != nil }) else { return [items.compactMap(\.text)] }
    return items.map { $0.items?.compactMap(\.text) ?? [$0.text].compactMap { $0 } }
  }

  private mutating func columns(_ node: Node, _ kind: Kind) -> [Preset.Entry] {
    for column in node.pairs ?? [] {
      do throws(Diagnostic) {
        _ = try ColumnTarget.parse(column.value.text ?? "", kind: kind, schema: schema)
      } catch {
        report(error.message, column.value, error.hints)
      }
    }
    return entries(node)
  }

  // MARK: Cells

  private mutating func read(_ key: String, _ node: Node) {
    let text = node.text ?? ""
    switch key {
    case "tables": break
    case "doc": preset.doc = text
    case "how": preset.how = text
    case "source": if !text.isEmpty { preset.source = text }
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
