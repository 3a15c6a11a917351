/// Fields that several kinds have, so that each is described once.
enum SharedFields {
  static let created = Field(
    "created", .instant, "When the record was made; may be missing in a hand-written one.", writer: .creation)

  static let trailing = [
    Field("external", .map, "Identifiers in other systems, such as `{amocrm: 123}`."),
    Field(
      "aliases", .list(.text), "Identifiers of records merged into this one.", writer: .creation,
      singular: "alias"),
    Field("extra", .map, "Values that an import kept although no field holds them."),
  ]

  static let tags = Field("tags", .list(.tag), "Free labels.", searchable: true, singular: "tag")
  static let notes = Field("notes", .notes, "Free text of any length.", searchable: true, singular: "note")
  static let message = Field(
    "message", .notes, "What somebody outside wrote to us; never in lists.", searchable: true,
    writer: .creation)
  static let origin = Field(
    "origin", .map,
    "How the record came in from outside, from whom and when, and which fields they wrote: `{by, from, at, id, fields}`.",
    writer: .creation)
  static let owner = Field("owner", .user, "The responsible user.", searchable: true)
  static let source = Field("source", .text, "Where it came from.", searchable: true)
  static let campaign = Field("campaign", .text, "The campaign it came from.", searchable: true)
  static let doNotContact = Field(
    "do_not_contact", .list(.choice(ContactChannel.words)),
    "Ways in which they said that they are not to be reached; mail is read as email.",
    title: "Do not contact")
  static let emails = Field(
    "emails", .list(.email), "Email addresses, the main one first.", searchable: true, singular: "email")
  static let phones = Field(
    "phones", .list(.phone), "Phone numbers, the main one first; written by crm as +digits.",
    searchable: true,
    singular: "phone")
  static let links = Field(
    "links", .list(.link), "Web addresses and profiles.", searchable: true, singular: "link")
  static let timezone = Field(
    "timezone", .text, "IANA zone; derived from address or phone when missing.", title: "Time zone")

  static let address = [
    Field("address", .text, "Street and house.", searchable: true),
    Field("city", .text, "City.", searchable: true),
    Field("region", .text, "State, province or oblast.", searchable: true),
    Field("postal_code", .text, "Postal code, kept as text.", searchable: true),
    Field("country", .text, "Country, an ISO 3166 code or a name.", searchable: true),
  ]

  static func contact(_ doc: String) -> Field {
    Field("contact", .reference(.contact), doc, searchable: true)
  }
  static func company(_ doc: String) -> Field {
    Field("company", .reference(.company), doc, searchable: true)
  }
  static func deal(_ doc: String) -> Field { Field("deal", .reference(.deal), doc, searchable: true) }

  /// What is sold, as deals and invoices hold it.
  static let items = Field(
    "items",
    .entries([
      EntryField("product", .reference(.product), required: true), EntryField("quantity", .number),
      EntryField("unit", .text), EntryField("price", .money), EntryField("discount", .percent),
      EntryField("tax", .percent),
    ]),
    """
    What is sold, by product. With `unit: pack` quantity and price are of packs; without a price the product's is taken, \
    by the price list. Discount and tax in per cent; a tax of the item stands in place of the whole's.
    """, singular: "item")

  /// What holds for all items.
  static let itemTerms = [
    Field(
      "discount", .percent,
      "Taken off every item, in per cent, after the item's own; in filters the largest of a line, both together."
    ),
    Field("tax", .percent, "Tax of items that have none of their own, in per cent."),
    Field(
      "tax_included", .boolean, "True where prices contain the tax; as crm.yaml says when missing.",
      title: "Tax included"),
  ]

  static func priceList(_ doc: String) -> Field { Field("price_list", .text, doc, title: "Price list") }

  static let money = [
    Field("amount", .money, "Expected amount, an exact decimal."),
    Field("currency", .currency, "ISO 4217 code of the amount."),
  ]
}
