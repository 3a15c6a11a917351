import Dates
package import Diagnostics
package import Output
package import Records

/// The work of a day by number, most urgent first: what is overdue, what is due that day, new leads.
package struct Agenda: Sendable {
  private static let sections: [DigestSection] = [.overdue, .sla, .today, .leads, .invoices]

  private let input: DigestInput
  private let work: DigestResult

  package init(_ input: DigestInput) {
    self.input = input
    work = Digest.build(input, sections: Set(Agenda.sections + [.coming]))
  }

  /// All that asks for attention, for programs and pages.
  package var digest: DigestResult { Digest.build(input) }

  /// The records in the order of their numbers, which begin with 1; one that is there for two reasons has two.
  package var rows: [RecordID] { work.owners.flatMap(items).map(\.id) }

  private func items(_ part: DigestResult.OwnerPart) -> [DigestItem] { Agenda.sections.flatMap(part.items) }

  /// A line for each record, its number first; below them what may be typed, which `legend` gives.
  package func document(legend: [CommandLine]) -> Document {
    var blocks: [Document.Block] = []
    let digits = String(rows.count).count
    var number = 0
    for part in work.owners where !items(part).isEmpty {
      let isMany = work.owners.count > 1
      if isMany { blocks.append(.heading(.init(2, work.name(of: part)))) }
      for section in Agenda.sections where !part.items(section).isEmpty {
        let title = work.phrases.title(section)
        blocks.append(
          .heading(.init(isMany ? 3 : 2, title, tint: section.isUrgent ? .red : nil)))
        blocks.append(.list(lines(section, of: part, from: number, digits: digits)))
        number += part.items(section).count
      }
    }
    if number == 0 { blocks.append(.paragraph([.text(work.phrases.nothingToday)])) }
    if number == 0, let next = upcoming { blocks.append(.paragraph([.text(next)])) }
    if number > 0, !legend.isEmpty {
      let words = legend.map(\.description).joined(separator: "  ·  ")
      blocks.append(.paragraph([.quiet(words)]))
    }
    return Document(
      title: work.phrases.day(work.date), language: work.phrases.language.rawValue, blocks: blocks)
  }

  private func lines(
    _ section: DigestSection, of part: DigestResult.OwnerPart, from start: Int, digits: Int
  ) -> [Document.Item] {
    func padded(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(width - text.count, 0)) + text
    }
    let lines = part.items(section).map { item in
      var line = work.line(item, in: section, zone: part.zone)
      // What was due earlier today needs no date.
      if let at = item.at, !item.isAllDay, part.zone.date(at) == part.date, !line.lead.isEmpty {
        line.lead = part.zone.civil(at).time.description
      }
      return line
    }
    let lead = lines.map(\.lead.count).max() ?? 0
    return lines.enumerated().map { index, line in
      var line = line
      line.id = padded(String(start + index + 1), digits)
      line.lead += String(repeating: " ", count: lead - line.lead.count)
      line.command = nil
      return line
    }
  }

  /// The nearest task of the days to come.
  private var upcoming: String? {
    let coming = work.owners.flatMap { $0.items(.coming) }
    let nearest = coming.min { ($0.at?.seconds ?? .max, $0.id) < ($1.at?.seconds ?? .max, $1.id) }
    guard let nearest else { return nil }
    let line = work.line(nearest, in: .coming, zone: input.zone)
    return "\(work.phrases.title(.coming)): \(line.lead)  \(line.title)"
      + (line.about.isEmpty ? "" : " (\(line.about))")
  }
}
