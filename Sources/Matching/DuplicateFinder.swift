package import Records
import Text

/// Two records that are likely one.
package struct DuplicatePair: Sendable {
  package let one: Record
  package let other: Record
  package let likeness: Likeness
}

/// Finds the likely pairs among all contacts or all companies.
///
/// Comparing each with each takes hours among a hundred thousand, so that only those are compared that agree in something
/// a pair must agree in: an address, a number, a profile, a tax id, or two words of the name but for a typing error.
package struct DuplicateFinder {
  private let traits: [Traits]
  private let judge: SamenessJudge
  private let commons: Commons
  private let kind: Kind

  /// Reads the records of a kind; people and companies have pairs, other kinds none.
  package init(_ snapshot: Snapshot, _ kind: Kind) {
    let region = snapshot.config.country
    self.kind = kind
    judge = SamenessJudge(region: region, isSaid: false)
    var words: [String: SpelledWord] = [:]
    func word(_ folded: String) -> SpelledWord {
      if let known = words[folded] { return known }
      let made = SpelledWord(folded: folded)
      words[folded] = made
      return made
    }
    let isMatched = kind == .contact || kind == .company
    traits = isMatched ? snapshot.records(kind).map { Traits($0, region: region, word: word) } : []
    commons = DuplicateFinder.commons(traits, kind, snapshot)
  }

  private static func commons(_ traits: [Traits], _ kind: Kind, _ snapshot: Snapshot) -> Commons {
    var commons = Commons { snapshot.record($0)?.name }
    for known in traits {
      for phone in Set(known.phones.map(\.number)) { commons.bearers[phone, default: 0] += 1 }
      if known.words.count > 1 { commons.namesakes[known.words, default: 0] += 1 }
    }
    if kind == .contact {
      for company in snapshot.records(.company) {
        for phone in company.texts("phones") {
          guard let number = MatchKey.phoneText(phone, region: snapshot.config.country) else { continue }
          commons.bearers[number, default: 0] += Commons.office
        }
      }
    }
    return commons
  }

  /// The pairs of at least this score, the likeliest first; with `wanted` only those of these records.
  package func pairs(atLeast minimum: Int, of wanted: Set<RecordID>? = nil) -> [DuplicatePair] {
    var found: [DuplicatePair] = []
    for pair in candidates() {
      let (one, other) = (traits[Int(pair >> 32)], traits[Int(pair & 0xFFFF_FFFF)])
      if let wanted, !wanted.contains(one.record.id), !wanted.contains(other.record.id) { continue }
      guard judge.score(one, other, commons) >= minimum else { continue }
      let likeness = judge.likeness(one, other, commons)
      found.append(DuplicatePair(one: one.record, other: other.record, likeness: likeness))
    }
    return found.sorted { a, b in
      if a.likeness.score != b.likeness.score { return a.likeness.score > b.likeness.score }
      return a.one.id != b.one.id ? a.one.id < b.one.id : a.other.id < b.other.id
    }
  }

  /// How likely these two are one, whatever they agree in; nil where one of them is none of the kind.
  package func likeness(_ one: RecordID, _ other: RecordID) -> Likeness? {
    guard let first = traits.first(where: { $0.record.id == one }),
      let second = traits.first(where: { $0.record.id == other })
    else { return nil }
    return judge.likeness(first, second, commons)
  }

  // MARK: Blocks

  /// The pairs that agree in something, each once: the place of one record above that of the other.
  private func candidates() -> [UInt64] {
    var pairs = PairSet()
    // The blocks of a hundred thousand records are many; in parts they need less memory at a time.
    let parts = UInt64(max(1, traits.count / 50_000))
    for part in 0..<parts {
      var blocks = Blocks(part: part, of: parts)
      for (place, known) in traits.enumerated() {
        if kind == .company {
          blocks.add(company: known, at: place)
        } else {
          blocks.add(person: known, at: place)
        }
      }
      blocks.pairs(into: &pairs)
    }
    return pairs.sorted
  }
}

/// Says of two records how likely they are one.
package struct LikenessJudge {
  private let region: String
  private let commons: Commons

  /// `companyName` gives the name of a company that somebody works for.
  package init(region: String, companyName: @escaping (RecordID) -> String?) {
    self.region = region
    commons = Commons(companyName: companyName)
  }

  package func likeness(_ one: Record, _ other: Record) -> Likeness {
    let sides = [one, other].map { Traits($0, region: region) { SpelledWord(folded: $0) } }
    return SamenessJudge(region: region, isSaid: false).likeness(sides[0], sides[1], commons)
  }
}
