@testable import MCP

private let ping = Line.call("ping")
private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
/// A line of exactly so many bytes that is a `ping`, filled up with blanks.
private func ping(of count: Int) -> [UInt8] {
  bytes(ping) + [UInt8](repeating: 0x20, count: count - ping.utf8.count)
}

extension ProtocolCaseTests {
  /// How the stream is cut into messages.
  static let framing: [ProtocolCase] = [
    ProtocolCase("a line", ping, "1 ok"),
    ProtocolCase("no line end at the end", bytes(ping), "1 ok"),
    ProtocolCase("CRLF", bytes(ping + "\r\n"), "1 ok"),
    ProtocolCase("CR without LF at the end", bytes(ping + "\r"), "1 ok"),
    ProtocolCase("two CR", bytes(ping + "\r\r\n"), "1 ok"),
    ProtocolCase("CR between two messages is a blank", bytes(ping + "\r" + ping + "\n"), "- error -32700"),
    ProtocolCase("nothing", [UInt8]()),
    ProtocolCase("an empty line", bytes("\n")),
    ProtocolCase("empty lines", bytes("\n\r\n\n")),
    ProtocolCase("blanks", bytes("  \t \n")),
    ProtocolCase(
      "empty lines between", bytes("\n\(ping)\n\n\(Line.call("ping", id: "2"))\n\n"), "1 ok", "2 ok"),
    ProtocolCase("blanks around", bytes(" \t\(ping) \t \n"), "1 ok"),
    ProtocolCase("a byte order mark", [0xEF, 0xBB, 0xBF] + bytes(ping + "\n"), "1 ok"),
    ProtocolCase("a byte order mark alone", [0xEF, 0xBB, 0xBF, 0x0A], "- error -32700"),
    ProtocolCase(
      "two byte order marks", [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF] + bytes(ping + "\n"), "- error -32700"),
    ProtocolCase(
      "a message over two lines", bytes(#"{"jsonrpc":"2.0","# + "\n" + #""id":1,"method":"ping"}"# + "\n"),
      "- error -32700", "- error -32700"),
    ProtocolCase("two messages on a line", ping + ping, "- error -32700"),
    ProtocolCase("two messages on a line with a blank", ping + " " + ping, "- error -32700"),
    ProtocolCase("a comma after a message", ping + ",", "- error -32700"),
    ProtocolCase("U+2028 as it is", Line.call("ping", id: "\"a\u{2028}b\""), "\"a\\u2028b\" ok"),
    ProtocolCase("U+2029 as it is", Line.call("ping", id: "\"a\u{2029}b\""), "\"a\\u2029b\" ok"),
    ProtocolCase("U+0085 as it is", Line.call("ping", id: "\"a\u{85}b\""), "\"a\\u0085b\" ok"),
    ProtocolCase("a vertical tab between", bytes("{\u{0B}\"jsonrpc\":\"2.0\"}\n"), "- error -32700"),
    ProtocolCase("a line of 1 MiB", ping(of: 1 << 20) + [0x0A], "1 ok"),
    ProtocolCase("a line of 1 MiB with CRLF", ping(of: 1 << 20) + [0x0D, 0x0A], "1 ok"),
    ProtocolCase("a line of 1 MiB without an end", ping(of: 1 << 20), "1 ok"),
    ProtocolCase("a line of 1 MiB and two bytes", ping(of: (1 << 20) + 2) + [0x0A], "- error -32600"),
    ProtocolCase(
      "a line of 2 MiB, and one more", ping(of: 2 << 20) + [0x0A] + bytes(Line.call("ping", id: "2") + "\n"),
      "- error -32600", "2 ok"),
    ProtocolCase("a line of 2 MiB without an end", ping(of: 2 << 20), "- error -32600"),
    ProtocolCase(
      "two lines of 2 MiB", ping(of: 2 << 20) + [0x0A] + ping(of: 2 << 20) + [0x0A],
      "- error -32600", "- error -32600"),
    ProtocolCase(
      "1.5 MiB of zeros", [UInt8](repeating: 0, count: 3 << 19) + [0x0A] + bytes(ping), "- error -32600",
      "1 ok"),
    ProtocolCase("1.5 MiB of brackets", [UInt8](repeating: 0x5B, count: 3 << 19) + [0x0A], "- error -32600"),
    ProtocolCase("many line ends", [UInt8](repeating: 0x0A, count: 4000) + bytes(ping), "1 ok"),
  ]

  /// What is no JSON.
  static let unreadable: [ProtocolCase] =
    [
      "{", "}", "[", "]", "{]", "nul", "tru", "True", "NaN", "Infinity", "undefined", "'a'", "\"a", "a",
      "{a:1}",
      "{'a':1}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "[1,]", "[,1]", "[1 2]", "01", "+1", "1.", ".5",
      "1e", "--1",
      "0x10", "// a\n", "/* a */ 1", "# a", "<xml/>", "Content-Length: 12\r", "hello", "\"\\x\"", "\"\\u12\"",
      "\"\t\"",
      "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\\udc00\\ud800\"", "\u{7F}", "\u{FEFF}\u{FEFF}1",
      Line.call("ping", id: "\"\\ud83d\""), Line.call("tools/call", "{\"name\":\"\\udfff\"}"),
      #"{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"ping","method":"x"}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":1,"\u0061":2}}"#,
      String(repeating: "[", count: 300) + String(repeating: "]", count: 300),
      #"{"jsonrpc":"2.0","id":1,"method":"ping","params":"# + String(repeating: "{\"a\":", count: 300) + "1"
        + String(repeating: "}", count: 300) + "}", String(repeating: "[", count: 2000),
    ].map { ProtocolCase("no JSON: \($0.prefix(70)) \($0.count)", $0.trimmed, "- error -32700") }
    + [
      ("a lone byte FF", [0xFF]), ("a lone byte 80", [0x80]),
      ("an overlong slash", [0x22, 0xC0, 0xAF, 0x22]),
      ("a cut character", [0x22, 0xE2, 0x82, 0x22]),
      ("a surrogate in UTF-8", [0x22, 0xED, 0xA0, 0x80, 0x22]),
      ("beyond Unicode", [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22]), ("Latin-1", [0x22, 0xE9, 0x22]),
      ("a zero byte", [0x22, 0x00, 0x22]), ("UTF-16", [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00]),
      ("a zero byte alone", [0x00]), ("an escape sequence", [0x1B, 0x5B, 0x31, 0x6D]),
      ("bad UTF-8 in a key", bytes("{\"") + [0xFE] + bytes("\":1}")),
      ("bad UTF-8 in a request", bytes(#"{"jsonrpc":"2.0","id":1,"method":"p"#) + [0xC3] + bytes(#""}"#)),
    ].map { name, line in ProtocolCase(name, line + [0x0A], "- error -32700") }
}

extension String {
  fileprivate var trimmed: String { hasSuffix("\n") ? String(dropLast()) : self }
}
