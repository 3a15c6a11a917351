import Dates
import Output
import Records
import Text

extension DigestResult {
  /// One item in words, without its command.
  struct Line {
    /// A time or date that begins the line.
    var lead = ""
    var title = ""
    /// The deal, client or stage that it is about.
    var about = ""
    /// Whose it is, where it stands in another person's part.
    var owner = ""
    /// How late, idle or silent.
    var remark = ""

    /// What follows the title, punctuation included.
    var tail: String {
      (about.isEmpty ? "" : " (" + about + ")") + ending
    }

    var ending: String {
      (owner.isEmpty ? "" : " · " + owner) + (remark.isEmpty ? "" : ": " + remark)
    }
  }

  func line(_ item: DigestItem, in section: DigestSection) -> Line {
    var line = Line(title: item.title, about: item.about ?? "", owner: item.owner ?? "")
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
    line.remark = remark ?? ""
    return line
  }

  /// Plain text: one line an item, the command that acts on them once in the heading of their section.
  ///
  /// With a width, titles are cut to it; an id, a date or a length of time never is.
  func text(_ rendering: Rendering) -> String {
    let style = rendering.style
    var text = style.bold(title) + "\n"
    for part in owners {
      text += "\n" + style.bold(escaped(part.owner ?? phrases.nobody)) + "\n"
      for section in DigestSection.allCases where !part.items(section).isEmpty {
        let items = part.items(section)
        let isUrgent = section == .overdue || section == .sla
        let heading = "\(phrases.title(section)) (\(items.count))"
        text += "  " + (isUrgent ? style.red(heading) : style.bold(heading))
        text += "  " + style.dim(DigestResult.usage(items)) + "\n"
        for item in items {
          text += "    " + written(item, in: section, rendering, isUrgent: isUrgent) + "\n"
        }
      }
    }
    return text
  }

  private func written(
    _ item: DigestItem, in section: DigestSection, _ rendering: Rendering, isUrgent: Bool
  ) -> String {
    let style = rendering.style
    let line = line(item, in: section)
    let id = item.id.description
    let lead = line.lead.isEmpty ? "" : escaped(line.lead) + "  "
    let ending = escaped(line.ending)
    var name = escaped(line.title)
    var about = line.about.isEmpty ? "" : " (" + escaped(line.about) + ")"
    if let width = rendering.width {
      let fixed = 4 + DisplayWidth.width(id) + 2 + DisplayWidth.width(lead) + DisplayWidth.width(ending)
      let room = max(width - fixed, 8)
      if DisplayWidth.width(name) + DisplayWidth.width(about) > room {
        let rest = room - DisplayWidth.width(name)
        about = rest < 8 ? "" : DisplayWidth.truncate(about, to: rest - 1) + ")"
        name = DisplayWidth.truncate(name, to: room - DisplayWidth.width(about))
      }
    }
    return style.dim(id) + "  " + lead + name + about + (isUrgent ? style.red(ending) : ending)
  }

  /// The command of a section's items, with REF for the record: `crm tasks done REF [--next … --due …]`.
  private static func usage(_ items: [DigestItem]) -> String {
    let usages = Set(items.map(\.usage)).sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    guard usages.count == 2, usages[1].hasPrefix(usages[0] + " ") else {
      return usages.joined(separator: ", ")
    }
    return usages[0] + " [" + usages[1].dropFirst(usages[0].count + 1) + "]"
  }

  private func escaped(_ text: String) -> String { TerminalEscaping.escape(text, keepingNewlines: false) }

  /// Markdown: a heading per owner and section, a list of items.
  var markdown: String {
    var text = "# " + MarkdownRenderer.escape(title) + "\n"
    for part in owners {
      text += "\n## " + MarkdownRenderer.escape(escaped(part.owner ?? phrases.nobody)) + "\n"
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
      body += "<h2>\(HTMLRenderer.escape(escaped(part.owner ?? phrases.nobody)))</h2>\n"
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
