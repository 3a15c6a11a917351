import JSON

/// Which revision a request is of, and which program sent it.
struct Circumstances: Sendable {
  let revision: Revision
  let client: ClientName?

  /// The members of a request's `_meta` that say so.
  private enum Key {
    static let revision = "io.modelcontextprotocol/protocolVersion"
    static let capabilities = "io.modelcontextprotocol/clientCapabilities"
    static let client = "io.modelcontextprotocol/clientInfo"
  }

  init(revision: Revision, client: ClientName?) {
    self.revision = revision
    self.client = client
  }

  /// What the request says of itself; nil where it says nothing, and a handshake has to. Throws where it says too little,
  /// or is of a revision that is not served in this way.
  init?(of request: Request) throws(ProtocolError) {
    let meta = try request.object("_meta")
    guard meta[Key.revision] != nil || meta[Key.capabilities] != nil else { return nil }
    guard let asked = meta[Key.revision] else { throw .missing("_meta \(Key.revision)") }
    guard let asked = asked.string else { throw .wrong("_meta \(Key.revision)", "a string") }
    guard let revision = Revision.withoutHandshake.first(where: { $0.rawValue == asked }) else {
      throw Circumstances.unsupported(asked)
    }
    guard let capabilities = meta[Key.capabilities] else { throw .missing("_meta \(Key.capabilities)") }
    guard case .object = capabilities else { throw .wrong("_meta \(Key.capabilities)", "an object") }
    self.init(revision: revision, client: ClientName(meta[Key.client]))
  }

  /// What a request lacks that says nothing of itself.
  static let missing = ProtocolError(
    .invalidParameters,
    "_meta \(Key.revision) is missing; a client of a revision before \(Revision.stateless.rawValue) sends initialize first"
  )

  private static func unsupported(_ asked: String) -> ProtocolError {
    let supported = Revision.withoutHandshake.map { JSONValue.string($0.rawValue) }
    return ProtocolError(
      .unsupportedRevision, "unsupported protocol version \(ProtocolError.quoted(asked))",
      data: ["supported": .array(supported), "requested": .string(asked)])
  }
}

/// The program that sends requests, as it names itself; nothing is decided by it.
package struct ClientName: Sendable, Hashable, CustomStringConvertible {
  /// `name/version`: at most 80 characters of one line.
  package let description: String

  /// Nil where there is no name.
  init?(_ json: JSONValue?) {
    let name = ClientName.cleaned(json?["name"]?.string ?? "", limit: 48)
    guard !name.isEmpty else { return nil }
    let version = ClientName.cleaned(json?["version"]?.string ?? "", limit: 31)
    description = version.isEmpty ? name : name + "/" + version
  }

  /// What may become a line of a commit: letters, digits and a few signs, each run of others one hyphen.
  private static func cleaned(_ text: String, limit: Int) -> String {
    var result = ""
    for scalar in text.unicodeScalars.prefix(400) {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "+", "@": result.unicodeScalars.append(scalar)
      default: if !result.isEmpty, !result.hasSuffix("-") { result += "-" }
      }
    }
    let cut = result.prefix(limit)
    return String(cut.hasSuffix("-") ? cut.dropLast() : cut)
  }
}
