extension RecordID {
  /// The identifier as a UUID of version 8 (RFC 9562, of custom layout): its eight bytes around `63726d`, "crm".
  ///
  /// It must not change, because other programs know records by it.
  package var uuid: String {
    let digits = String(bits, radix: 16)
    let all = String(repeating: "0", count: 16 - digits.utf8.count) + digits
    return "\(all.prefix(8))-\(all.dropFirst(8).prefix(4))-8637-826d-00000000\(all.suffix(4))"
  }

  /// The identifier that `uuid` wrote; nil for any other.
  package init?(uuid: some StringProtocol) {
    let text = uuid.lowercased()
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 5, parts.map(\.utf8.count) == [8, 4, 4, 4, 12], parts[2] == "8637",
      parts[3] == "826d",
      parts[4].hasPrefix("00000000"),
      let bits = UInt64(parts[0] + parts[1] + parts[4].suffix(4), radix: 16)
    else { return nil }
    self.init(bits: bits)
  }
}
