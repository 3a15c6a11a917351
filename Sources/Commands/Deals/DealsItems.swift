import ArgumentParser
import Diagnostics
import Operations
import Records
import Rules
import Search

/// `crm deals items [add|set|remove|list] REF …`: what is sold in a deal, and what it comes to.
struct DealsItems: CRMCommand, ChangesOneRecord {
  static let configuration = CommandConfiguration(
    commandName: "items", abstract: "What is sold in a deal: list, add, set or remove a line.",
    discussion: """
      items REF shows the lines with their totals. add REF PRODUCT takes quantity, unit, price, discount and tax as \
      field=value; without a price the product's is taken, by the price list of the deal or its company. set and remove \
      name a line by its product or its number. The amount of the deal follows, unless a person gave another; amount= \
      of set gives it back to the items.
      """)
  static let examples = [
    "deals items website", "deals items add website 'landing page' quantity=2 discount=10",
  ]
  static let answers = [ShowItems.answer]
  static let effect = Effect.writes

  @Argument(
    help: ArgumentHelp(
      "add, set, remove or list, where it is not left out; the deal; the item; its fields.",
      valueName: "verb ref product field=value"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.deal, .product]) })
  var words: [String] = []

  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  private enum Verb: String, CaseIterable { case list, add, set, remove }

  /// A deal may be called like a verb where nothing else is said.
  private var parts: (verb: Verb, rest: [String]) {
    guard words.count > 1, let verb = words.first.flatMap(Verb.init) else { return (.list, words) }
    return (verb, Array(words.dropFirst()))
  }

  func validate() throws {
    let (verb, rest) = parts
    switch verb {
    case .list:
      if rest.count != 1 {
        throw ValidationError(
          rest.isEmpty ? "items takes a deal" : "items takes add, set, remove or list, and then a deal")
      }
    case .add, .remove:
      if rest.count < 2 { throw ValidationError("items \(verb.rawValue) takes a deal and a product") }
      if verb == .remove, rest.count > 2 { throw ValidationError("items remove takes one item at a time") }
    case .set:
      if rest.count < 3 {
        throw ValidationError("items set takes a deal, an item and at least one field=value")
      }
    }
  }

  func run(in session: Session) throws {
    let (verb, rest) = parts
    func edit(_ action: EditItems.Action) throws {
      try session.present(try EditItems(rest[0], action).run(in: session.context))
    }
    switch verb {
    case .list: try session.answer(ShowItems(rest[0]))
    case .add: try edit(.add(product: rest[1], fields: Array(rest.dropFirst(2))))
    case .set: try edit(.set(item: rest[1], fields: Array(rest.dropFirst(2))))
    case .remove: try edit(.remove(item: rest[1]))
    }
  }
}
