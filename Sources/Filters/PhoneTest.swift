import Text

/// Finds phone numbers by any run of their digits, in whatever format both are written.
struct PhoneTest: Sendable, Hashable {
  private let runs: [[UInt8]]
  private let isAnchored: Bool
  private let e164: String?
  private let text: String
  private let region: String

  /// Nil for a text without digits; `region` is that of numbers written without a country.
  init?(_ text: String, region: String) {
    let digits = PhoneNumber.digits(text)
    guard !digits.isEmpty else { return nil }
    self.text = text
    self.region = region
    let number = PhoneNumber(text, defaultRegion: region)
    e164 = number?.e164
    isAnchored = text.first == "+"
    var runs = [digits]
    if let number, number.e164.hasPrefix("+") {
      runs.append(PhoneNumber.digits(number.e164))
    } else if !isAnchored, digits.utf8.count >= 4, let code = PhoneNumber.callingCode(for: region) {
      // The beginning of a number as it is dialled at home: 8 916 in Russia, 030 in Germany, 0011 44 in Australia.
      let abroad = PhoneNumber.withoutExitPrefix(digits, region: region)
      if !abroad.isEmpty {
        runs += abroad
      } else if digits.hasPrefix("0") || (code == "7" && digits.hasPrefix("8")) {
        runs.append(code + digits.dropFirst())
      }
    }
    self.runs = runs.map { Array($0.utf8) }
  }

  /// Nil unless the text looks like (a part of) a phone number of at least three digits.
  init?(word text: String, region: String) {
    let isPhone = text.unicodeScalars.allSatisfy {
      ($0.value >= 0x30 && $0.value <= 0x39) || $0.properties.isWhitespace
        || "+-().".unicodeScalars.contains($0)
    }
    guard isPhone, PhoneNumber.digits(text).utf8.count >= 3 else { return nil }
    self.init(text, region: region)
  }

  /// The runs of digits of which a number that passes has one.
  var digitRuns: [String] { runs.map { String(decoding: $0, as: UTF8.self) } }

  /// True when the stored number has such a run of digits.
  func isPart(of stored: String) -> Bool {
    let digits = PhoneNumber.digits(stored)
    if contains(Array(digits.utf8)) { return true }
    // Numbers that a hand wrote without a country are compared with it.
    guard stored.first != "+", let number = PhoneNumber(stored, defaultRegion: region) else { return false }
    return contains(Array(PhoneNumber.digits(number.e164).utf8))
  }

  /// True when both are the same number.
  func equals(_ stored: String) -> Bool {
    if stored == text { return true }
    guard let e164 else { return false }
    return PhoneNumber(stored, defaultRegion: region)?.e164 == e164
  }

  private func contains(_ digits: [UInt8]) -> Bool {
    runs.contains { run in
      guard digits.count >= run.count else { return false }
      let last = isAnchored ? 0 : digits.count - run.count
      return (0...last).contains { start in digits[start..<(start + run.count)].elementsEqual(run) }
    }
  }
}
