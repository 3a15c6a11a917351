import Testing
import Text

@Suite struct ShortMessageTests {
  @Test(arguments: [
    ("", "GSM-7", 0, 1), ("Hello", "GSM-7", 5, 1), ("Grüße, ÆØÅ", "GSM-7", 10, 1),
    ("5 €", "GSM-7", 4, 1), ("[x]", "GSM-7", 5, 1), ("Привет", "UCS-2", 6, 1), ("a `tick`", "UCS-2", 8, 1),
    ("😀", "UCS-2", 2, 1), ("ё😀", "UCS-2", 3, 1), ("a\nb", "GSM-7", 3, 1),
  ]) func lengths(text: String, encoding: String, length: Int, parts: Int) {
    let short = ShortMessage(text)
    #expect(short.encoding.rawValue == encoding)
    #expect(short.length == length)
    #expect(short.parts == parts)
  }

  /// The limits of TS 23.040: 160 and 70 alone, 153 and 67 in several; no character is parted.
  @Test(arguments: [
    ("a", 160, "", 1), ("a", 161, "", 2), ("a", 306, "", 2), ("a", 307, "", 3), ("€", 80, "", 1),
    ("€", 81, "", 2), ("я", 70, "", 1), ("я", 71, "", 2), ("я", 134, "", 2), ("я", 135, "", 3),
    ("a", 152, "€", 1), ("a", 305, "€", 3), ("я", 133, "😀", 3), ("😀", 35, "", 1), ("😀", 66, "", 2),
    ("😀", 67, "", 3),
  ]) func limits(unit: String, count: Int, end: String, parts: Int) {
    #expect(ShortMessage(String(repeating: unit, count: count) + end).parts == parts)
  }
}
