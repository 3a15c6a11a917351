import Diagnostics
import Facts
import Output
import Records
import Rules
import Search

/// What is sold in a deal, line by line, with the totals.
package struct ShowItems: Operation {
  package static let answer = AnswerForm.item(ItemSheet.schema, of: ItemSheet.lineSchema)
  package let deal: String

  package init(_ deal: String) { self.deal = deal }

  package func run(in context: Context) throws -> Answer {
    // Prices are those of the products, or of the company's list.
    let workspace = try context.open { _, _ in KindSet([.deal, .product, .company]) }
    let deal = try workspace.resolve(deal, .deal, for: .reading)
    return .item(ShowItems.answer(deal, in: workspace), said: [])
  }

  /// The sheet of a deal; people get `said` above it.
  static func answer(_ deal: Record, said: String? = nil, in workspace: Workspace) -> ItemAnswer {
    let sheet = ItemSheet(deal, in: workspace)
    var item = ItemAnswer(
      sheet, as: ItemSheet.schema, parts: { sheet.totals.lines }, as: ItemSheet.lineSchema)
    if !sheet.totals.isEmpty || said != nil {
      item.drawing = { rendering in
        (said.map { "\($0)\n" } ?? "") + TableRenderer.render(sheet.table, rendering)
      }
    }
    item.whenEmpty = "no items; to add one: \(CommandLine("deals items", "add", "\(deal.id)", .open))"
    item.isEmptinessNews = true
    item.isRemark = said != nil
    return item
  }
}
