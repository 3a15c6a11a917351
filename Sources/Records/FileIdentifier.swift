/// The identifier that a record's file begins with, found without reading all of it.
package enum FileIdentifier {
  /// Nil where there is none.
  package static func text(in bytes: [UInt8]) -> String? {
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let line = bytes[start..<end]
      if line.starts(with: [0x69, 0x64, 0x3A]) {
        let value = line.dropFirst(3).drop { $0 == 0x20 || $0 == 0x22 || $0 == 0x27 }
        let digits = value.prefix { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
        return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
      }
      start = end + 1
    }
    return nil
  }
}
