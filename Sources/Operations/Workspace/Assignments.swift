package import Diagnostics
package import Records
import Rules
import Search
import Text

/// The `field=value`, `field=`, `list+=value` and `list-=value` words of `add` and `set`.
package struct Assignments {
  private enum Operator { case assign, add, remove }
  private struct Item {
    let field: Field
    let operation: Operator
    let text: String
  }

  private let items: [Item]
  /// The name of a record that is being made.
  private let name: String?
  private let parser: ValueParser

  /// `record` is the one to be changed, where it is only one; `name` that of a record that is being made.
  package init(
    _ words: [String], kind: Kind, workspace: Workspace, of record: Record? = nil, name: String? = nil
  ) throws(Diagnostic) {
    self.name = name
    let table = workspace.snapshot.schema[kind]
    parser = ValueParser(
      snapshot: workspace.snapshot, now: workspace.now, user: workspace.user,
      finder: workspace.finder(for: .writing))
    var items: [Item] = []
    for word in words { items.append(try Assignments.item(word, table: table, of: record)) }
    self.items = items
  }

  private static func item(
    _ word: String, table: FieldTable, of record: Record?
  ) throws(Diagnostic) -> Item {
    guard let equals = word.firstIndex(of: "="), equals > word.startIndex else {
      throw Diagnostic(
        .usage, "\"\(word)\" is not field=value",
        hints: ["a value with blanks needs quotes: 'position=Head of sales'"])
    }
    var key = word[..<equals]
    var operation = Operator.assign
    if key.last == "+" { operation = .add } else if key.last == "-" { operation = .remove }
    if operation != .assign { key.removeLast() }
    guard let field = table.field(named: String(key)) else {
      throw Diagnostic(
        .invalidValue, "\(table.kind.article) has no field \"\(key)\"",
        hints: .unknown(String(key), among: table.words) + [table.kind.fieldsHint])
    }
    switch field.writer {
    case .anyone: break
    case .creation:
      throw Diagnostic(
        .usage, "\(field.key) is set when the \(table.kind.rawValue) is made and stays as it is")
    case .command:
      let value = word[word.index(after: equals)...]
      let refusal = GuardedField.refusal(
        field, of: table.kind, value: value.isEmpty ? nil : String(value), record: record)
      if let refusal { throw refusal }
    }
    if operation != .assign, !field.type.isList {
      throw Diagnostic(
        .usage, "\(field.key) is not a list; += and -= are for lists", hints: ["write \(field.key)=…"])
    }
    return Item(field: field, operation: operation, text: String(word[word.index(after: equals)...]))
  }

  /// The fields that are named, in the order written.
  package var keys: [String] { items.map(\.field.key) }

  /// The values of a new record.
  package func initialValues() throws(Diagnostic) -> [String: Value] {
    var values: [String: Value] = [:]
    for (key, value) in try changes(to: { _ in nil }) { values[key] = value }
    return values
  }

  /// The new values by key, nil where a field is cleared; only what differs from the record.
  package func changes(to record: Record) throws(Diagnostic) -> [String: Value?] {
    try changes { record[$0] }.filter { key, value in
      // Clearing an amount gives it back to the items, also where there is none yet.
      record[key] != value || value == nil && key == "amount" && record["items"] != nil
    }
  }

  private func changes(to present: (String) -> Value?) throws(Diagnostic) -> [String: Value?] {
    var changes: [String: Value?] = [:]
    let around = surroundings(present)
    if let code = around.currency, code != present("currency")?.text, names(currency: code) {
      changes["currency"] = .some(.text(code))
    }
    keepRemarks(present, in: &changes)
    for item in items {
      let key = item.field.key
      if item.operation == .assign {
        let value = item.text.isEmpty ? nil : try parser.parse(item.text, for: item.field, in: around)
        if value == nil, item.field.isRequired {
          throw Diagnostic(.invalidValue, "\(key) is required and cannot be cleared")
        }
        changes.updateValue(value.flatMap { $0.list?.isEmpty == true ? nil : $0 }, forKey: key)
        continue
      }
      let before = changes[key] ?? present(key)
      var list = before?.elements ?? []
      let named = try parser.parse(item.text, for: item.field, in: around).elements
      if item.operation == .add {
        for value in named where !list.contains(value) { list.append(value) }
      } else {
        list.removeAll { named.contains($0) || named.map(\.plainText).contains($0.plainText) }
      }
      changes.updateValue(list.isEmpty ? nil : .list(list), forKey: key)
    }
    return changes
  }

  /// What is typed beside phones and emails goes where an import keeps it too.
  private func keepRemarks(_ present: (String) -> Value?, in changes: inout [String: Value?]) {
    for item in items where item.operation != .remove {
      let named = items.last { $0.field.key == "name" }?.text ?? present("name")?.text ?? name
      guard parser.remark(in: item.text, for: item.field, name: named) != nil else { continue }
      var entries = (changes["extra"] ?? present("extra"))?.map ?? []
      entries.removeAll { $0.key == item.field.key }
      entries.append(MapEntry(item.field.key, .text(item.text)))
      changes["extra"] = .some(.map(entries))
    }
  }

  /// The owner and the currency that the record will have.
  private func surroundings(_ present: (String) -> Value?) -> ValueParser.Surroundings {
    func said(_ key: String) -> String? {
      items.last { $0.field.key == key && $0.operation == .assign && !$0.text.isEmpty }?.text
    }
    // "€ 1200" says the currency where nothing else does.
    let signed = items.lazy.compactMap { item in
      item.field.type == .money ? NumberCell(item.text, isTyped: true)?.currency : nil
    }.first
    return ValueParser.Surroundings(
      owner: said("owner") ?? present("owner")?.text,
      currency: said("currency")?.uppercased() ?? signed ?? present("currency")?.text)
  }

  /// True where an amount itself names the currency, and no other word does.
  private func names(currency: String) -> Bool {
    !items.contains { $0.field.key == "currency" }
      && items.contains {
        $0.field.type == .money && NumberCell($0.text, isTyped: true)?.currency == currency
      }
  }

  /// The value of the last `key=value` among the words, which go without all of that key.
  static func take(_ key: String, from words: inout [String]) -> String? {
    let found = words.last { $0.hasPrefix(key + "=") }
    words.removeAll { $0.hasPrefix(key + "=") }
    return found.map { String($0.dropFirst(key.count + 1)) }
  }

  /// Options as assignments; one that is given holds a value.
  package static func words(_ options: [(key: String, text: String?)]) throws(Diagnostic) -> [String] {
    var words: [String] = []
    for (key, text) in options {
      if let text { words.append("\(key)=\(try Named.text(text, "--\(key)"))") }
    }
    return words
  }

  /// A name or title: one line, not empty.
  package static func name(_ text: String, kind: Kind) throws(Diagnostic) -> String {
    var name = kind == .activity ? text : String(text.map { $0.isNewline ? " " : $0 })
    while name.first?.isWhitespace == true { name.removeFirst() }
    while name.last?.isWhitespace == true { name.removeLast() }
    guard !name.isEmpty else {
      throw Diagnostic(.invalidValue, "the \(kind.nameKey) of a \(kind.rawValue) is empty")
    }
    return name
  }
}
