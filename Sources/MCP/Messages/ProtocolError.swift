import JSON

/// An error of the protocol itself. What a tool refuses is no such error but a result, since models seldom see these.
struct ProtocolError: Error, Sendable {
  /// The codes of JSON-RPC 2.0 and of the protocol's revisions; they must not change.
  enum Code: Int, Sendable {
    case unreadable = -32700
    case invalidRequest = -32600
    case unknownMethod = -32601
    case invalidParameters = -32602
    case internalFault = -32603
    /// Before revision 2026-07-28; since then a missing resource is an invalid parameter.
    case missingResource = -32002
    case unsupportedRevision = -32022
  }

  let code: Code
  let message: String
  let data: JSONValue?

  init(_ code: Code, _ message: String, data: JSONValue? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  static func missing(_ name: String) -> ProtocolError {
    ProtocolError(.invalidParameters, "\(name) is missing")
  }

  static func wrong(_ name: String, _ wanted: String) -> ProtocolError {
    ProtocolError(.invalidParameters, "\(name) must be \(wanted)")
  }

  /// What a client said, short enough to be said again.
  static func quoted(_ text: String) -> String {
    let start = String(text.unicodeScalars.prefix(80))
    return "\"" + start + (start.utf8.count < text.utf8.count ? "…" : "") + "\""
  }
}
