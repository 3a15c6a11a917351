import SeededRandomness

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension EditedRepository {
  /// Asks with the index as it is, without one, and with one that is made for the purpose; the difference is nil where all
  /// answers are equal.
  func compare(_ question: Question) -> (answer: Outcome, difference: String?) {
    let warm = crm(question.words, width: question.width)
    let files = crm(question.words, reading: .files, width: question.width)
    if let found = OutcomeDifference.describe(files, warm) {
      return (files, tell(found, "the index as it was", question))
    }
    // Laid aside rather than deleted, so that changes go on to add up over the old index.
    let aside = indexPath + "-aside"
    let isThere = move(indexPath, aside)
    let cold = crm(question.words, width: question.width)
    if isThere, random.chance(70) {
      _ = move(aside, indexPath)
    } else {
      unlink(aside)
    }
    let difference = OutcomeDifference.describe(files, cold)
    return (files, difference.map { tell($0, "an index made anew", question) })
  }

  private func move(_ from: String, _ to: String) -> Bool {
    #if canImport(Glibc)
      Glibc.rename(from, to) == 0
    #elseif canImport(Musl)
      Musl.rename(from, to) == 0
    #else
      Darwin.rename(from, to) == 0
    #endif
  }

  private func tell(_ difference: String, _ which: String, _ question: Question) -> String {
    """
    crm \(question.words.map { "'\($0)'" }.joined(separator: " "))\(question.width.map { " at a width of \($0)" } ?? "")
    \(which) gives another answer than the files:
    \(difference)
    after:
    \(log.enumerated().map { "  \($0.offset + 1). \($0.element)" }.joined(separator: "\n"))
    """
  }
}

/// Where two answers part.
enum OutcomeDifference {
  /// The first line that differs; nil where every byte and the status are equal.
  static func describe(_ files: Outcome, _ index: Outcome) -> String? {
    for (name, a, b) in [("output", files.output, index.output), ("errors", files.errors, index.errors)]
    where a != b {
      let one = a.split(separator: 0x0a, omittingEmptySubsequences: false)
      let two = b.split(separator: 0x0a, omittingEmptySubsequences: false)
      let line = zip(one, two).prefix { $0 == $1 }.count
      func text(_ lines: [ArraySlice<UInt8>]) -> String {
        guard line < lines.count else { return "(end)" }
        return String(decoding: lines[line], as: UTF8.self)
      }
      return "  \(name), line \(line + 1)\n  files: \(text(one))\n  index: \(text(two))"
    }
    return files.status == index.status ? nil : "  status\n  files: \(files.status)\n  index: \(index.status)"
  }
}
