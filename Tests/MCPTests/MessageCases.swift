@testable import MCP

extension ProtocolCaseTests {
  /// JSON that is a message, and JSON that is none.
  static let messages: [ProtocolCase] = [
    ProtocolCase("a number", "1", "- error -32600"), ProtocolCase("null", "null", "- error -32600"),
    ProtocolCase("true", "true", "- error -32600"), ProtocolCase("a string", "\"ping\"", "- error -32600"),
    ProtocolCase("a fraction", "1.5", "- error -32600"),
    ProtocolCase("an empty object", "{}", "- error -32600"),
    ProtocolCase("an empty string", "\"\"", "- error -32600"),
    ProtocolCase("an empty array", "[]", "- error -32600"),
    ProtocolCase("an array of a number", "[1]", "- error -32600"),
    ProtocolCase("a batch before a handshake", "[\(Line.call("ping"))]", "- error -32600"),
    ProtocolCase(
      "a batch of notifications", "[\(Line.notification("notifications/initialized"))]", "- error -32600"),
    ProtocolCase("only a version", #"{"jsonrpc":"2.0"}"#, "- error -32600"),
    ProtocolCase("only an id", #"{"jsonrpc":"2.0","id":3}"#, "3 error -32600"),
    ProtocolCase("only an id that is text", #"{"id":"x"}"#, "\"x\" error -32600"),
    ProtocolCase("no version", #"{"id":3,"method":"ping"}"#, "3 error -32600"),
    ProtocolCase("version 1.0", #"{"jsonrpc":"1.0","id":3,"method":"ping"}"#, "3 error -32600"),
    ProtocolCase("version 2", #"{"jsonrpc":"2","id":3,"method":"ping"}"#, "3 error -32600"),
    ProtocolCase("version as a number", #"{"jsonrpc":2.0,"id":3,"method":"ping"}"#, "3 error -32600"),
    ProtocolCase("version null", #"{"jsonrpc":null,"id":3,"method":"ping"}"#, "3 error -32600"),
    ProtocolCase("version 2.0.0", #"{"jsonrpc":"2.0.0","id":3,"method":"ping"}"#, "3 error -32600"),
    ProtocolCase("no version, no id", #"{"method":"ping"}"#, "- error -32600"),
    ProtocolCase("a key in capitals", #"{"JSONRPC":"2.0","id":3,"method":"ping"}"#, "3 error -32600"),
    ProtocolCase("Method in capitals", #"{"jsonrpc":"2.0","id":3,"Method":"ping"}"#, "3 error -32600"),
    ProtocolCase("the method is null", #"{"jsonrpc":"2.0","id":3,"method":null}"#, "3 error -32600"),
    ProtocolCase("the method is a number", #"{"jsonrpc":"2.0","id":3,"method":1}"#, "3 error -32600"),
    ProtocolCase("the method is an array", #"{"jsonrpc":"2.0","id":3,"method":["ping"]}"#, "3 error -32600"),
    ProtocolCase("the method is an object", #"{"jsonrpc":"2.0","id":3,"method":{}}"#, "3 error -32600"),
    ProtocolCase("the method is a number, no id", #"{"jsonrpc":"2.0","method":1}"#, "- error -32600"),
    ProtocolCase("the method is empty", Line.call("", id: "3"), "3 error -32601"),
    ProtocolCase("the method has blanks", Line.call(" ping", id: "3"), "3 error -32601"),
    ProtocolCase("the method in capitals", Line.call("PING", id: "3"), "3 error -32601"),
    ProtocolCase("the method has an escape", Line.call("p\\u0069ng", id: "3"), "3 ok"),
    ProtocolCase(
      "further members", #"{"jsonrpc":"2.0","id":3,"method":"ping","x":1,"trace":{"a":[]}}"#, "3 ok"),
    ProtocolCase("another order", #"{"method":"ping","id":3,"jsonrpc":"2.0"}"#, "3 ok"),
    ProtocolCase("blanks inside", #"{ "jsonrpc" : "2.0" , "id" : 3 , "method" : "ping" }"#, "3 ok"),
    ProtocolCase("params empty", Line.call("ping", "{}"), "1 ok"),
    ProtocolCase("params null", Line.call("ping", "null"), "1 ok"),
    ProtocolCase("params an array", Line.call("ping", "[]"), "1 error -32602"),
    ProtocolCase("params a filled array", Line.call("ping", "[1]"), "1 error -32602"),
    ProtocolCase("params text", Line.call("ping", "\"a\""), "1 error -32602"),
    ProtocolCase("params a number", Line.call("ping", "0"), "1 error -32602"),
    ProtocolCase("params false", Line.call("ping", "false"), "1 error -32602"),
    ProtocolCase("params unknown members", Line.call("ping", #"{"a":{"b":[null]}}"#), "1 ok"),
    ProtocolCase("a result", #"{"jsonrpc":"2.0","id":1,"result":{}}"#),
    ProtocolCase("a result without an id", #"{"jsonrpc":"2.0","result":{}}"#),
    ProtocolCase("a result null", #"{"jsonrpc":"2.0","id":1,"result":null}"#),
    ProtocolCase("an error", #"{"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":"x"}}"#),
    ProtocolCase(
      "an error without an id", #"{"jsonrpc":"2.0","error":{"code":-1,"message":"x"}}"#),
    ProtocolCase(
      "an error with id null", #"{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":""}}"#),
    ProtocolCase(
      "a method and a result", #"{"jsonrpc":"2.0","id":1,"method":"ping","result":{}}"#, "1 error -32600"),
    ProtocolCase(
      "a method and an error", #"{"jsonrpc":"2.0","id":1,"method":"ping","error":{}}"#, "1 error -32600"),
    ProtocolCase("a notification", Line.notification("notifications/initialized")),
    ProtocolCase("an unknown notification", Line.notification("notifications/x")),
    ProtocolCase(
      "a notification with odd params", Line.notification("notifications/initialized", "5")),
    ProtocolCase("roots have changed", Line.notification("notifications/roots/list_changed")),
    ProtocolCase(
      "progress", Line.notification("notifications/progress", #"{"progressToken":1,"progress":1}"#)),
    ProtocolCase("ping without an id", Line.notification("ping")),
    ProtocolCase("initialize without an id", Line.notification("initialize", "{}")),
    ProtocolCase("a call without an id", Line.notification("tools/call", #"{"name":"write"}"#)),
    ProtocolCase("an unknown method without an id", Line.notification("x")),
    ProtocolCase("a notification with an id", Line.call("notifications/initialized"), "1 error -32601"),
    ProtocolCase(
      "a cancellation with an id", Line.call("notifications/cancelled", #"{"requestId":1}"#), "1 error -32601"
    ),
  ]

  private static func pinged(_ id: String, _ answer: String) -> ProtocolCase {
    ProtocolCase("id \(id.prefix(60)) of \(id.utf8.count) bytes", Line.call("ping", id: id), answer)
  }

  /// Ids come back as they came.
  static let ids: [ProtocolCase] =
    [
      "0", "1", "-1", "2147483648", "9007199254740993", "9223372036854775807", "9223372036854775808",
      "-9223372036854775809", "123456789012345678901234567890", "1.0", "1e2", "1E+2", "-0", "0.0", "100e-2",
      "1.50e1", "0e0",
      "12000e-3", "\"\"", "\"0\"", "\"1\"", "\"abc\"", "\"server-discover-1\"", "\"a b\"", "\"ä\"", "\"日本\"",
      "\"😀\"", "\"a\\\\b\"",
      "\"a\\\"b\"", "\"a\\nb\"", "\"e\u{301}\"", "\"\u{e9}\"", "\"null\"",
      "\"3f2504e0-4f89-11d3-9a0c-0305e82c3301\"",
      "\"\(String(repeating: "x", count: 5000))\"",
    ].map { pinged($0, "\($0) ok") }
    + [
      // A fraction can be read and is no id all the same.
      pinged("1.5", "1.5 error -32600"), pinged("0.1", "0.1 error -32600"),
      pinged("1e-1", "1e-1 error -32600"),
      pinged("-2.25", "-2.25 error -32600"), pinged("1.05e1", "1.05e1 error -32600"),
      pinged("15e-1", "15e-1 error -32600"), pinged("null", "- error -32600"),
      pinged("true", "- error -32600"),
      pinged("false", "- error -32600"), pinged("[]", "- error -32600"), pinged("[1]", "- error -32600"),
      pinged("{}", "- error -32600"), pinged("{\"a\":1}", "- error -32600"),
      pinged("\"\\u0041\"", "\"A\" ok"),
      pinged("\"\\/\"", "\"/\" ok"), pinged("\"\\ud83d\\ude00\"", "\"😀\" ok"),
    ]

  /// Several messages in an array, which one revision had.
  static let batches: [ProtocolCase] =
    ["2024-11-05", "2025-06-18", "2025-11-25"].map {
      ProtocolCase("a batch", in: $0, "[\(Line.call("ping"))]", "- error -32600")
    } + [
      batch("of one", [Line.call("ping")], "1 ok"),
      batch("of two", [Line.call("ping"), Line.call("tools/list", id: "2")], "1 ok", "2 ok"),
      batch("that is empty", [], "- error -32600"), batch("of a number", ["1"], "- error -32600"),
      batch("of numbers", ["1", "2"], "- error -32600", "- error -32600"),
      batch("of a notification", [Line.notification("notifications/initialized")]),
      batch("of a notification and a ping", [Line.notification("x"), Line.call("ping")], "1 ok"),
      batch("of a result", [#"{"jsonrpc":"2.0","id":1,"result":{}}"#]),
      batch("of a batch", ["[\(Line.call("ping"))]"], "- error -32600"),
      batch("with initialize", [Line.initialize("2025-03-26", id: "5")], "5 error -32600"),
      batch(
        "with an unknown method", [Line.call("x"), Line.call("ping", id: "2")], "1 error -32601", "2 ok"),
      batch("with a call", [Line.call("tools/call", #"{"name":"look"}"#)], "1 ok"),
      batch("with a request of its own", [Line.modern("tools/list")], "1 ok"),
      ProtocolCase(
        "a batch after a newer handshake",
        [Line.initialize("2025-03-26"), Line.initialize("2025-11-25"), "[\(Line.call("ping"))]"],
        ["0 ok", "0 ok", "- error -32600"]),
    ]

  private static func batch(_ name: String, _ messages: [String], _ answers: String...) -> ProtocolCase {
    ProtocolCase(
      "a batch " + name, [Line.initialize("2025-03-26"), "[" + messages.joined(separator: ",") + "]"],
      ["0 ok"] + answers)
  }
}
