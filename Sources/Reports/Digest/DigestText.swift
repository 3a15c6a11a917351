import Dates
import Output
import Text

extension DigestResult {
  /// One item in words, without its command.
  struct Line {
    /// A time or date that begins the line.
    var lead = ""
    var title = ""
    /// What follows the title, punctuation included.
    var tail = ""
  }

  func line(_ item: DigestItem, in section: DigestSection) -> Line {
    var line = Line(title: item.title)
    if let about = item.about { line.tail = " (" + about + ")" }
    if let owner = item.owner { line.tail += " · " + owner }
    var remark: String?
    switch section {
    case .today: line.lead = item.isAllDay ? "" : item.at.map { zone.civil($0).time.description } ?? ""
    case .coming:
      line.lead =
        item.at.map { at in
          let (date, time, _) = zone.civil(at)
          return "\(phrases.shortWeekday(date)) \(date)" + (item.isAllDay ? "" : " \(time)")
        } ?? ""
    case .overdue:
      line.lead = item.at.map { item.isAllDay ? zone.date($0).description : zone.describe($0) } ?? ""
      remark = item.seconds.map { phrases.filled(phrases.late, phrases.duration($0)) }
    case .sla: remark = item.seconds.map { phrases.filled(phrases.overLimit, phrases.duration($0)) }
    case .leads: remark = item.seconds.map { phrases.filled(phrases.waiting, phrases.duration($0)) }
    case .rotting: remark = item.seconds.map { phrases.filled(phrases.idle, phrases.duration($0)) }
    case .closePassed:
      line.lead = item.day?.description ?? ""
      remark = item.seconds.map { phrases.filled(phrases.ago, phrases.duration($0)) }
    case .birthdays:
      line.lead = item.day.map { "\(phrases.shortWeekday($0)) \($0)" } ?? ""
      remark = item.age.map { phrases.filled(phrases.turns, String($0)) }
    case .keepInTouch:
      remark =
        item.at == nil
        ? phrases.neverSpoken : item.seconds.map { phrases.filled(phrases.silent, phrases.duration($0)) }
    }
    if let remark { line.tail += ": " + remark }
    return line
  }

  /// Plain text, one line an item.
  var text: String {
    var text = title + "\n"
    for part in owners {
      text += "\n" + escaped(part.owner) + "\n"
      for section in DigestSection.allCases where !part.items(section).isEmpty {
        text += "  \(phrases.title(section)) (\(part.items(section).count))\n"
        for item in part.items(section) {
          let line = line(item, in: section)
          let lead = line.lead.isEmpty ? "" : line.lead + "  "
          text += "    " + escaped(lead + line.title + line.tail) + " → " + escaped(item.command) + "\n"
        }
      }
    }
    return text
  }

  private func escaped(_ text: String) -> String { TerminalEscaping.escape(text, keepingNewlines: false) }

  /// Markdown: a heading per owner and section, a list of items.
  var markdown: String {
    var text = "# " + MarkdownRenderer.escape(title) + "\n"
    for part in owners {
      text += "\n## " + MarkdownRenderer.escape(escaped(part.owner)) + "\n"
      for section in DigestSection.allCases where !part.items(section).isEmpty {
        text += "\n### \(phrases.title(section)) (\(part.items(section).count))\n\n"
        for item in part.items(section) {
          let line = line(item, in: section)
          let lead = line.lead.isEmpty ? "" : line.lead + " "
          text += "- \(lead)**\(MarkdownRenderer.escape(escaped(line.title)))**"
          text += MarkdownRenderer.escape(escaped(line.tail)) + " `\(item.command)`\n"
        }
      }
    }
    return text
  }

  /// One page that needs nothing else.
  var html: String {
    var body = ""
    for part in owners {
      body += "<h2>\(HTMLRenderer.escape(escaped(part.owner)))</h2>\n"
      for section in DigestSection.allCases where !part.items(section).isEmpty {
        body +=
          "<h3>\(HTMLRenderer.escape(phrases.title(section))) (\(part.items(section).count))</h3>\n<ul>\n"
        for item in part.items(section) {
          let line = line(item, in: section)
          let lead = line.lead.isEmpty ? "" : HTMLRenderer.escape(line.lead) + " "
          body += "<li>\(lead)<b>\(HTMLRenderer.escape(escaped(line.title)))</b>"
          body += HTMLRenderer.escape(escaped(line.tail))
          body += "<br><code>\(HTMLRenderer.escape(item.command))</code></li>\n"
        }
        body += "</ul>\n"
      }
    }
    return HTMLRenderer.page(title: title, language: phrases.language.rawValue, lead: body, tables: [])
  }
}
