package import JSON

/// What a later state of the contract took from programs that go by an earlier one.
///
/// Both are as the snapshot of the contract has them. Keys, outputs, commands, options and words may be added; what was
/// there has to stay as it was: its keys and whether they are always there, its types, its patterns, the words that it
/// can be. Titles and descriptions may change at will.
package struct ContractComparison {
  /// One thing that is no longer as it was.
  package struct Break: Hashable, Sendable, CustomStringConvertible {
    /// Where: `outputs/deals-list/items/amount`.
    package let place: String
    package let message: String

    package var description: String { "\(place): \(message)" }
  }

  package private(set) var breaks: [Break] = []
  /// Whether something was added or told otherwise, so that the snapshot is to be made anew.
  package let isChanged: Bool

  package init(old: JSONValue, new: JSONValue) {
    isChanged = old != new
    for part in ["definitions", "outputs"] { outputs(old[part], new[part], part) }
    for tool in old["tools"]?.members ?? [] { self.tool(tool, new["tools"]?[tool.key]) }
    if let root = old["commands"] { command(root, new["commands"], "commands") }
  }

  private mutating func add(_ place: String, _ message: String) {
    breaks.append(Break(place: place, message: message))
  }

  // MARK: What is printed

  private mutating func outputs(_ old: JSONValue?, _ new: JSONValue?, _ place: String) {
    for member in old?.members ?? [] {
      let path = "\(place)/\(member.key)"
      guard let schema = new?[member.key] else {
        add(path, "is gone")
        continue
      }
      printed(member.value, schema, path)
    }
  }

  /// A schema of what is printed: its keywords, one by one.
  private mutating func printed(_ old: JSONValue, _ new: JSONValue, _ place: String) {
    for keyword in ["type", "format", "pattern", "maxLength", "const", "$ref"]
    where old[keyword] != new[keyword] {
      add(place, "\(keyword) was \(text(old[keyword])) and is \(text(new[keyword]))")
    }
    if let words = old["enum"]?.array {
      removed(words, new["enum"]?.array, place)
    } else if new["enum"] != nil {
      add(place, "was any \(text(old["type"])) and is one of a few words")
    }
    for keyword in ["properties", "patternProperties"] {
      for property in old[keyword]?.members ?? [] {
        let path = "\(place)/\(property.key)"
        guard let other = new[keyword]?[property.key] else {
          add(path, "is gone")
          continue
        }
        printed(property.value, other, path)
      }
    }
    for key in old["required"]?.array ?? [] where new["required"]?.array?.contains(key) != true {
      add("\(place)/\(key.string ?? "")", "was always there and may be missing")
    }
    for keyword in ["items", "additionalProperties"] { part(keyword, old, new, place) }
    for keyword in ["anyOf", "oneOf"] { alternatives(keyword, old, new, place) }
  }

  private mutating func part(_ keyword: String, _ old: JSONValue, _ new: JSONValue, _ place: String) {
    switch (old[keyword], new[keyword]) {
    case (let before?, let after?) where before.members != nil && after.members != nil:
      printed(before, after, "\(place)/\(keyword)")
    case (let before, let after):
      if before != after { add(place, "\(keyword) was \(text(before)) and is \(text(after))") }
    }
  }

  private mutating func alternatives(
    _ keyword: String, _ old: JSONValue, _ new: JSONValue, _ place: String
  ) {
    let before = old[keyword]?.array ?? []
    let after = new[keyword]?.array ?? []
    // What is one of several declared things may be another one some day: a kind of record that was not there.
    let added = after.dropFirst(before.count)
    let onlyGrew = keyword == "oneOf" && added.allSatisfy { $0["$ref"] != nil }
    guard before.count == after.count || before.count < after.count && onlyGrew else {
      return add(place, "\(keyword) had \(before.count) alternatives and has \(after.count)")
    }
    for (index, pair) in zip(before, after).enumerated() {
      printed(pair.0, pair.1, "\(place)/\(keyword)[\(index)]")
    }
  }

  // MARK: What is taken

  /// A tool that agents call: the arguments that it takes, and what it prints.
  private mutating func tool(_ old: JSONMember, _ new: JSONValue?) {
    let place = "tools/\(old.key)"
    guard let new else { return add(place, "is gone") }
    let (before, after) = (old.value["inputSchema"], new["inputSchema"])
    for argument in before?["properties"]?.members ?? [] {
      let path = "\(place)/\(argument.key)"
      guard let other = after?["properties"]?[argument.key] else {
        add(path, "is gone")
        continue
      }
      taken(argument.value, other, path)
    }
    for key in after?["required"]?.array ?? [] where before?["required"]?.array?.contains(key) != true {
      add("\(place)/\(key.string ?? "")", "has to be given now")
    }
  }

  private mutating func taken(_ old: JSONValue, _ new: JSONValue, _ place: String) {
    if old["type"] != new["type"] {
      add(place, "type was \(text(old["type"])) and is \(text(new["type"]))")
    }
    if let words = new["enum"]?.array {
      if let before = old["enum"]?.array {
        removed(before, words, place)
      } else {
        add(place, "took any \(text(old["type"])) and takes a few words")
      }
    }
    if let items = old["items"] { taken(items, new["items"] ?? .null, place + "/items") }
    for keyword in ["pattern", "maxLength", "minimum", "maximum"] {
      if let limit = new[keyword], limit != old[keyword] {
        add(place, "\(keyword) was \(text(old[keyword])) and is \(text(limit))")
      }
    }
  }

  private mutating func command(_ old: JSONValue, _ new: JSONValue?, _ place: String) {
    guard let new else { return add(place, "is gone") }
    for alias in ContractComparison.removed(old["aliases"], new["aliases"]) {
      add(place, "is no longer called \(text(alias))")
    }
    for format in ContractComparison.removed(old["formats"], new["formats"]) {
      add(place, "prints no \(text(format)) any more")
    }
    if let output = old["output"], !output.isNull, output != new["output"] {
      add(place, "printed \(text(output)) and prints \(text(new["output"]))")
    }
    arguments(old["arguments"]?.array ?? [], new["arguments"]?.array ?? [], place)
    for list in ["options", "shared_options"] {
      options(old[list]?.array ?? [], new[list]?.array ?? [], place)
    }
    for verb in old["commands"]?.array ?? [] {
      let name = verb["name"]
      command(verb, new["commands"]?.array?.first { $0["name"] == name }, "\(place)/\(text(name))")
    }
  }

  /// Arguments go by their place.
  private mutating func arguments(_ old: [JSONValue], _ new: [JSONValue], _ place: String) {
    for (index, argument) in old.enumerated() {
      let path = "\(place)/\(text(argument["name"]))"
      if index < new.count { value(argument, new[index], path) } else { add(path, "is gone") }
    }
    for argument in new.dropFirst(old.count) where argument["required"] == true {
      add("\(place)/\(text(argument["name"]))", "has to be given now")
    }
  }

  /// Options go by their names.
  private mutating func options(_ old: [JSONValue], _ new: [JSONValue], _ place: String) {
    for option in old {
      for name in option["names"]?.array ?? [] {
        let path = "\(place)/\(text(name))"
        if let other = new.first(where: { $0["names"]?.array?.contains(name) == true }) {
          value(option, other, path)
        } else {
          add(path, "is gone")
        }
      }
    }
    for option in new where option["required"] == true {
      let names = option["names"]?.array ?? []
      if !old.contains(where: { !names.filter(($0["names"]?.array ?? []).contains).isEmpty }) {
        add("\(place)/\(text(names.last))", "has to be given now")
      }
    }
  }

  private mutating func value(_ old: JSONValue, _ new: JSONValue, _ place: String) {
    if old["type"] != new["type"], new["type"] != "text" || old["type"] != "choice" {
      add(place, "was a value of \(text(old["type"])) and is one of \(text(new["type"]))")
    }
    if let words = old["choices"]?.array, let others = new["choices"]?.array { removed(words, others, place) }
    if old["required"] != true, new["required"] == true { add(place, "has to be given now") }
    if old["repeating"] == true, new["repeating"] != true { add(place, "may be given only once now") }
    if let standard = old["default"], standard != new["default"] {
      add(place, "was \(text(standard)) by default and is \(text(new["default"]))")
    }
  }

  // MARK: Words

  private mutating func removed(_ old: [JSONValue], _ new: [JSONValue]?, _ place: String) {
    // Of what may be anything now, nobody can know the words.
    guard let new else { return add(place, "was one of a few words and is any") }
    for word in old where !new.contains(word) { add(place, "is never \(text(word)) any more") }
  }

  private static func removed(_ old: JSONValue?, _ new: JSONValue?) -> [JSONValue] {
    (old?.array ?? []).filter { new?.array?.contains($0) != true }
  }

  private func text(_ value: JSONValue?) -> String {
    guard let value else { return "nothing" }
    return value.string ?? value.encoded(pretty: false)
  }
}
