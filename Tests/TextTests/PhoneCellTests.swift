import Testing

@testable import Text

struct PhoneCellTests {
  @Test(arguments: [
    ("AU", "0011 44 20 7946 0958", "+442079460958"), ("AU", "0011 1 650 253 0000", "+16502530000"),
    ("AU", "0044 20 7946 0958", "+442079460958"), ("AU", "02 9876 5432", "+61298765432"),
    ("SG", "001 49 30 123456", "+4930123456"), ("SG", "0065 6123 4567", "+6561234567"),
    ("SG", "6123 4567", "+6561234567"), ("HK", "001 49 30 123456", "+4930123456"),
    ("HK", "00 49 30 123456", "+4930123456"), ("HK", "00852 2345 6789", "+85223456789"),
    ("KR", "001-49-30-123456", "+4930123456"), ("KR", "00700 49 30 123456", "+4930123456"),
    ("TH", "001 49 30 123456", "+4930123456"), ("TH", "0049 30 123456", "+4930123456"),
    ("JP", "010-1-650-253-0000", "+16502530000"), ("JP", "03-1234-5678", "+81312345678"),
    ("BR", "0021 49 30 123456", "+4930123456"), ("BR", "0055 11 91234 5678", "+5511912345678"),
    ("CO", "009 49 30 123456", "+4930123456"), ("CO", "0057 300 123 4567", "+573001234567"),
    ("KZ", "8 10 49 30 123456", "+4930123456"), ("BY", "8~10 49 30 123456", "+4930123456"),
    ("UZ", "8 10 49 30 123456", "+4930123456"), ("UZ", "00 49 30 123456", "+4930123456"),
    ("IL", "012 49 30 123456", "+4930123456"), ("IL", "03-123-4567", "+97231234567"),
    ("NG", "009 49 30 123456", "+4930123456"), ("KE", "000 49 30 123456", "+4930123456"),
    ("FI", "990 49 30 123456", "+4930123456"), ("CU", "119 49 30 123456", "+4930123456"),
    ("TW", "002 49 30 123456", "+4930123456"), ("ID", "001 49 30 123456", "+4930123456"),
    ("CA", "011 49 30 123456", "+4930123456"), ("US", "0049 30 123456", "+4930123456"),
    ("DE", "0041 44 668 18 00", "+41446681800"),
  ])
  func numbersDialledAbroad(region: String, text: String, e164: String) {
    #expect(PhoneNumber(text, defaultRegion: region)?.e164 == e164)
  }

  @Test(arguments: [
    "8 (495) 988-53-88, доб. 12", "8 (495) 988-53-88; ext. 12", "+7 495 9885388 Durchwahl 12",
    "+7 495 988-53-88 poste 12", "+7 495 988 53 88 wew. 12", "8 495 988-53-88 (вн. 12)",
    "84959885388доб12", "+7 495 988 53 88, 12", "+7 495 988 53 88 доб. № 12", "+7 495 988 53 88 app. 12",
    "+7 495 988 53 88 内線 12", "+7 495 988 53 88 ramal 12", "+7 495 988 53 88 int. 12",
  ])
  func extensions(text: String) {
    #expect(PhoneNumber(text, defaultRegion: "RU")?.canonical == "+74959885388 ext. 12")
    #expect(PhoneCell(text, defaultRegion: "RU")?.numbers.map(\.canonical) == ["+74959885388 ext. 12"])
    #expect(PhoneCell(text, defaultRegion: "RU")?.remark == nil)
  }

  @Test(
    arguments: [
      ("8-916-123-45-68 / 8-495-123-45-68", ["+79161234568", "+74951234568"], nil),
      ("8 916 123-45-67, 8 495 123-45-67", ["+79161234567", "+74951234567"], nil),
      ("8 916 123-45-67; 8 495 123-45-67 доб. 3", ["+79161234567", "+74951234567 ext. 3"], nil),
      ("8 916 123-45-67\n8 916 123-45-67", ["+79161234567"], nil),
      ("+74951234567+79161234567", ["+74951234567", "+79161234567"], nil),
      ("89161234567 и 84951234567", ["+79161234567", "+74951234567"], nil),
      ("+49 123 / 42 42 42", ["+49123424242"], nil),
      ("123-45-67 / 765-43-21", ["1234567", "7654321"], nil),
      ("тел.: 8 916 123-45-67", ["+79161234567"], nil),
      ("+7 916 123-45-67 (раб.)", ["+79161234567"], "(раб.)"),
      ("8 916 123-45-67 WhatsApp", ["+79161234567"], "WhatsApp"),
      ("Иван: 8 916 123-45-67", ["+79161234567"], "Иван"),
      ("8 495 123-45-67/68", ["+74951234567"], "68"),
      (
        "раб. 8 495 123-45-67 доб. 12; моб 8 916 123-45-67", ["+74951234567 ext. 12", "+79161234567"],
        "раб., моб"
      ),
    ] as [(String, [String], String?)])
  func cells(text: String, numbers: [String], remark: String?) {
    let cell = PhoneCell(text, defaultRegion: "RU")
    #expect(cell?.numbers.map(\.canonical) == numbers)
    #expect(cell?.remark == remark)
  }

  @Test(arguments: [
    ("030 / 12 34 56", ["+4930123456"]), ("030 1234567/030 7654321", ["+49301234567", "+49307654321"]),
  ])
  func slashesInGermany(text: String, numbers: [String]) {
    #expect(PhoneCell(text, defaultRegion: "DE")?.numbers.map(\.canonical) == numbers)
  }

  @Test(arguments: ["", "нет", "n/a", "call me", "ann@example.com", "12", "звонить после 6"])
  func noNumbers(text: String) { #expect(PhoneCell(text, defaultRegion: "RU") == nil) }

  @Test(
    arguments: [
      ("ann@example.com", ["ann@example.com"], nil), (" Ann@Example.com ", ["ann@example.com"], nil),
      ("Ann Bell <ann@example.com>", ["ann@example.com"], "Ann Bell"),
      ("\"Bell, Ann\" <ann@example.com>", ["ann@example.com"], "Bell Ann"),
      ("Bell, Ann (ann@example.com)", ["ann@example.com"], "Bell Ann"),
      ("<ann@example.com>", ["ann@example.com"], nil),
      ("ann@example.com (work)", ["ann@example.com"], "work"),
      ("a@example.com | b@example.com", ["a@example.com", "b@example.com"], nil),
      ("a@example.com / b@example.com", ["a@example.com", "b@example.com"], nil),
      ("a@example.com/b@example.com", ["a@example.com", "b@example.com"], nil),
      ("a@example.com; b@example.com, a@example.com", ["a@example.com", "b@example.com"], nil),
      ("mailto:ann@example.com?subject=Hello", ["ann@example.com"], nil),
      ("E-mail: ann@example.com.", ["ann@example.com"], nil),
      ("o'brien@example.com", ["o'brien@example.com"], nil), ("'ann@example.com'", ["ann@example.com"], nil),
    ] as [(String, [String], String?)])
  func emails(text: String, addresses: [String], remark: String?) {
    let cell = EmailCell(text)
    #expect(cell?.addresses == addresses)
    #expect(cell?.remark == remark)
  }

  @Test(arguments: ["", "нет", "ann at example.com", "ann@", "a@b@example.com", "ann@example.com bob@"])
  func noEmails(text: String) { #expect(EmailCell(text) == nil) }
}
