/// A part of a message: its header and its bytes, or the parts that it is made of.
package struct MailPart {
  let header: HeaderBlock
  let type: ContentField
  let disposition: ContentField
  let body: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>, isMessage: Bool = false) {
    header = HeaderBlock(bytes)
    type = ContentField(header["content-type"] ?? Array("text/plain".utf8)[...])
    disposition = ContentField(header["content-disposition"] ?? [])
    body = bytes[header.bodyStart...]
  }

  /// The parts of `multipart/…`; nil where it is none, or does not say what parts them.
  var parts: [ArraySlice<UInt8>]? {
    guard type.value.hasPrefix("multipart/"), let boundary = type.bytes("boundary"), !boundary.isEmpty,
      boundary.count <= 200
    else { return nil }
    return MailPart.parts(of: body, boundary: boundary)
  }

  /// What stands between the lines `--boundary`; without the last one, `--boundary--`, the last part goes to the end.
  static func parts(of body: ArraySlice<UInt8>, boundary: [UInt8]) -> [ArraySlice<UInt8>] {
    let mark: [UInt8] = [0x2d, 0x2d] + boundary
    var parts: [ArraySlice<UInt8>] = []
    var start: Int?
    var position = body.startIndex
    while position < body.endIndex {
      let (line, next) = Lines.line(of: body, at: position)
      if line.starts(with: mark) {
        let rest = Bytes.trimmed(line.dropFirst(mark.count))
        let isLast = rest.elementsEqual([0x2d, 0x2d])
        if rest.isEmpty || isLast {
          if let start {
            parts.append(body[start..<max(start, MailPart.withoutLineEnd(body, before: position, start))])
          }
          start = isLast ? nil : next
          if isLast || parts.count >= mostParts { return parts }
        }
      }
      position = next
    }
    if let start { parts.append(body[start...]) }
    return parts
  }

  /// A message of more parts tells no more about a request.
  private static let mostParts = 500

  /// The line end before a boundary belongs to the boundary.
  private static func withoutLineEnd(_ body: ArraySlice<UInt8>, before position: Int, _ start: Int) -> Int {
    var end = position
    if end > start, body[end - 1] == 0x0a { end -= 1 }
    if end > start, body[end - 1] == 0x0d { end -= 1 }
    return end
  }

  /// What a reader would save the part as; nil for one that is to be read.
  func fileName(_ decode: CharsetDecoder) -> String? {
    disposition.text("filename", decode) ?? type.text("name", decode)
  }

  /// The text of the part; nil for one in an encoding that nobody reads here.
  func text(_ decode: CharsetDecoder) -> String? {
    guard let encoding = TransferEncoding(header["content-transfer-encoding"]) else { return nil }
    let text = EncodedWords.text(encoding.decoded(body), type["charset"], decode)
    guard type.value == "text/plain", type["format"]?.lowercased() == "flowed" else { return text }
    return FlowedText.joined(text, deletesBlank: type["delsp"]?.lowercased() == "yes")
  }
}

/// `format=flowed` (RFC 3676): a line that ends with a blank goes on in the next one.
enum FlowedText {
  static func joined(_ text: String, deletesBlank: Bool) -> String {
    var lines: [String] = []
    var isOpen = false
    var depth = 0
    for whole in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let quotes = whole.prefix { $0 == ">" }.count
      var line = whole.dropFirst(quotes)
      if line.first == " " { line = line.dropFirst() }
      let isSignature = line == "-- "
      if isOpen, quotes == depth, !isSignature, !lines.isEmpty {
        lines[lines.count - 1] += line
      } else {
        lines.append((quotes > 0 ? String(repeating: ">", count: quotes) + " " : "") + line)
      }
      isOpen = line.last == " " && !isSignature
      depth = quotes
      if isOpen, deletesBlank { lines[lines.count - 1].removeLast() }
    }
    return lines.joined(separator: "\n")
  }
}
