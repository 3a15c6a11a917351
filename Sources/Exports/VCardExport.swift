import Dates
import Records
import Text

/// People and companies as vCards: 4.0 (RFC 6350), or 3.0 (RFC 2426) for programs that read nothing newer.
struct VCardExport {
  private let data: ExportData
  private let version: ExportOptions.VCardVersion

  init(_ data: ExportData, _ version: ExportOptions.VCardVersion) {
    self.data = data
    self.version = version
  }

  func write(to output: inout ExportOutput) throws {
    for record in data.parts.lazy.flatMap(\.records) { try output.write(card(of: record)) }
  }

  func card(of record: Record) -> String {
    var lines = ContentLines()
    lines.add("BEGIN:VCARD")
    lines.add("VERSION:" + version.rawValue)
    lines.add("UID:urn:uuid:" + record.id.uuid)
    if record.kind == .company { addCompany(record, to: &lines) } else { addPerson(record, to: &lines) }
    addReach(of: record, to: &lines)
    addAddress(of: record, to: &lines)
    addBirthday(of: record, to: &lines)
    addDates(of: record, to: &lines)
    if let zone = record.text("timezone") {
      lines.add((version == .four ? "TZ:" : "TZ;VALUE=text:") + ContentLines.escaped(zone))
    }
    let tags = record.texts("tags").map(ContentLines.escaped)
    if !tags.isEmpty { lines.add("CATEGORIES:" + tags.joined(separator: ",")) }
    lines.add("NOTE", text: record.text("notes"))
    lines.add("END:VCARD")
    return lines.text
  }

  private func addPerson(_ record: Record, to lines: inout ContentLines) {
    lines.add("FN", text: record.name)
    let parts = ["last_name", "first_name", "middle_name"].map { record.text($0) ?? "" }
    // A name without parts is told by FN alone; 3.0 demands N all the same.
    if parts.contains(where: { !$0.isEmpty }) {
      lines.add("N:" + (parts + ["", ""]).map(ContentLines.escaped).joined(separator: ";"))
    } else if version == .three {
      lines.add("N:" + ContentLines.escaped(record.name) + ";;;;")
    }
    let company = record.reference("company")
    lines.add("ORG", text: data.snapshot.record(company)?.name)
    lines.add("TITLE", text: record.text("position"))
  }

  private func addCompany(_ record: Record, to lines: inout ContentLines) {
    switch version {
    case .four: lines.add("KIND:org")
    case .three:
      lines.add("X-ABSHOWAS:COMPANY")
      lines.add("N:;;;;")
    }
    lines.add("FN", text: record.name)
    lines.add("ORG", text: record.name)
  }

  private func addReach(of record: Record, to lines: inout ContentLines) {
    for (place, email) in record.texts("emails").enumerated() {
      let form: String =
        switch version {
        case .four: place == 0 ? "EMAIL;PREF=1:" : "EMAIL:"
        case .three: place == 0 ? "EMAIL;TYPE=INTERNET,PREF:" : "EMAIL;TYPE=INTERNET:"
        }
      lines.add(form + ContentLines.escaped(email))
    }
    for (place, phone) in record.texts("phones").enumerated() {
      // Lists stand unquoted and numbers are text: quoted ones and addresses of `tel:` lose the number elsewhere.
      let form: String =
        switch version {
        case .four: place == 0 ? "TEL;TYPE=work,voice;PREF=1:" : "TEL;TYPE=work,voice:"
        case .three: place == 0 ? "TEL;TYPE=WORK,VOICE,PREF:" : "TEL;TYPE=WORK,VOICE:"
        }
      lines.add(form + ContentLines.escaped(phone))
    }
    for link in record.texts("links") {
      // An address is no text: nothing in it is escaped.
      lines.add("URL:" + String(link.filter { !$0.isNewline }))
    }
  }

  private func addAddress(of record: Record, to lines: inout ContentLines) {
    let parts = ["address", "city", "region", "postal_code", "country"].map { record.text($0) ?? "" }
    guard parts.contains(where: { !$0.isEmpty }) else { return }
    let type = version == .four ? "work" : "WORK"
    lines.add("ADR;TYPE=\(type):;;" + parts.map(ContentLines.escaped).joined(separator: ";"))
  }

  private func addBirthday(of record: Record, to lines: inout ContentLines) {
    switch (record["birthday"], version) {
    case (.date(let day)?, .four): lines.add("BDAY:" + ContentLines.day(day))
    case (.date(let day)?, .three): lines.add("BDAY:" + day.description)
    case (.monthDay(let day)?, .four): lines.add("BDAY:" + VCardExport.basic(.day(day)))
    // 3.0 knows no birthday without a year.
    case (.monthDay(let day)?, .three): lines.add("BDAY" + VCardExport.withoutYear(day))
    default: break
    }
  }

  /// A wedding has a property in 4.0. All other days have Apple's, whose label says what they are of.
  private func addDates(of record: Record, to lines: inout ContentLines) {
    var days = (record["dates"]?.list ?? []).compactMap { NamedDay($0) }
    if version == .four, let place = days.firstIndex(where: \.isWedding) {
      lines.add("ANNIVERSARY:" + VCardExport.basic(days.remove(at: place).day))
    }
    switch record["founded"] {
    case .date(let date)?: days.append(NamedDay("founded", .date(date)))
    case .monthDay(let day)?: days.append(NamedDay("founded", .day(day)))
    default: break
    }
    for (place, day) in days.enumerated() {
      let group = "item\(place + 1)"
      switch day.day {
      case .date(let date): lines.add("\(group).X-ABDATE:\(date)")
      case .day(let day): lines.add("\(group).X-ABDATE" + VCardExport.withoutYear(day))
      }
      let label = day.isWedding ? "_$!<Anniversary>!$_" : ContentLines.escaped(day.name)
      lines.add("\(group).X-ABLabel:\(label)")
    }
  }

  private static func basic(_ day: Birthday) -> String {
    switch day {
    case .date(let date): ContentLines.day(date)
    case .day(let day): "--" + ContentLines.two(day.month) + ContentLines.two(day.day)
    }
  }

  /// A day of every year as Apple writes it, with its parameter.
  private static func withoutYear(_ day: MonthDay) -> String {
    ";X-APPLE-OMIT-YEAR=1604:1604-\(ContentLines.two(day.month))-\(ContentLines.two(day.day))"
  }
}
