package import JSON

/// The lines that go out: one JSON-RPC 2.0 message each, with its line end.
package enum Frame {
  static func result(_ id: RequestID, _ result: JSONValue) -> [UInt8] {
    line(["jsonrpc": "2.0", "id": id.json, "result": result])
  }

  /// The answer to a request that cannot be served; without an id where none could be read.
  static func error(_ id: RequestID?, _ error: ProtocolError) -> [UInt8] {
    let body: JSONValue = ["code": .integer(error.code.rawValue), "message": .string(error.message)]
    let head: JSONValue = ["jsonrpc": "2.0"]
    return line(head.adding("id", id?.json).adding("error", body.adding("data", error.data)))
  }

  static func notification(_ method: String, _ parameters: JSONValue) -> [UInt8] {
    line(["jsonrpc": "2.0", "method": .string(method), "params": parameters])
  }

  private static func line(_ message: JSONValue) -> [UInt8] {
    var bytes: [UInt8] = []
    message.encode(into: &bytes, pretty: false)
    bytes.append(0x0A)
    return bytes
  }
}
