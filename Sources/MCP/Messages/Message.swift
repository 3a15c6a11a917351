import JSON

/// One message as it came, told apart by the rules of JSON-RPC 2.0 and of the protocol.
enum Message: Sendable {
  case request(Request)
  /// Never answered.
  case notification(method: String, parameters: JSONValue?)
  /// To a request of ours, of which there are none: never answered.
  case response
  /// What is no message, and the answer to it.
  case refused(RequestID?, ProtocolError)

  init(_ json: JSONValue) {
    guard case .object = json else {
      self = .refused(nil, ProtocolError(.invalidRequest, "a message is a JSON object"))
      return
    }
    let id = RequestID(json["id"])
    guard let method = json["method"] else {
      self = Message.withoutMethod(json, id)
      return
    }
    do throws(ProtocolError) {
      self = try Message.calling(method, json, id)
    } catch {
      self = .refused(id, error)
    }
  }

  private static func withoutMethod(_ json: JSONValue, _ id: RequestID?) -> Message {
    // An answer to an answer could go on for ever.
    if json["result"] != nil || json["error"] != nil { return .response }
    return .refused(id, ProtocolError(.invalidRequest, "the message has no method"))
  }

  private static func calling(
    _ method: JSONValue, _ json: JSONValue, _ id: RequestID?
  ) throws(ProtocolError) -> Message {
    guard json["jsonrpc"] == "2.0" else {
      throw ProtocolError(.invalidRequest, "jsonrpc must be \"2.0\"")
    }
    guard let method = method.string else {
      throw ProtocolError(.invalidRequest, "the method must be a string")
    }
    guard json["result"] == nil, json["error"] == nil else {
      throw ProtocolError(.invalidRequest, "a message with a method has neither a result nor an error")
    }
    guard json["id"] != nil else { return .notification(method: method, parameters: json["params"]) }
    guard let id, id.isProper else {
      throw ProtocolError(.invalidRequest, "the id must be a string or a whole number")
    }
    return .request(Request(id: id, method: method, parameters: try parameters(json["params"])))
  }

  /// An absent value and null are the same; anything but an object is refused.
  private static func parameters(_ json: JSONValue?) throws(ProtocolError) -> JSONValue {
    switch json {
    case nil, .null: return [:]
    case .object: return json ?? [:]
    default: throw .wrong("params", "an object")
    }
  }
}

/// A message that wants an answer.
struct Request: Sendable {
  let id: RequestID
  let method: String
  /// Always an object.
  let parameters: JSONValue

  /// A text among the parameters; throws where there is none.
  func text(_ name: String) throws(ProtocolError) -> String {
    guard let value = parameters[name] else { throw .missing(name) }
    guard let text = value.string else { throw .wrong(name, "a string") }
    return text
  }

  /// An object among the parameters; an empty one where there is none.
  func object(_ name: String) throws(ProtocolError) -> JSONValue {
    switch parameters[name] {
    case nil, .null: return [:]
    case .some(let value):
      guard case .object = value else { throw .wrong(name, "an object") }
      return value
    }
  }
}
