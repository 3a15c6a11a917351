package import Dates
import Facts
package import Records
import Text

/// Tasks and activities as iCalendar (RFC 5545), times in UTC: to programs that know no zone any other would be a guess.
///
/// A task is a to-do; a meeting or visit at a set time is an event of an hour.
package struct CalendarExport {
  private let data: ExportData

  package init(_ data: ExportData) { self.data = data }

  func write(to output: inout ExportOutput) throws {
    var head = ContentLines()
    CalendarExport.begin(&head)
    try output.write(head.text)
    for record in data.parts.lazy.flatMap(\.records) {
      var lines = ContentLines()
      add(record, to: &lines)
      try output.write(lines.text)
    }
    try output.write("END:VCALENDAR\r\n")
  }

  /// A file of its own for each entry, by the name that it has in a folder of such files.
  package var files: some Sequence<(name: String, text: String)> {
    data.parts.lazy.flatMap(\.records).map { record in
      var lines = ContentLines()
      CalendarExport.begin(&lines)
      add(record, to: &lines)
      lines.add("END:VCALENDAR")
      return (CalendarExport.fileName(of: record.id), lines.text)
    }
  }

  static func fileName(of id: RecordID) -> String { id.uuid + ".ics" }

  /// Whether a file in a folder was made by an export.
  package static func isOwn(file name: String) -> Bool {
    name.hasSuffix(".ics") && RecordID(uuid: name.dropLast(4)) != nil
  }

  private static func begin(_ lines: inout ContentLines) {
    lines.add("BEGIN:VCALENDAR")
    lines.add("VERSION:2.0")
    lines.add("PRODID:-//crm//crm//EN")
  }

  private func add(_ record: Record, to lines: inout ContentLines) {
    if record.kind == .activity { return addActivity(record, to: &lines) }
    let type = record.text("type").flatMap(TaskType.init)
    if case .moment(let start)? = record.due, type == .meeting || type == .visit {
      addAppointment(record, at: start, to: &lines)
    } else {
      addToDo(record, to: &lines)
    }
  }

  private func addHead(of record: Record, to lines: inout ContentLines) {
    lines.add("UID:" + record.id.uuid)
    // Of a record only this moment is known for certain, and the same record has to give the same bytes.
    let stamp = record.created ?? record["at"]?.instant ?? record.due.map { $0.start(in: data.zone) }
    lines.add("DTSTAMP:" + ContentLines.utc(stamp ?? Instant(seconds: 0)))
    if let created = record.created { lines.add("CREATED:" + ContentLines.utc(created)) }
    lines.add("SUMMARY", text: record.name)
    lines.add("DESCRIPTION", text: description(of: record))
    lines.add("CATEGORIES", text: record.text("type"))
  }

  private func addToDo(_ record: Record, to lines: inout ContentLines) {
    lines.add("BEGIN:VTODO")
    addHead(of: record, to: &lines)
    switch record.due {
    case .moment(let moment)?: lines.add("DUE:" + ContentLines.utc(moment))
    case .day(let day)?: lines.add("DUE;VALUE=DATE:" + ContentLines.day(day))
    case nil: break
    }
    if record.taskStatus == .done {
      if let closed = record["closed"]?.instant { lines.add("COMPLETED:" + ContentLines.utc(closed)) }
      lines.add("PERCENT-COMPLETE:100")
      lines.add("STATUS:COMPLETED")
    } else {
      lines.add("STATUS:NEEDS-ACTION")
    }
    lines.add("END:VTODO")
  }

  private func addAppointment(_ record: Record, at start: Instant, to lines: inout ContentLines) {
    lines.add("BEGIN:VEVENT")
    addHead(of: record, to: &lines)
    lines.add("DTSTART:" + ContentLines.utc(start))
    lines.add("DURATION:PT1H")
    lines.add("STATUS:CONFIRMED")
    lines.add("LOCATION", text: place(of: record))
    lines.add("END:VEVENT")
  }

  private func addActivity(_ record: Record, to lines: inout ContentLines) {
    guard let at = record["at"]?.instant else { return }
    lines.add("BEGIN:VEVENT")
    addHead(of: record, to: &lines)
    lines.add("DTSTART:" + ContentLines.utc(at))
    if let seconds = record["duration"]?.number?.integer, seconds > 0 {
      lines.add("DURATION:PT\(seconds)S")
    }
    // What has happened keeps nobody busy.
    lines.add("TRANSP:TRANSPARENT")
    lines.add("END:VEVENT")
  }

  /// Where somebody is visited: at the deal's place, else the person's, else the company's.
  private func place(of task: Record) -> String? {
    for key in ["deal", "contact", "company"] {
      guard let record = data.snapshot.record(task.reference(key)), let street = record.text("address") else {
        continue
      }
      return [street, record.text("postal_code"), record.text("city")].compactMap { $0 }
        .joined(separator: ", ")
    }
    return nil
  }

  /// Who it is about and how they are reached, then what is noted: what one needs on the way.
  private func description(of record: Record) -> String {
    var lines: [String] = []
    for kind in [Kind.contact, .company, .deal, .lead] {
      guard let about = data.snapshot.record(record.reference(kind.rawValue)) else { continue }
      let reach = about.texts("phones").prefix(1) + about.texts("emails").prefix(1)
      lines.append(([about.name] + reach).joined(separator: ", "))
    }
    lines += ["text", "notes", "result"].compactMap { record.text($0) }
    return lines.joined(separator: "\n")
  }
}

extension Deadline {
  fileprivate func start(in zone: Zone) -> Instant {
    switch self {
    case .moment(let instant): instant
    case .day(let day): zone.instant(day)
    }
  }
}
