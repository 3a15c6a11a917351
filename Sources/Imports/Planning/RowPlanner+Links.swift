import Diagnostics
import Matching
import Records
import Rules

/// Another record that a row mentions.
enum Link {
  case existing(Reference)
  case missing(Kind, [String: Value])
  /// One that the row does not name; what it says of it is kept in the row's own record.
  case unknown

  /// What stands in the place of a reference that does not exist yet: equal to no reference.
  static let pending = "\u{2}"

  var matchValue: Value {
    switch self {
    case .existing(let reference): .reference(reference)
    case .missing, .unknown: .text(Link.pending)
    }
  }
}

/// A record that was made because a row mentions it.
struct LinkedCreation {
  let kind: Kind
  let reference: Reference
  let values: [String: Value]
}

extension RowPlanner {
  /// Finds everything that a row mentions; what is missing is to be made, or the row is refused.
  mutating func resolve(
    _ row: DecodedRow, _ source: Row, known: MatchTexts
  ) throws(Diagnostic) -> [String: Link] {
    if row.links.isEmpty { return [:] }
    var links: [String: Link] = [:]
    // The company comes first: it tells people of one name apart.
    let keys = RowPlanner.companyFirst(row.links.keys.filter { $0 != "next_step" })
    for key in keys {
      guard let mention = row.links[key], let linked = table[key]?.type.referencedKind else { continue }
      let company =
        switch links["company"] {
        case .existing(let reference)?: EmployerMention(reference.id)
        case .missing?: EmployerMention(isNew: true)
        case .unknown?, nil: EmployerMention()
        }
      // Thousands of people mention the same few companies.
      if linked == .company, let known = knownCompanies[mention] {
        links[key] = .existing(known)
        continue
      }
      switch try find(linked, mention, key, of: row, source, company, known) {
      case .one(let found):
        links[key] = .existing(reference(found))
        if linked == .company { knownCompanies[mention] = reference(found) }
        continue
      case .several:
        links[key] = .unknown
        continue
      case .none: break
      }
      guard linked == .contact || linked == .company,
        !isBrokenReference(mention.values[linked.nameKey]?.text)
      else {
        throw missing(linked, mention, isMakeable: false)
      }
      guard mention.values[linked.nameKey] != nil else {
        // An identifier or other cells alone tell of nobody that a record could be made of.
        links[key] = .unknown
        continue
      }
      guard request.createsLinks else { throw missing(linked, mention, isMakeable: true) }
      var values = mention.values
      if let id = mention.id { values["external"] = Value.map([MapEntry(analysis.preset.source, .text(id))]) }
      links[key] = .missing(linked, values)
    }
    return links
  }

  /// The record mentioned. Of several the one that the row's own record has, where that has all that the row says: what
  /// other rows brought since does not make a row doubtful that was none. A company that was only guessed from an
  /// address, and may be any of several, is none of them.
  private func find(
    _ linked: Kind, _ mention: LinkedValues, _ key: String, of row: DecodedRow, _ source: Row,
    _ company: EmployerMention, _ known: MatchTexts
  ) throws(Diagnostic) -> Mentioned {
    let match = finder.find(linked, mention, index: index, company: company, target: { target($0) })
    guard case .ambiguous(let ids, _) = match else { return match.record.map { .one($0) } ?? .none }
    let own = ids.filter { id in
      var tried = row
      tried.values[key] = .reference(reference(id))
      guard case .record(let own, _) = self.match(tried, known: known) else { return false }
      return current(own, key)?.reference?.id == id && !isNews(row, source, for: own)
    }
    if own.count == 1 { return .one(own[0]) }
    if mention.isNameDerived, linked == .company { return .several }
    throw finder.refusal(linked, mention, ids, target: { target($0) })
  }

  private enum Mentioned {
    case one(RecordID)
    case several
    case none
  }

  private static func companyFirst(_ keys: some Collection<String>) -> [String] {
    keys.filter { $0 == "company" } + keys.filter { $0 != "company" }.sorted()
  }

  func reference(_ id: RecordID) -> Reference {
    Reference(id: id, stem: target(id)?.ref ?? id.description)
  }

  private func missing(_ linked: Kind, _ mention: LinkedValues, isMakeable: Bool) -> Diagnostic {
    let name = mention.values[linked.nameKey]?.text ?? mention.id ?? ""
    return Diagnostic(
      .notFound, "there is no \(linked.rawValue) \"\(name)\"",
      hints: [isMakeable ? "leave out --no-create-links to make it" : "import the \(linked.plural) first"])
  }

  /// Makes the missing records of a row and puts all references into its values.
  static func make(
    _ links: [String: Link], with planner: inout ChangePlanner, into values: inout [String: Value]
  ) throws(Diagnostic) -> [LinkedCreation] {
    if links.isEmpty { return [] }
    var made: [LinkedCreation] = []
    for key in companyFirst(links.keys) {
      switch links[key] {
      case .existing(let reference)?: values[key] = .reference(reference)
      case .missing(let kind, var own)?:
        if kind == .contact, let company = values["company"] { own["company"] = company }
        let reference = try planner.addRecord(kind, values: own)
        made.append(LinkedCreation(kind: kind, reference: reference, values: own))
        values[key] = .reference(reference)
      case .unknown?, nil: break
      }
    }
    return made
  }
}
