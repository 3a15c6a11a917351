import Diagnostics
import YAML

/// Reads `mail` of `crm.yaml`: where readers of letters say that they want no more.
struct MailReader {
  private let document: Document
  private var unsubscriptions: [Unsubscription] = []
  private var problems: [Diagnostic] = []

  /// The addresses, and everything that is wrong with them.
  static func read(
    _ node: Node, in document: Document
  ) -> (unsubscriptions: [Unsubscription], problems: [Diagnostic]) {
    var reader = MailReader(document: document)
    reader.read(node)
    return (reader.unsubscriptions, reader.problems)
  }

  private init(document: Document) { self.document = document }

  private static let example = "mail: {unsubscribe: \"https://example.com/unsubscribe?id={id}\"}"

  private mutating func report(_ message: String, at node: Node, hints: [Hint]) {
    problems.append(document.diagnostic(message, at: node, hints: hints))
  }

  private mutating func read(_ node: Node) {
    guard case .mapping(let pairs) = node.content else {
      return report("mail is {unsubscribe: …}", at: node, hints: [Hint(MailReader.example)])
    }
    for pair in pairs where pair.key != "unsubscribe" {
      problems.append(
        document.diagnostic(
          "unknown key \"\(pair.key)\" of mail", from: pair.keyStart, to: pair.keyEnd,
          hints: .unknown(pair.key, among: ["unsubscribe"], listing: "known: ")))
    }
    for pair in pairs where pair.key == "unsubscribe" && !pair.value.isNull {
      for item in pair.value.items ?? [pair.value] { add(item) }
    }
  }

  private mutating func add(_ node: Node) {
    guard let text = node.text else {
      return report(
        "mail.unsubscribe is an address, or a list of one to write to and one on the web", at: node,
        hints: [Hint(MailReader.example)])
    }
    do throws(Unsubscription.Fault) {
      let found = try Unsubscription(text)
      guard !unsubscriptions.contains(where: { $0.isWebAddress == found.isWebAddress }) else {
        return report(
          "mail.unsubscribe has a second address of the same kind", at: node,
          hints: ["it has one that begins with mailto: and one that begins with https:"])
      }
      unsubscriptions.append(found)
    } catch {
      switch error {
      case .scheme:
        report(
          "mail.unsubscribe begins with mailto: and an address, or with https: and a host, not \"\(text)\"",
          at: node, hints: [Hint(MailReader.example)])
      case .character(let character):
        report(
          "mail.unsubscribe cannot have \"\(character)\"", at: node,
          hints: ["it is of ASCII characters without blanks; {id} stands for the id of who was written to"])
      case .length(let length):
        report(
          "mail.unsubscribe comes to \(length) characters with its brackets and an id, and "
            + "\(Unsubscription.longest) are the most",
          at: node, hints: ["a longer one is broken by programs that send mail on"])
      }
    }
  }
}
