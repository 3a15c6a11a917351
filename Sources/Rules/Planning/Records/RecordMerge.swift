import Facts
import Matching
import Records
import Text

/// What becomes of the fields of two records that are made one.
struct RecordMerge {
  /// The record that stays.
  let kept: Record
  /// The record that goes.
  let other: Record
  /// The country of phone numbers written without one.
  let region: String

  /// The fields of the record that stays that get another value; an inner nil clears.
  ///
  /// Its own values stay; what it lacks comes from the other; lists are united, notes joined, and what differs is kept
  /// under `extra` by the name of its field, so that nothing is lost.
  var changes: [String: Value?] {
    var changes: [String: Value?] = [:]
    var extra: [MapEntry] = []
    for field in kept.table.fields where !RecordMerge.apart.contains(field.key) {
      let mine = field.type == .currency && isCurrencyFree ? nil : value(field, of: kept)
      if mine == nil, kept[field] != nil { changes.updateValue(nil, forKey: field.key) }
      guard let theirs = value(field, of: other), theirs != mine else { continue }
      if let mine {
        if let united = united(mine, theirs, field) {
          if united != mine { changes[field.key] = united }
          continue
        }
      } else if !isContradicted(field) {
        changes[field.key] = theirs
        continue
      }
      extra.append(MapEntry(field.key, .text(spelling(theirs, field))))
    }
    if let external, external != kept["external"] { changes["external"] = external }
    if let all = RecordMerge.extra(kept["extra"], other["extra"], extra), all != kept["extra"] {
      changes["extra"] = all
    }
    changes["aliases"] = aliases
    return changes
  }

  /// What is worked out by itself, and how far a lead got, which is no matter of the two being one.
  private static let apart: Set<String> = ["id", "aliases", "external", "extra", "status"]

  // MARK: Values that say something only together

  /// True where the other's value beside those of the record that stays would say what neither said: the street of one
  /// town in another, a family name of somebody who is called otherwise, an amount in another currency.
  private func isContradicted(_ field: Field) -> Bool {
    if RecordMerge.nameParts.contains(field.key) { return !NameLikeness.alike(kept.name, other.name) }
    if RecordMerge.addressParts.contains(field.key) { return isElsewhere }
    guard field.type == .money, hasMoney(kept) else { return false }
    return kept.text("currency") != other.text("currency")
  }

  private var isElsewhere: Bool {
    RecordMerge.addressParts.contains { key in
      guard let mine = kept.text(key), let theirs = other.text(key) else { return false }
      return Folding.joinedWords(mine) != Folding.joinedWords(theirs)
    }
  }

  private static let nameParts: Set<String> = ["first_name", "middle_name", "last_name"]
  private static let addressParts: Set<String> = ["address", "city", "region", "postal_code", "country"]

  /// True where the currency of the record that stays is that of no amount, and the other one's is.
  private var isCurrencyFree: Bool { !hasMoney(kept) && hasMoney(other) }

  private func hasMoney(_ record: Record) -> Bool {
    record.table.fields.contains { $0.type == .money && record[$0] != nil }
  }

  private func spelling(_ value: Value, _ field: Field) -> String {
    guard field.type == .money, let currency = other.text("currency") else { return value.plainText }
    return value.plainText + " " + currency
  }

  /// The identifiers that lead to the record that stays from now on.
  private var aliases: Value {
    var names: [String] = []
    for name in kept.texts("aliases") + [other.id.description] + other.texts("aliases")
    where !names.contains(name) {
      names.append(name)
    }
    return .list(names.map { .text($0) })
  }

  /// A value of a field without mentions of either record: nobody refers to itself.
  private func value(_ field: Field, of record: Record) -> Value? {
    guard let value = record[field] else { return nil }
    guard field.type.referencedKind == kept.kind else { return value }
    let own = Set([kept.id, other.id] + other.aliasIDs + kept.aliasIDs)
    if let reference = value.reference { return own.contains(reference.id) ? nil : value }
    let left = value.elements.filter { $0.reference.map { !own.contains($0.id) } ?? true }
    return left.isEmpty ? nil : .list(left)
  }

  // MARK: Values that go together

  /// Both values in one; nil where a field has room for one of them alone.
  private func united(_ mine: Value, _ theirs: Value, _ field: Field) -> Value? {
    switch field.type {
    case .notes: return mine.text.flatMap { mine in theirs.text.map { .text(RecordMerge.joined(mine, $0)) } }
    case .list(let element):
      var known = Set(mine.elements.map { key($0, element) })
      return .list(mine.elements + theirs.elements.filter { known.insert(key($0, element)).inserted })
    case .entries: return .list(mine.elements + theirs.elements.filter { !mine.elements.contains($0) })
    case .map: return .map(RecordMerge.union(mine.map ?? [], theirs.map ?? []))
    default: return nil
    }
  }

  /// What two entries of a list have in common that are the same.
  private func key(_ value: Value, _ type: FieldType) -> String {
    let text = value.plainText
    return switch type {
    case .email: EmailAddress.normalized(text)
    case .phone: MatchKey.phoneText(text, region: region) ?? text
    case .link: MatchKey.linkText(text)
    case .reference: value.reference?.id.description ?? text
    default: Folding.fold(text)
    }
  }

  /// One text after the other, or the one that has all that the other says.
  private static func joined(_ mine: String, _ theirs: String) -> String {
    let paragraph = theirs.trimmingTrailingBlanks
    if paragraph.isEmpty || mine.trimmingTrailingBlanks.contains(paragraph) { return mine }
    if theirs.contains(mine.trimmingTrailingBlanks) { return theirs }
    return mine.trimmingTrailingBlanks + "\n\n" + theirs
  }

  /// A system may know the two as two: then it has a list of identifiers.
  private var external: Value? {
    var entries = kept["external"]?.map ?? []
    for entry in other["external"]?.map ?? [] {
      guard let place = entries.firstIndex(where: { $0.key == entry.key }) else {
        entries.append(entry)
        continue
      }
      let present = entries[place].value.elements
      let texts = Set(present.map(\.plainText))
      let new = entry.value.elements.filter { !texts.contains($0.plainText) }
      if !new.isEmpty { entries[place].value = .list(present + new) }
    }
    return entries.isEmpty ? nil : .map(entries)
  }

  private static func extra(_ mine: Value?, _ theirs: Value?, _ added: [MapEntry]) -> Value? {
    let entries = union(mine?.map ?? [], (theirs?.map ?? []) + added)
    return entries.isEmpty ? nil : .map(entries)
  }

  /// The entries of both; another value of a key stands under a numbered one.
  private static func union(_ mine: [MapEntry], _ theirs: [MapEntry]) -> [MapEntry] {
    var entries = mine
    for entry in theirs {
      ExtraEntries.add(entry, to: &entries) { $0.plainText == $1.plainText }
    }
    return entries
  }
}
