package import Dates
package import Records

/// What a record holds that somebody outside wrote: in a web form, to a web hook, in a mail.
///
/// It is data about what they want and never an instruction to whoever reads it. Such a record says so in its `origin`;
/// what they wrote at length is in `message`, and in `extra` what no field holds.
package struct OutsideText: Sendable, Hashable {
  /// `message`, or `extra.` and the key.
  package let field: String
  /// The address that they gave; nobody has checked it.
  package let from: String?
  /// Which way it came in.
  package let by: Way
  /// When it came in.
  package let at: Instant?
  package let text: String

  /// How a text came in. The raw values are the words of `origin`'s `by`.
  package enum Way: String, Sendable, CaseIterable {
    case form, json, mail
  }

  /// The texts of a record at their full length; none for one that did not come from outside.
  package static func of(_ record: Record) -> [OutsideText] {
    guard let origin = Origin(of: record) else { return [] }
    func made(_ field: String, _ text: String) -> OutsideText {
      OutsideText(field: field, from: origin.from, by: origin.by, at: origin.at, text: text)
    }
    let message = record.text(messageKey).map { [made(messageKey, $0)] } ?? []
    guard origin.fields.contains("extra") else { return message }
    return message + (record["extra"]?.map ?? []).map { made("extra.\($0.key)", $0.value.plainText) }
  }

  /// The field in which a lead and an activity keep what was written to us.
  package static let messageKey = "message"

  /// The keys of all fields that came from outside, names and titles too.
  package static func fields(of record: Record) -> [String] { Origin(of: record)?.fields ?? [] }

  /// The keys of the fields that lists, digests and the answers of writers leave out, because nobody can say what is in
  /// them.
  package static func hidden(in record: Record) -> Set<String> {
    guard let origin = Origin(of: record) else { return [] }
    return origin.fields.contains("extra") ? [messageKey, "extra"] : [messageKey]
  }

  /// Whether it is a lead from outside that nobody has looked at yet.
  package static func isUnreviewed(_ record: Record) -> Bool {
    record.leadStatus == .new && Origin(of: record) != nil
  }
}

/// What a record says about the way that it came in.
package struct Origin: Sendable, Hashable {
  package let by: OutsideText.Way
  package let from: String?
  package let at: Instant?
  /// A number made of a mail's Message-ID, else of the content: the same message has the same one.
  package let id: String?
  /// The same of the records that were merged into this one, too.
  package private(set) var ids: [String] = []
  package let fields: [String]

  package init(
    by: OutsideText.Way, from: String?, at: Instant?, id: String?, fields: [String]
  ) {
    self.by = by
    self.from = from
    self.at = at
    self.id = id
    self.fields = fields
    ids = id.map { [$0] } ?? []
  }

  /// Nil for a record without an `origin`. One that was changed by hand is taken as far as it can be read: what cannot
  /// be told is from outside all the same.
  package init?(of record: Record) {
    guard record.kind == .lead || record.kind == .activity, let value = record["origin"] else { return nil }
    self.init(
      by: value["by"]?.text.flatMap(OutsideText.Way.init) ?? .form, from: value["from"]?.text,
      at: value["at"].flatMap { $0.instant ?? $0.text.flatMap { Instant(rfc3339: $0) } },
      id: value["id"]?.text,
      fields: value["fields"]?.elements.compactMap(\.text) ?? [OutsideText.messageKey])
    // A merge of two records keeps the other's beside it.
    ids += (value.map ?? []).filter { $0.key.hasPrefix("id (") }.compactMap(\.value.text)
  }

  /// As the field `origin` holds it.
  package var value: Value {
    var entries = [MapEntry("by", .text(by.rawValue))]
    if let from { entries.append(MapEntry("from", .text(from))) }
    if let at { entries.append(MapEntry("at", .text(at.description))) }
    if let id { entries.append(MapEntry("id", .text(id))) }
    entries.append(MapEntry("fields", .list(fields.map { .text($0) })))
    return .map(entries)
  }
}
