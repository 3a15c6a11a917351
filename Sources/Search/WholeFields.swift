import Records
import Text

/// Raises records in which the whole question is a whole field.
struct WholeFields {
  let question: SearchQuery
  let evaluation: Evaluation

  /// More records than this with the same word in a field are a crowd, in which no field tells one from the other.
  private static let crowd = 4000

  func raise(_ scored: inout [Int: Scored]) {
    let words = question.words
    guard !words.isEmpty else { return }
    let matches = words.map { evaluation.matches(.typed($0)) }
    guard let rarest = matches.min(by: { $0.found.count < $1.found.count }) else { return }
    var looked = 0
    let sorted = words.sorted()
    for number in rarest.found.sorted() where looked < WholeFields.crowd {
      let slots = matches.reduce(UInt64.max) { $0 & $1[number].wholeSlots }
      guard slots != 0, let present = scored[number], let record = evaluation.corpus.record(number) else {
        continue
      }
      looked += 1
      guard let best = best(record, slots, words, sorted), best.score > present.score else { continue }
      scored[number] = best
    }
  }

  private func best(_ record: Record, _ slots: UInt64, _ words: [String], _ sorted: [String]) -> Scored? {
    var best: Scored?
    for field in record.table.fields where field.slot < 64 && slots & (1 << UInt64(field.slot)) != 0 {
      for value in record[field]?.elements ?? [] {
        guard let text = value.text else { continue }
        let own = Folding.joinedWords(text)
        let isCompany = record.kind == .company || field.key == "company_name"
        var score = 0
        if own == words {
          score = Grade.exact
        } else if isCompany, CompanyName.foldedWithoutLegalForm(text) == words.joined(separator: " ") {
          score = Grade.withoutLegalForm
        } else if own.count == words.count, own.sorted() == sorted {
          score = Grade.permuted
        } else {
          continue
        }
        score -= evaluation.penalty(record.kind, slot: field.slot)
        if score > best?.score ?? 0 { best = Scored(score: score, reason: .exact, slot: field.slot) }
      }
    }
    return best
  }
}
