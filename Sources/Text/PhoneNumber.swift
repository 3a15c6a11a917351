/// A phone number in one spelling, whatever way it was written.
package struct PhoneNumber: Sendable, Hashable {
  /// `+` and all digits, such as "+79161234567"; digits alone when the country cannot be told, as for a short local number.
  package let e164: String
  /// The digits of the extension.
  package let `extension`: String?

  /// Reads a number as people write it; nil when `text` is not a phone number.
  ///
  /// `defaultRegion` (ISO code, may be empty) gives the country of numbers written without one.
  package init?(_ text: String, defaultRegion: String) {
    guard let parts = PhoneNumberParts(text) else { return nil }
    let plan = CallingPlan.of(region: defaultRegion)
    guard let e164 = Self.e164(parts, plan: plan) else { return nil }
    self.e164 = e164
    self.extension = parts.extension
  }

  /// The text that a record stores: the number, and " ext. 12" when there is an extension.
  package var canonical: String { e164 + (self.extension.map { " ext. \($0)" } ?? "") }

  /// The ISO code of the region by the longest known prefix; nil for a number without a country.
  package var region: String? {
    guard e164.hasPrefix("+") else { return nil }
    let digits = e164.dropFirst()
    guard let plan = CallingPlan.matching(String(digits)) else { return nil }
    let national = digits.dropFirst(plan.code.utf8.count)
    switch plan.code {
    case "7": return national.hasPrefix("6") || national.hasPrefix("7") ? "KZ" : "RU"
    case "1": return NorthAmericanAreas.region(ofAreaCode: String(national.prefix(3)))
    case "44":
      for (prefix, region) in [("1481", "GG"), ("1534", "JE"), ("1624", "IM")]
      where national.hasPrefix(prefix) {
        return region
      }
      return plan.region
    default: return plan.region
    }
  }

  /// The ASCII digits of `s`.
  package static func digits(_ s: String) -> String {
    var bytes: [UInt8] = []
    for byte in s.utf8 where byte >= 0x30 && byte <= 0x39 { bytes.append(byte) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The calling code of a region without `+`, such as "7" for KZ; nil for an unknown region.
  package static func callingCode(for region: String) -> String? { CallingPlan.of(region: region)?.code }

  /// What follows the region's prefixes for calls abroad, where the digits begin with one of them.
  package static func withoutExitPrefix(_ digits: String, region: String) -> [String] {
    let prefixes = ExitPrefixes.of(region: region)
    return (prefixes.contains("00") ? prefixes : prefixes + ["00"]).compactMap {
      digits.hasPrefix($0) && digits.utf8.count > $0.utf8.count
        ? String(digits.dropFirst($0.utf8.count)) : nil
    }
  }

  // MARK: - Reading

  private static func e164(_ parts: PhoneNumberParts, plan: CallingPlan?) -> String? {
    let digits = parts.digits
    if parts.isInternational { return international(digits, plan: plan) }
    if ExitPrefixes.mayBegin(digits) {
      switch abroad(digits, plan: plan) {
      case .number(let number): return number
      case .unclear: return digits.utf8.count <= 15 ? digits : nil
      case .none: break
      }
    }
    if let plan, let number = national(digits, plan: plan) { return number }
    if digits.utf8.count >= 11, let other = CallingPlan.matching(digits),
      other.lengths.contains(digits.utf8.count - other.code.utf8.count)
    {
      return international(digits, plan: plan)
    }
    return digits.utf8.count <= 15 ? digits : nil
  }

  private enum Abroad {
    case number(String)
    /// Two prefixes of the region give two good numbers.
    case unclear
    case none
  }

  /// A number as it is dialled from the plan's region to another country.
  private static func abroad(_ digits: String, plan: CallingPlan?) -> Abroad {
    let count = digits.utf8.count
    let prefixes = plan.map { ExitPrefixes.of(region: $0.region) } ?? ExitPrefixes.usual
    // The home country is often written with 00, whatever its own prefix is.
    if let plan, digits.hasPrefix("00" + plan.code), prefixes != ExitPrefixes.usual {
      let rest = String(digits.dropFirst(2))
      if isLikely(rest) { return international(rest, plan: plan).map { .number($0) } ?? .none }
    }
    var likely: [String] = []
    var possible: String?
    for prefix in prefixes where digits.hasPrefix(prefix) && count >= max(10, prefix.utf8.count + 7) {
      let rest = String(digits.dropFirst(prefix.utf8.count))
      guard CallingPlan.matching(rest) != nil, let number = international(rest, plan: plan) else { continue }
      if isLikely(rest) { if !likely.contains(number) { likely.append(number) } }
      if possible == nil { possible = number }
    }
    if likely.count > 1 { return .unclear }
    if let number = likely.first { return .number(number) }
    if digits.hasPrefix("00"), count >= 10 {
      let rest = String(digits.dropFirst(2))
      // Where 00 is no prefix of the region, only what makes a good number is taken for a habit from elsewhere.
      if !prefixes.contains("00"), !isLikely(rest) { return possible.map { .number($0) } ?? .none }
      if let number = international(rest, plan: plan) { return .number(number) }
    }
    return possible.map { .number($0) } ?? .none
  }

  /// Whether digits behind an exit prefix have the calling code and the length of a number, a trunk 0 in between or not.
  private static func isLikely(_ digits: String) -> Bool {
    guard let plan = CallingPlan.matching(digits) else { return false }
    var national = digits.dropFirst(plan.code.utf8.count)
    if plan.trunk.hasPrefix("0"), national.hasPrefix("0") { national = national.dropFirst() }
    guard plan.lengths.contains(national.utf8.count) else { return false }
    guard plan.code == "1" else { return true }
    // In North America neither the area code nor the exchange begins with 0 or 1.
    let exchange = national.dropFirst(3)
    return ![0x30, 0x31].contains(national.utf8.first ?? 0x30)
      && ![0x30, 0x31].contains(exchange.utf8.first ?? 0x30)
  }

  /// The number whose digits begin with a calling code; a trunk prefix behind the code is dropped.
  private static func international(_ digits: String, plan: CallingPlan?) -> String? {
    guard let called = CallingPlan.matching(digits) else {
      // "+8 (916) …" is a Russian habit: the trunk prefix in place of the calling code.
      if let plan, plan.code == "7", digits.hasPrefix("8"), digits.utf8.count == 11 {
        return "+7" + digits.dropFirst()
      }
      return digits.utf8.count >= 7 && digits.utf8.count <= 15 && isServiceCode(digits) ? "+" + digits : nil
    }
    var national = digits.dropFirst(called.code.utf8.count)
    if called.trunk.hasPrefix("0") {
      // Where the trunk prefix is 0 no number begins with it.
      while national.hasPrefix(called.trunk) { national = national.dropFirst(called.trunk.utf8.count) }
    } else if !called.trunk.isEmpty, national.hasPrefix(called.trunk) {
      let rest = national.dropFirst(called.trunk.utf8.count)
      if !called.lengths.contains(national.utf8.count), called.lengths.contains(rest.utf8.count) {
        national = rest
      }
    }
    let count = called.code.utf8.count + national.utf8.count
    return count >= 7 && count <= 15 && !national.isEmpty ? "+" + called.code + national : nil
  }

  /// A number as dialled inside the plan's country, or nil when it does not look like one.
  private static func national(_ digits: String, plan: CallingPlan) -> String? {
    let count = digits.utf8.count
    for trunk in [plan.trunk, plan.region == "BY" ? "8" : ""] where !trunk.isEmpty && digits.hasPrefix(trunk)
    {
      let rest = digits.dropFirst(trunk.utf8.count)
      if plan.lengths.contains(rest.utf8.count) { return international(plan.code + rest, plan: plan) }
      if plan.region == "AR", let mobile = argentineMobile(rest) {
        return international("54" + mobile, plan: plan)
      }
    }
    if digits.hasPrefix(plan.code), count >= 9 {
      let rest = digits.dropFirst(plan.code.utf8.count)
      let isVariable = plan.lengths.count > 4
      // A number of fixed length may begin with the digits of its own country's code.
      if plan.lengths.contains(rest.utf8.count), !plan.lengths.contains(count) || (isVariable && count >= 11)
      {
        return international(digits, plan: plan)
      }
    }
    // Without its trunk prefix a short number is local: an area code would have brought the prefix along.
    let isLocal = plan.trunk.hasPrefix("0") && count <= 7
    if plan.lengths.contains(count), !isLocal { return international(plan.code + digits, plan: plan) }
    return nil
  }

  /// A mobile number as it is dialled within Argentina, area code, 15 and the rest, in its international form.
  private static func argentineMobile(_ digits: Substring) -> String? {
    guard digits.utf8.count == 12 else { return nil }
    let lengths = digits.hasPrefix("11") ? [2] : [3, 4]
    for length in lengths where digits.dropFirst(length).hasPrefix("15") {
      return "9" + digits.prefix(length) + digits.dropFirst(length + 2)
    }
    return nil
  }

  /// Calling codes that belong to no country, such as freephone and satellite networks.
  private static func isServiceCode(_ digits: String) -> Bool {
    ["800", "808", "870", "878", "881", "882", "883", "888", "979"].contains { digits.hasPrefix($0) }
  }
}
