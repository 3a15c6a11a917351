import Records
import Text

/// What a text in common says of two records.
enum Sameness {
  /// They are two all the same.
  case different
  /// They are one, whatever they are called.
  case proven
  /// They are one, and their names may be those of one.
  case alike
}

/// Decides whether two records that agree by a key are one; everybody who asks about sameness asks it.
struct SamenessJudge: Sendable {
  /// The country of phone numbers written without one.
  let region: String
  /// A person said by which keys records are told apart, so that an address in common is enough.
  let isSaid: Bool

  /// `one` is who is looked for, `other` a record that agrees with it by the key.
  func verdict(_ one: Identity, _ other: Identity, by key: MatchKey) -> Sameness {
    // Two identifiers of one source are two records there, whatever else they share.
    if one.isOtherInSource(than: other) { return .different }
    let areAlike = SamenessJudge.areAlike(one.name, other.name)
    let isOne =
      switch one.kind {
      case .contact, .lead: isOnePerson(one, other, by: key, areAlike)
      // Firms of one owner have mail at one domain; a website is one firm's.
      case .company where key == .domain: areAlike || one.value("links") != nil
      case .company, .deal, .task, .activity, .product, .invoice: true
      }
    return !isOne ? .different : areAlike ? .alike : .proven
  }

  /// A missing name is like any.
  static func areAlike(_ one: String?, _ other: String?) -> Bool {
    guard let one, let other else { return true }
    return NameLikeness.alike(one, other)
  }

  private func isOnePerson(_ one: Identity, _ other: Identity, by key: MatchKey, _ areAlike: Bool) -> Bool {
    if key.needsLikeName {
      // An office has one number for all who work there. Without a name on both sides it proves nothing against
      // different addresses.
      return areAlike && ((one.name != nil && other.name != nil) || !haveOtherEmails(one, other))
    }
    if key == .name, !isSaid {
      // A namesake with another address is somebody else, unless both work for one company.
      if one.company.isOther(than: other.company), shared("phones", one, other).isEmpty { return false }
      return !haveOtherEmails(one, other) || (one.company.id != nil && one.company.id == other.company.id)
    }
    guard key.parts.contains("emails"), !areAlike, !isSaid, let name = one.name, let present = other.name
    else { return true }
    return shared("emails", one, other).contains { NameLikeness.alike(name, present, sharing: $0) }
  }

  /// Both have addresses, and none in common.
  private func haveOtherEmails(_ one: Identity, _ other: Identity) -> Bool {
    one.value("emails") != nil && other.value("emails") != nil && shared("emails", one, other).isEmpty
  }

  /// The addresses or numbers that both have.
  private func shared(_ part: String, _ one: Identity, _ other: Identity) -> [String] {
    let present = MatchKey.texts(part, kind: other.kind, region: region, other.value)
    return MatchKey.texts(part, kind: one.kind, region: region, one.value).filter { present.contains($0) }
  }
}
