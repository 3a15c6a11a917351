package import Records
import Text

/// Who in a repository is the same as somebody or may be: for one record at a time, by the index where there is one.
package struct RecordMatches {
  /// A record that is likely the same as another.
  package struct Likely {
    package let record: Record
    /// What both have: `the same email a@x.example`.
    package let reason: String
  }

  private let snapshot: Snapshot
  private var region: String { snapshot.config.country }

  /// `snapshot` is the repository without the record that is asked about.
  package init(_ snapshot: Snapshot) { self.snapshot = snapshot }

  // MARK: The one that it is

  /// The contact that a lead comes from: by email, else by phone. A name alone proves nobody.
  package func contact(of lead: Record) -> Match {
    let subject = Identity(.contact, name: lead.text("name")) { lead[$0] }
    return match(subject, by: [.email, .phone]) { key in
      MatchKey.texts(key.parts[0], kind: .contact, region: region, subject.value).flatMap {
        records(.contact, key, $0)
      }
    }
  }

  /// The company that is called so, else the one that is registered so; legal forms don't count.
  package func company(named name: String) -> Match {
    let folded = CompanyName.foldedWithoutLegalForm(name)
    return match(Identity(.company, name: name) { _ in nil }, by: [.name, MatchKey("legal_name")]) { key in
      // Every company: the words of `A.B.C.` are others in the index than in a folded name.
      snapshot.records(.company).filter { company in
        company.text(key.parts[0]).map { CompanyName.foldedWithoutLegalForm($0) == folded } ?? false
      }
    }
  }

  private func match(_ subject: Identity, by keys: [MatchKey], _ found: (MatchKey) -> [Record]) -> Match {
    Matcher(subject.kind, by: keys, region: region).match(subject) { key in
      var ids: [RecordID] = []
      for record in found(key) where !ids.contains(record.id) { ids.append(record.id) }
      return ids
    } candidate: { id in
      snapshot.record(id).map { record in
        Matcher.Candidate(
          Identity(
            record.kind, name: record.name, isMadeUp: Identity.isMadeUp(record.name) { record[$0] }
          ) { record[$0] })
      }
    }
  }

  // MARK: Those that it may be

  /// The other contacts, companies or leads that have its email, phone, tax id, or its name in the same company, each
  /// once; of a record that was there only the fields that are `changing` count.
  package func likely(_ record: Record, changing keys: Set<String>? = nil) -> [Likely] {
    guard [.contact, .company, .lead].contains(record.kind) else { return [] }
    var found: [Likely] = []
    func take(_ candidates: [Record], _ reason: String) {
      for other in candidates where other.id != record.id && other.leadStatus?.isDecided != true {
        guard !found.contains(where: { $0.record.id == other.id }) else { continue }
        found.append(Likely(record: other, reason: reason))
      }
    }
    for (key, what) in [(MatchKey.email, "email"), (.phone, "phone"), (.taxID, "tax id")] {
      let part = key.parts[0]
      guard keys?.contains(part) ?? true else { continue }
      for text in MatchKey.texts(part, kind: record.kind, region: region, { record[$0] }) {
        let shown = key == .taxID ? record.text(part) ?? text : text
        take(records(record.kind, key, text), "the same \(what) \(shown)")
      }
    }
    if keys?.contains("name") ?? true, record.kind != .lead {
      take(namesakes(of: record), reasonOfName(record))
    }
    return found
  }

  private func reasonOfName(_ record: Record) -> String {
    record.kind == .contact && record["company"] != nil
      ? "the same name in the same company" : "the same name"
  }

  /// Companies by their names without the legal form; people by like names in one company, or by equal ones.
  private func namesakes(of record: Record) -> [Record] {
    if record.kind == .company {
      let folded = CompanyName.foldedWithoutLegalForm(record.name)
      return records(.company, words: Folding.words(folded)).filter {
        CompanyName.foldedWithoutLegalForm($0.name) == folded
      }
    }
    let words = Folding.words(record.name)
    let company = snapshot.record(record.reference("company"))?.id
    return records(record.kind, words: words).filter { other in
      guard company == snapshot.record(other.reference("company"))?.id else { return false }
      return company == nil
        ? words == Folding.words(other.name) : SamenessJudge.areAlike(record.name, other.name)
    }
  }

  // MARK: Those that a message may be from

  /// The contacts or leads that somebody who gives these addresses may be, and why. An address proves it; where several
  /// have it, a like name decides, if it can. A number proves it where the names are alike or one is missing: an office
  /// has one for all who work there.
  package func senders(_ kind: Kind, emails: [String], phones: [String], name: String?) -> [Likely] {
    func given(_ record: Record) -> String? {
      let name = kind == .lead ? record.text("name") : record.name
      return name.flatMap { name in Identity.isMadeUp(name) { record[$0] } ? nil : name }
    }
    func found(_ key: MatchKey, _ texts: [String], _ what: String) -> [Likely] {
      var likely: [Likely] = []
      for text in texts {
        for record in records(kind, key, text) where !likely.contains(where: { $0.record.id == record.id }) {
          likely.append(Likely(record: record, reason: "the same \(what)"))
        }
      }
      return likely
    }
    let byEmail = found(.email, emails.map(EmailAddress.normalized), "email address")
    if !byEmail.isEmpty {
      let alike = byEmail.filter { name != nil && SamenessJudge.areAlike(given($0.record), name) }
      return alike.isEmpty ? byEmail : alike
    }
    let numbers = phones.compactMap { MatchKey.phoneText($0, region: region) }
    return found(.phone, numbers, "phone number").filter { SamenessJudge.areAlike(given($0.record), name) }
  }

  // MARK: Those that agree

  /// The records that have this text by a key of one part.
  private func records(_ kind: Kind, _ key: MatchKey, _ text: String) -> [Record] {
    let part = key.parts[0]
    let candidates =
      switch key {
      case .email: records(kind, words: Folding.words(text))
      case .phone: records(kind, digits: String(PhoneRenumbering.lasting(text)))
      // The text leaves out what parts the words of the original, so that these find nothing.
      default: snapshot.records(kind)
      }
    return candidates.filter { record in
      MatchKey.texts(part, kind: kind, region: region) { record[$0] }.contains(text)
    }
  }

  /// Records that may have words beginning with these; none where there are no words.
  private func records(_ kind: Kind, words: [String]) -> [Record] {
    guard !words.isEmpty else { return [] }
    guard let lookup = snapshot.source.lookup else { return snapshot.records(kind) }
    return lookup.records(wordPrefixes: words).compactMap { snapshot.record($0) }.filter { $0.kind == kind }
  }

  private func records(_ kind: Kind, digits: String) -> [Record] {
    guard let lookup = snapshot.source.lookup, !digits.isEmpty else { return snapshot.records(kind) }
    return lookup.records(phoneDigits: digits).compactMap { snapshot.record($0) }.filter { $0.kind == kind }
  }
}
