/// Through what a change came, as the trailers of its commit say.
package struct ChangeOrigin: Sendable, Hashable {
  /// The face that took the request.
  package enum Channel: String, Sendable, CaseIterable {
    case cli, mcp
    /// No `crm` at all: an editor, or another program.
    case hand
  }

  package var channel: Channel
  /// What the program at the other end calls itself, such as `claude-code/2.1`; for display only.
  package var client: String?
  /// Who acts, where the request named somebody; else it is the author of the commit.
  package var actor: String?

  package static let commandLine = ChangeOrigin(.cli)
  package static let byHand = ChangeOrigin(.hand)

  package init(_ channel: Channel, client: String? = nil, actor: String? = nil) {
    self.channel = channel
    self.actor = actor.flatMap(ChangeOrigin.cleaned)
    self.client = client.flatMap(ChangeOrigin.cleaned)
  }

  private static let channelTrailer = "Crm-Via"
  private static let clientTrailer = "Crm-Client"
  private static let actorTrailer = "Crm-Actor"
  /// In characters.
  package static let clientLimit = 80

  /// The lines of a message that say so; none for the command line, where no other is meant.
  package var trailers: [String] {
    let channel = channel == .cli ? [] : ["\(ChangeOrigin.channelTrailer): \(channel.rawValue)"]
    return channel + (client.map { ["\(ChangeOrigin.clientTrailer): \($0)"] } ?? [])
      + (actor.map { ["\(ChangeOrigin.actorTrailer): \($0)"] } ?? [])
  }

  /// What the message of a change of crm says.
  package init(message: String) {
    var channel = Channel.cli
    var (client, actor): (String?, String?)
    for line in message.split(separator: "\n").dropFirst() {
      if let value = ChangeOrigin.value(of: line, ChangeOrigin.channelTrailer) {
        channel = value == Channel.mcp.rawValue ? .mcp : .cli
      } else if let value = ChangeOrigin.value(of: line, ChangeOrigin.clientTrailer) {
        client = String(value)
      } else if let value = ChangeOrigin.value(of: line, ChangeOrigin.actorTrailer) {
        actor = String(value)
      }
    }
    self.init(channel, client: client, actor: actor)
  }

  private static func value(of line: Substring, _ key: String) -> Substring? {
    guard line.utf8.starts(with: (key + ": ").utf8) else { return nil }
    return line.dropFirst(key.utf8.count + 2)
  }

  /// One line of letters, digits and ASCII signs; nil where nothing is left.
  static func cleaned(_ name: String) -> String? {
    var text = ""
    for scalar in name.unicodeScalars {
      if scalar.properties.isWhitespace {
        if !text.isEmpty, text.last != " " { text.append(" ") }
      } else if (0x21...0x7E).contains(scalar.value) || (!scalar.isASCII && isWordPart(scalar)) {
        text.unicodeScalars.append(scalar)
      }
    }
    text = String(text.prefix(clientLimit))
    while text.last == " " { text.removeLast() }
    return text.isEmpty ? nil : text
  }

  /// What neither steers a terminal nor hides: letters with their marks would be, but a name needs none.
  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic && !scalar.properties.isDefaultIgnorableCodePoint
  }
}
