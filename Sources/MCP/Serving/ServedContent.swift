package import JSON

/// What a server serves; it is asked anew for each request.
package protocol ServedContent {
  /// Always in the same order.
  var tools: [ToolDeclaration] { get }
  /// What one of the tools answers, what it refuses too.
  func call(_ tool: ToolDeclaration, _ arguments: JSONValue, by client: ClientName?) -> ToolResult
  /// What is said of a name that none of the tools has.
  func absence(of tool: String) -> Absence
  var resources: [ResourceDeclaration] { get }
  /// Nil where there is no such resource.
  func read(_ uri: String, by client: ClientName?) -> ResourceText?
}

/// A tool as clients are told of it.
package struct ToolDeclaration: Sendable {
  package let name: String
  package let title: String
  package let description: String
  /// An object schema each.
  package let inputSchema: JSONValue
  package let outputSchema: JSONValue
  /// What calls do, as hosts ask about it.
  package let annotations: JSONValue
  package let writes: Bool

  package init(
    name: String, title: String, description: String, inputSchema: JSONValue, outputSchema: JSONValue,
    annotations: JSONValue, writes: Bool
  ) {
    self.name = name
    self.title = title
    self.description = description
    self.inputSchema = inputSchema
    self.outputSchema = outputSchema
    self.annotations = annotations
    self.writes = writes
  }
}

/// Why a tool is not there.
package enum Absence: Sendable {
  /// Nobody has such a tool: the request is wrong.
  case unknown(String)
  /// There is one, but not for this server's clients.
  case withheld(ToolResult)
}

/// The answer of a tool.
package struct ToolResult: Sendable {
  /// The whole answer, which fits the tool's output schema.
  package let envelope: JSONValue
  /// The same as text; of an error its message.
  package let text: String
  package let isError: Bool
  /// Whether other people's text is in it.
  package let isUntrusted: Bool

  package init(envelope: JSONValue, text: String, isError: Bool, isUntrusted: Bool = false) {
    self.envelope = envelope
    self.text = text
    self.isError = isError
    self.isUntrusted = isUntrusted
  }
}

/// A resource as clients are told of it.
package struct ResourceDeclaration: Sendable {
  /// With `{name}` in place of what a client fills in, where it is a template.
  package let uri: String
  package let name: String
  package let title: String
  package let description: String
  package let mediaType: String

  package init(uri: String, name: String, title: String, description: String, mediaType: String) {
    self.uri = uri
    self.name = name
    self.title = title
    self.description = description
    self.mediaType = mediaType
  }

  var isTemplate: Bool { uri.contains("{") }
}

/// The text of a resource.
package struct ResourceText: Sendable {
  package let text: String
  package let mediaType: String
  package let isUntrusted: Bool
  /// How long it may be kept, in milliseconds.
  package let lifetime: Int
  /// Why it could not be read, in place of its text.
  package let failure: String?

  package init(_ text: String, mediaType: String, lifetime: Int = 0, isUntrusted: Bool = false) {
    (self.text, self.mediaType, self.lifetime, self.isUntrusted) = (text, mediaType, lifetime, isUntrusted)
    failure = nil
  }

  package init(failure: String) {
    (text, mediaType, lifetime, isUntrusted) = ("", "", 0, false)
    self.failure = failure
  }
}
