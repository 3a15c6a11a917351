import Records
import Text

/// Products by their names and article numbers; what several have is nobody's.
struct ProductNames {
  private var products: [String: Reference?] = [:]

  init(_ snapshot: Snapshot) {
    for product in snapshot.records(.product) {
      for name in Set([product.name, product.text("sku") ?? ""].map(ProductNames.key)) where !name.isEmpty {
        products[name] = products[name] == nil ? .some(Reference(product)) : .some(nil)
      }
    }
  }

  private static func key(_ name: String) -> String { Folding.joinedWords(name).joined(separator: " ") }

  subscript(name: String) -> Reference? { products[ProductNames.key(name)] ?? nil }
}

/// What deals sell.
extension RowPlanner {
  /// Makes items of the lines of a deal where every product is on record; else they are kept as they are.
  mutating func takeItems(_ row: inout DecodedRow) {
    guard !row.items.isEmpty else { return }
    let lines = row.items.filter { !$0.isEmpty }
    if lines.allSatisfy({ $0.product != nil }) {
      var items: [Value] = []
      for line in lines {
        guard let product = line.product.flatMap({ products[$0] }) else { break }
        var entries = [MapEntry("product", .reference(product))]
        if let quantity = line.quantity { entries.append(MapEntry("quantity", .number(quantity))) }
        if let unit = line.unit, !unit.isEmpty { entries.append(MapEntry("unit", .text(unit))) }
        if let price = line.price { entries.append(MapEntry("price", .number(price))) }
        if let discount = line.discount { entries.append(MapEntry("discount", .number(discount))) }
        if let tax = line.tax { entries.append(MapEntry("tax", .number(tax))) }
        items.append(.map(entries))
      }
      if items.count == lines.count {
        row.values["items"] = .list(items)
        return
      }
    }
    keep(lines, &row)
  }

  /// The cells of all lines, column by column, in the order of the lines.
  private func keep(_ lines: [ItemCells], _ row: inout DecodedRow) {
    var columns: [String] = []
    for cell in lines.flatMap(\.cells) where !columns.contains(cell.key) { columns.append(cell.key) }
    for column in columns {
      let texts = lines.map { line in line.cells.first { $0.key == column }?.value.plainText ?? "" }
      row.extra.append(MapEntry(column, .text(texts.joined(separator: "; "))))
    }
    row.values["extra"] = .map(row.extra)
  }
}
