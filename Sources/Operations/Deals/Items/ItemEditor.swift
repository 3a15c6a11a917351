import Diagnostics
import Facts
import Records
import Rules
import Search
import Text

/// Turns what was asked of the items of a deal into its new list of items.
struct ItemEditor {
  let deal: Record
  let workspace: Workspace
  /// The currency that the deal has, or gets with its first item.
  let currency: String
  private let items: [Value]
  private let parser: ValueParser

  init(_ deal: Record, in workspace: Workspace) throws(Diagnostic) {
    let pipeline = try workspace.pipelines.pipeline(of: deal)
    self.workspace = workspace
    currency = deal.text("currency") ?? pipeline.currency ?? workspace.config.currency
    self.deal = deal.replacing(["currency": .text(currency)])
    items = deal["items"]?.list ?? []
    parser = ValueParser(
      snapshot: workspace.snapshot, now: workspace.now, user: workspace.user,
      finder: workspace.finder(for: .writing))
  }

  /// The items, and what became of which.
  func items(after action: EditItems.Action) throws(Diagnostic) -> (
    items: [Value], what: (name: String, verb: String)
  ) {
    var items = items
    switch action {
    case .add(let name, let fields):
      let product = try workspace.resolve(name, .product)
      let bare = Value.map([MapEntry("product", .reference(Reference(product)))])
      items.append(try priced(try entry(bare, setting: fields, of: product), product))
      return (items, (product.name, "added"))
    case .set(let name, let fields):
      let place = try place(named: name)
      var changed = try entry(items[place], setting: fields, of: product(of: items[place]))
      // Another product or unit has another price, unless one is given with it.
      if let product = product(of: changed), isRepriced(by: fields) {
        changed = try priced(without(price: changed), product)
      }
      items[place] = changed
      return (items, (self.name(of: changed), "changed"))
    case .remove(let name):
      let place = try place(named: name)
      let gone = items.remove(at: place)
      return (items, (self.name(of: gone), "removed"))
    }
  }

  /// A second line of a product may be meant, and may be a slip.
  func warnings(of action: EditItems.Action) -> [Diagnostic] {
    guard case .add(let name, _) = action, let product = try? workspace.resolve(name, .product),
      let place = items.firstIndex(where: { $0["product"]?.reference?.id == product.id })
    else { return [] }
    let line = CommandLine("deals items", "set", "\(deal.id)", .known(String(place + 1)))
    return [
      Diagnostic(
        .warning, "\"\(product.name)\" is item \(place + 1) of the deal already",
        hints: ["for more of it in one line: \(line.field("quantity", .open))"])
    ]
  }

  // MARK: Which item

  private func product(of entry: Value) -> Record? { workspace.snapshot.record(entry["product"]?.reference) }

  private func name(of entry: Value) -> String {
    product(of: entry)?.name ?? entry["product"]?.reference?.stem ?? "item"
  }

  /// The place of the item that a number or a product names. Throws `not_found` for none and `ambiguous` for several.
  private func place(named text: String) throws(Diagnostic) -> Int {
    let listing = Hint.command(CommandLine("deals items", "\(deal.id)"))
    if let number = Int(text) {
      guard items.indices.contains(number - 1) else {
        throw Diagnostic(
          .notFound, "deal \"\(deal.name)\" has no item \(number)", hints: [listing])
      }
      return number - 1
    }
    let words = Folding.joinedWords(text)
    var places = items.indices.filter { Folding.joinedWords(name(of: items[$0])) == words }
    if places.isEmpty {
      places = items.indices.filter { place in
        let known = Folding.joinedWords(name(of: items[place]))
        return !words.isEmpty && words.allSatisfy { word in known.contains { $0.hasPrefix(word) } }
      }
    }
    if places.isEmpty {
      let product = try workspace.resolve(text, .product)
      places = items.indices.filter { items[$0]["product"]?.reference?.id == product.id }
      guard !places.isEmpty else {
        throw Diagnostic(
          .notFound, "product \"\(product.name)\" is no item of deal \"\(deal.name)\"", hints: [listing])
      }
    }
    if let only = places.first, places.count == 1 { return only }
    throw Diagnostic(
      .ambiguous,
      "\"\(text)\" may be any of the items \(places.map { String($0 + 1) }.joined(separator: ", "))",
      hints: [listing, "name it by its number"])
  }

  // MARK: Its fields

  private static let keys = ["quantity", "unit", "price", "discount", "tax"]

  private func isRepriced(by fields: [String]) -> Bool {
    fields.contains { $0.hasPrefix("unit=") || $0.hasPrefix("product=") || $0 == "price=" }
      && !fields.contains { $0.hasPrefix("price=") && $0 != "price=" }
  }

  private func without(price entry: Value) -> Value { .map((entry.map ?? []).filter { $0.key != "price" }) }

  /// The entry with what `field=value` words say; an empty value takes the field out.
  private func entry(_ entry: Value, setting fields: [String], of product: Record?) throws(Diagnostic)
    -> Value
  {
    var entries = entry.map ?? []
    var product = product
    for word in fields {
      guard let equals = word.firstIndex(of: "="), equals > word.startIndex else {
        throw Diagnostic(
          .usage, "\"\(word)\" is not field=value",
          hints: ["an item has \(ItemEditor.keys): quantity=2"])
      }
      let key = String(word[..<equals])
      let text = String(word[word.index(after: equals)...])
      if key == "product", !text.isEmpty {
        let other = try workspace.resolve(text, .product)
        product = other
        put("product", .reference(Reference(other)), &entries)
        continue
      }
      guard ItemEditor.keys.contains(key) else {
        throw Diagnostic(
          .invalidValue, "an item has no field \"\(key)\"",
          hints: .unknown(key, among: ItemEditor.keys + ["product"], listing: "it has "))
      }
      put(key, text.isEmpty ? nil : try value(text, of: key, product), &entries)
    }
    return .map(entries)
  }

  private func put(_ key: String, _ value: Value?, _ entries: inout [MapEntry]) {
    let order = ["product"] + ItemEditor.keys
    entries.removeAll { $0.key == key }
    guard let value else { return }
    let rank = order.firstIndex(of: key) ?? 0
    let place = entries.firstIndex { (order.firstIndex(of: $0.key) ?? .max) > rank } ?? entries.endIndex
    entries.insert(MapEntry(key, value), at: place)
  }

  private func value(_ text: String, of key: String, _ product: Record?) throws(Diagnostic) -> Value {
    switch key {
    case "unit": return .text(try unit(text, product))
    case "discount", "tax": return try parser.parse(text, for: Field(key, .percent, ""))
    case "price":
      // A price may have more decimals than an amount; one that names its currency is read as an amount.
      let hasCurrency = NumberCell(text, isTyped: true)?.currency != nil
      let value = try parser.parse(
        text, for: Field(key, hasCurrency ? .money : .number, ""),
        in: ValueParser.Surroundings(currency: currency))
      if value.number?.isNegative == true {
        throw Diagnostic(.invalidValue, "price cannot be negative: \"\(text)\"")
      }
      return value
    default:
      let value = try parser.parse(text, for: Field(key, .number, ""))
      guard let number = value.number, number > .zero else {
        throw Diagnostic(
          .invalidValue, "\(key) is above zero, not \"\(text)\"",
          hints: ["to take an item out: \(CommandLine("deals items", "remove", "\(deal.id)", .open))"])
      }
      return value
    }
  }

  private func unit(_ text: String, _ product: Record?) throws(Diagnostic) -> String {
    let own = product?.text("unit")
    if text == ItemLine.pack {
      guard let product, product["pack"] == nil else { return text }
      throw Diagnostic(
        .invalidValue, "product \"\(product.name)\" does not say how many units a pack holds",
        hints: [.command(CommandLine("products set", "\(product.id)").field("pack", .open))])
    }
    if text == ItemLine.unit || text == own { return text }
    throw Diagnostic(
      .invalidValue, "unit cannot be \"\(text)\"",
      hints: .unknown(
        text, among: [ItemLine.unit, ItemLine.pack] + (own.map { [$0] } ?? []), listing: "it is "))
  }

  // MARK: Its price

  /// The entry with the price that holds for it now, so that it stays when the product's changes. Throws `invalid_value`
  /// where there is none.
  private func priced(_ entry: Value, _ product: Record) throws(Diagnostic) -> Value {
    let line = ItemTotals(deal.replacing(["items": .list([entry])]), in: workspace.snapshot).lines.first
    if let problem = line?.problem, line?.price == nil {
      var again = CommandLine("deals items", "add", "\(deal.id)", "\(product.id)")
      // What was typed besides.
      for typed in entry.map ?? [] where !["product", "price"].contains(typed.key) {
        let text = typed.value.plainText
        if typed.key != "quantity" || text != "1" { again = again.field(typed.key, .known(text)) }
      }
      again = again.field("price", .open)
      var hints: [Hint] = [.command(again)]
      switch problem {
      case .noPrice:
        hints.append(.command(CommandLine("products set", "\(product.id)").field("price", .open)))
      case .otherCurrency, .noPack, .unknownUnit, .missingProduct, .unreadablePrice: break
      }
      throw Diagnostic(
        .invalidValue, "\"\(product.name)\": \(problem.words(currency: currency))", hints: hints)
    }
    guard let price = line?.price, line?.priceFrom != .own else { return entry }
    var entries = entry.map ?? []
    put("price", .number(price.scale > 2 ? price.trimmed : price), &entries)
    return .map(entries)
  }
}
