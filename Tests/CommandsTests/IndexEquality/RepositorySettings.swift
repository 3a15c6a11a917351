import SeededRandomness

/// What a repository has beside its records: `crm.yaml`, pipelines, views, synonyms, rates.
struct RepositorySettings {
  var country: String
  var currency: String
  var timezone: String
  var hasOwners: Bool
  var fields: [String]
  /// A line that does not belong there.
  var fault: String?
  /// The other files, by path.
  var others: [(path: String, text: String)]

  static let customFields = [
    "{kind: deal, key: square_metres, type: number, title: m²}",
    "{kind: deal, key: architect, type: contact}",
    "{kind: contact, key: newsletter, type: boolean}",
    "{kind: contact, key: sizes, type: list of integer}",
    "{kind: company, key: rivals, type: list of company}",
    "{kind: company, key: fax, type: phone}",
    "{kind: lead, key: heat, type: choice, values: [cold, warm, hot]}",
    "{kind: task, key: effort, type: duration}",
    "{kind: activity, key: place, type: text}",
    "{kind: product, key: since, type: date}",
    "{kind: contact, key: odd_key, type: list of text}",
  ]

  init(_ random: inout SeededRandom) {
    country = random.pick(["DE", "RU", "US"])
    currency = random.pick(["EUR", "RUB"])
    timezone = random.pick(["Europe/Berlin", "Europe/Moscow", "UTC", "America/New_York"])
    hasOwners = random.chance(30)
    fields = []
    for field in RepositorySettings.customFields where random.chance(35) { fields.append(field) }
    others = [("pipelines/sales.yaml", RepositorySettings.sales), ("views/hot.yaml", RepositorySettings.hot)]
    if random.chance(30) { others.append(("pipelines/service.yaml", RepositorySettings.service)) }
    if random.chance(40) { others.append(("synonyms.yaml", RepositorySettings.synonyms)) }
    if random.chance(30) { others.append(("rates.yaml", RepositorySettings.rates)) }
    if random.chance(30) { others.append(("views/mine.yaml", "filter: owner:me or weber\n")) }
  }

  var text: String {
    var lines = ["format: 1", "timezone: \(timezone)", "country: \(country)", "currency: \(currency)"]
    if hasOwners {
      lines += ["owners:", "- {id: gleb, name: Gleb Petrov, email: gleb@example.com}", "- {id: ana}"]
    }
    if !fields.isEmpty { lines += ["fields:"] + fields.map { "- " + $0 } }
    if let fault { lines.append(fault) }
    return lines.map { $0 + "\n" }.joined()
  }

  static let sales = """
    name: Sales
    stages:
    - {id: first-contact, name: First contact, probability: 10, within: 3d}
    - id: meeting
      name: Meeting
      probability: 30
      rots_after: 5d
    - {id: proposal, name: Proposal, probability: 50, rots_after: 7d, require: ["amount > 0", contact.email]}
    - {id: invoice, name: Invoice, probability: 80}
    - {id: won, name: Won, outcome: won}
    - {id: lost, name: Lost, outcome: lost, require: [lost_reason]}
    - {id: archive, name: Archive, outcome: archived}
    lost_reasons: [price, competitor, other]
    actions:
    - {id: invoice-sent, name: Invoice sent, synonyms: [bill], stage: invoice, next: {title: Check payment, type: call}}
    - {id: paid, name: Paid, stage: won}

    """

  static let service = """
    name: Service
    stages: [{id: open, name: Open, probability: 60}, {id: meeting}, {id: done, outcome: won}]

    """

  static let hot = "kind: deal\nfilter: is:open amount>=500 sort:-amount\n"
  static let synonyms = "bill: [invoice, счёт]\nweber: [вебер]\nacme: [анна]\n"
  static let rates = """
    rates:
    - {date: 2026-01-01, from: EUR, to: RUB, rate: 98.50}
    - {date: 2026-01-01, from: EUR, to: USD, rate: 1.08}

    """

  static let people = """
    name,email,phone,company,shoe size
    Anna Ivanova,anna@acme.example,+7 916 123-45-67,Acme GmbH,38
    Новый Человек,new@person.example,8 (495) 765-43-21,Новая,
    Zoë,zoe@mail,12,,

    """
}
