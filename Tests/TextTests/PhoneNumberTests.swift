import SeededRandomness
import Testing

@testable import Text

struct PhoneNumberTests {
  @Test(arguments: [
    ("8 (916) 123-45-67", "RU", "+79161234567"), ("+7 916 123 45 67", "US", "+79161234567"),
    ("9161234567", "RU", "+79161234567"),
    ("7 701 123 45 67", "KZ", "+77011234567"), ("8 701 1234567", "KZ", "+77011234567"),
    ("+8 916 123-45-67", "RU", "+79161234567"),
    ("00 49 30 123456", "RU", "+4930123456"), ("8 10 49 30 1234567", "RU", "+49301234567"),
    ("030 123456", "DE", "+4930123456"),
    ("+49 (0)30 123456", "DE", "+4930123456"), ("0151 12345678", "DE", "+4915112345678"),
    ("020 7946 0958", "GB", "+442079460958"),
    ("442079460958", "GB", "+442079460958"), ("06 12 34 56 78", "FR", "+33612345678"),
    ("050 123 45 67", "UA", "+380501234567"),
    ("380501234567", "UA", "+380501234567"), ("380501234567", "RU", "+380501234567"),
    ("(212) 555-0123", "US", "+12125550123"),
    ("1-212-555-0123", "US", "+12125550123"), ("011 44 20 7946 0958", "US", "+442079460958"),
    ("06 12345678", "IT", "+390612345678"),
    ("8 029 123-45-67", "BY", "+375291234567"), ("+7 8 916 123 45 67", "RU", "+79161234567"),
    ("12345678", "SG", "+6512345678"),
    ("123-45-67", "RU", "1234567"), ("5550100", "US", "5550100"), ("12345", "", "12345"),
    ("+1 555 0100", "US", "+15550100"),
    ("tel:+7-916-123-45-67", "", "+79161234567"),
    ("+7\u{A0}916\u{2011}123\u{2011}45\u{2011}67", "", "+79161234567"),
    ("+800 1234 5678", "", "+80012345678"), ("89161234567", "", "89161234567"),
  ])
  func reads(text: String, region: String, e164: String) {
    let number = PhoneNumber(text, defaultRegion: region)
    #expect(number?.e164 == e164)
    #expect(number?.extension == nil)
  }

  @Test(arguments: [
    ("+7 495 123-45-67 доб. 12", "12"), ("8 495 123 45 67 доб 345", "345"), ("+7 495 123 45 67 ext 7", "7"),
    ("+74951234567x12", "12"), ("+7 495 1234567 #12", "12"), ("+7(495)1234567 (доб. 12)", "12"),
    ("+74951234567;ext=12", "12"),
    ("+7 495 123-45-67, 12", "12"), ("+7 495 123-45-67 вн. 12", "12"), ("+7 495 123-45-67 Ext. 12", "12"),
  ])
  func readsExtensions(text: String, digits: String) {
    let number = PhoneNumber(text, defaultRegion: "RU")
    #expect(number?.e164 == "+74951234567")
    #expect(number?.extension == digits)
  }

  @Test(arguments: [
    "", "1234", "+", "phone", "ivan@example.com", "call 89161234567 now", "+7 916 123-45-67 Петров",
    "8 916 123 45 67, 8 916 765 43 21",
    "12+34567", "++79161234567", "1234567890123456", "12:30:45", "+9991234567", "+7 916 123 45 67 доб.",
    "http://1234567",
  ])
  func refusesOtherText(text: String) {
    #expect(PhoneNumber(text, defaultRegion: "RU") == nil)
  }

  @Test(arguments: [
    ("+79161234567", "RU"), ("+77011234567", "KZ"), ("+76001234567", "KZ"), ("+12125550123", "US"),
    ("+14165550123", "CA"),
    ("+18765550123", "JM"), ("+4930123456", "DE"), ("+380501234567", "UA"), ("+441534123456", "JE"),
    ("+442079460958", "GB"),
    ("+998901234567", "UZ"), ("+35312345678", "IE"), ("1234567", nil),
  ])
  func knowsRegions(text: String, region: String?) {
    #expect(PhoneNumber(text, defaultRegion: "")?.region == region)
  }

  @Test(arguments: [
    ("89161234567", "+7 916 123-45-67"), ("+12125550123", "+1 212 555-0123"),
    ("+380501234567", "+380 50 123-45-67"),
    ("+442079460958", "+44 20 7946 0958"), ("+33612345678", "+33 6 12 34 56 78"),
    ("+4930123456", "+49 301 234 56"),
    ("1234567", "123-45-67"), ("8 495 123-45-67 доб. 9", "+7 495 123-45-67 ext. 9"),
    ("+8613812345678", "+86 138 1234 5678"),
  ])
  func displays(text: String, display: String) {
    #expect(PhoneNumber(text, defaultRegion: "RU")?.display == display)
  }

  @Test func displayedAndStoredNumbersReadBack() throws {
    var random = SeededRandom(seed: 4_711)
    let regions = ["RU", "KZ", "US", "DE", "GB", "UA", "FR", "IT", "UZ", "SG", "AT", ""]
    for _ in 0..<3_000 {
      let region = regions[Int.random(in: 0..<regions.count, using: &random)]
      let count = Int.random(in: 5...13, using: &random)
      let digits = (0..<count).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
      let text =
        (Bool.random(using: &random) ? "+" : "") + digits + (Bool.random(using: &random) ? " доб. 4" : "")
      guard let number = PhoneNumber(text, defaultRegion: region) else { continue }
      if !number.e164.hasPrefix("+") { continue }
      let comment: Comment = "seed \(random.seed): \(text) in \(region)"
      #expect(PhoneNumber(number.canonical, defaultRegion: region) == number, comment)
      #expect(PhoneNumber(number.display, defaultRegion: "") == number, comment)
    }
  }

  @Test func codesAndDigits() {
    #expect(PhoneNumber.callingCode(for: "kz") == "7")
    #expect(PhoneNumber.callingCode(for: "DE") == "49")
    #expect(PhoneNumber.callingCode(for: "ZZ") == nil)
    #expect(PhoneNumber.digits("+7 (916) 12x") == "791612")
  }

  @Test func noCallingCodeBeginsAnother() {
    for code in 1...999 {
      guard let plan = CallingPlan.matching(String(code)) else { continue }
      #expect(String(code).hasPrefix(plan.code))
      #expect(CallingPlan.of(region: plan.region)?.code == plan.code)
    }
  }

  @Test(arguments: [
    ("+22997123456", "+2290197123456"), ("+2290197123456", "+2290197123456"),
    ("+70951234567", "+74951234567"),
    ("+74951234567", "+74951234567"), ("+76001234567", "+76001234567"), ("+5215512345678", "+525512345678"),
    ("+525512345678", "+525512345678"), ("+551187654321", "+5511987654321"),
    ("+551123456789", "+551123456789"),
    ("+5511987654321", "+5511987654321"), ("+4930123456", "+4930123456"), ("1234567", "1234567"),
  ])
  func renumbered(old: String, present: String) {
    #expect(PhoneRenumbering.present(old) == present)
    #expect(PhoneRenumbering.present(present) == present)
    // What a search asks for is in both.
    #expect(old.contains(PhoneRenumbering.lasting(present)))
    #expect(present.contains(PhoneRenumbering.lasting(present)))
  }

  @Test(arguments: [
    ("+79161234567", nil), ("+7916123456", "has 9 digits behind +7, where numbers have 10"),
    ("+22997123456", "is an old number: it has been +2290197123456 since the country changed its numbers"),
    ("+4930123456", nil), ("1234567", nil), ("+80012345678", nil),
  ])
  func doubts(text: String, doubt: String?) {
    #expect(PhoneNumber(text, defaultRegion: "")?.doubt == doubt)
  }

  @Test(arguments: [
    ("8 (152) 45-38-53", "BY", "+375152453853"), ("8 0152 45-38-53", "BY", "+375152453853"),
    ("011 15-2714-5681", "AR", "+5491127145681"), ("0351 15-271-4568", "AR", "+5493512714568"),
  ])
  func trunkPrefixes(text: String, region: String, e164: String) {
    #expect(PhoneNumber(text, defaultRegion: region)?.e164 == e164)
  }
}
