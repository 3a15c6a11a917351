import Dates
import Foundation
import Output
import Records

@testable import Operations

/// A repository in a folder of its own, made of texts, and what operations do there.
final class LetterOffice {
  let folder: URL
  let driver: Driver

  static let settings = """
    format: 1
    timezone: Europe/Berlin
    country: DE
    currency: EUR
    lang: en
    owners:
    - {id: gleb, name: "Petrov, Gleb", email: gleb@example.com}
    - {id: anna, name: Anna, email: anna@example.org}
    mail:
      unsubscribe: ["mailto:stop@example.com?subject={id}", "https://example.com/unsubscribe?id={id}"]

    """

  init(_ settings: String = LetterOffice.settings) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    driver = Driver(folder: folder)
    try write("crm.yaml", settings)
    try write("templates/news.subject", "News for {{contact_name}}{{company_name}}\n")
    try write(
      "templates/news.txt", "Dear {{contact_name}},\n\nFrom us to you: {{contact_notes}}\n>From afar\n.\n")
    try write(
      "templates/news.html",
      "<p>Dear <b>{{contact_name}}</b>, {{contact_notes}}</p><p><a href=\"{{unsubscribe}}\">no more</a></p>\n"
    )
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ path: String, _ text: String) throws {
    let file = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  func files(_ name: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path(name))) ?? []).sorted()
  }

  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  /// A JSON string is a YAML string too, whatever is in it.
  func contact(_ id: String, _ name: String, _ email: String, _ rest: String = "") throws {
    try write(
      "contacts/\(id).yaml",
      "id: \(id)\nname: \(LetterOffice.quoted(name))\nemails: [\(email)]\nowner: gleb\n\(rest)\n")
  }

  static func quoted(_ text: String) -> String {
    "\""
      + text.unicodeScalars.map { scalar in
        switch scalar {
        case "\"", "\\": "\\\(scalar)"
        case _
        where scalar.value < 0x20 || (0x7f...0xa0).contains(scalar.value) || scalar.value == 0x2028
          || scalar.value == 0x2029 || scalar.value == 0xfeff:
          "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count)
            + String(scalar.value, radix: 16)
        default: String(scalar)
        }
      }.joined() + "\""
  }

  static let now = Instant(rfc3339: "2026-11-30T10:00:00+01:00") ?? Instant(seconds: 0)

  /// Writes letters and gives the answer of a program back.
  func mail(
    _ template: String = "news", to destination: LetterDestination? = nil, where filter: String = "emails:*",
    seed: UInt64 = 1, now: Instant = LetterOffice.now, isDryRun: Bool = false,
    _ change: (inout MailLetters) -> Void = { _ in }
  ) throws -> [String: Any] {
    var request = MailLetters(
      template, to: .contact, where: filter, destination: destination ?? .folder(path("outbox")))
    change(&request)
    let text = try driver.run(request, seed: seed, isDryRun: isDryRun, now: now)
    return try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
  }

  /// Of each activity a field.
  func activities(_ field: String) throws -> [String] {
    let text = try driver.run(ListRecords(.activity, filter: []), seed: 9)
    let list = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]] ?? []
    return list.compactMap { $0[field] as? String }.sorted()
  }
}
