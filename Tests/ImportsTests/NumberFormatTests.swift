import Dates
import Records
import Testing

@testable import Imports

/// What a number means by its format. Expected values follow ECMA-376 part 1, 18.8.30, and what Excel shows.
@Suite struct NumberFormatTests {
  private func number(_ text: String) throws -> Decimal {
    try #require(SheetNumber.decimal(Array(text.utf8)))
  }

  private func value(_ text: String, _ code: String, is1904: Bool = false) throws -> SourceCell {
    NumberFormat(code).value(try number(text), is1904: is1904).cell
  }

  private func day(_ text: String) throws -> SourceCell { .date(try #require(CivilDate(text))) }

  @Test func numbersAreReadAsSheetsStoreThem() throws {
    let table: [(String, String?)] = [
      ("12", "12"), ("-1.5", "-1.5"), ("1.0", "1"), ("0", "0"), ("-0", "0"), ("19.989999999999998", "19.99"),
      ("0.30000000000000004", "0.3"), ("46346.4270833333", "46346.4270833333"), ("1E3", "1000"),
      ("1.5e-3", "0.0015"), ("2.5E+2", "250"), ("123456789012345678", "123456789012345678"),
      ("99999999999999999", "99999999999999999"), ("0.9999999999999999", "1"), ("1e-30", "0"),
      ("1234567890123456.7", "1234567890123460"), (" 7 ", "7"), (".5", "0.5"), ("5.", "5"), ("1E20", nil),
      ("1234567890123456789", nil), ("", nil), ("Inf", nil), ("NaN", nil), ("1e", nil), ("1e99999", nil),
      ("0x10", nil), ("1,5", nil), ("--1", nil), ("1 2", nil), ("٣", nil),
    ]
    for (text, expected) in table {
      #expect(SheetNumber.decimal(Array(text.utf8))?.description == expected, "\(text)")
    }
    #expect(SheetNumber.decimal(19.989999999999998)?.description == "19.99")
    #expect(SheetNumber.decimal(Double.infinity) == nil)
    #expect(SheetNumber.decimal(1e-7)?.description == "0.0000001")
  }

  @Test func datesAreDates() throws {
    for code in [
      "yyyy-mm-dd", "dd.mm.yyyy", "m/d/yy", "[$-419]d mmmm yyyy\\ \"г.\";@", "d-mmm", "mmmm yyyy",
      "DD.MM.YYYY",
      "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "[Red]yyyy", "m", "yyyy\"年\"m\"月\"d\"日\"", "dd/mm/yyyy;;",
    ] {
      #expect(try value("46114", code) == day("2026-04-02"), "\(code)")
    }
    #expect(try value("46114.4270833333", "yyyy-mm-dd hh:mm") == .text("2026-04-02 10:15:00"))
    #expect(try value("46114.4270833333", "d.m.yyyy") == .text("2026-04-02 10:15:00"), "the time is not lost")
    #expect(try value("46114", "yyyy-mm-dd hh:mm:ss") == .text("2026-04-02 00:00:00"))
    #expect(try value("46113.9999999", "m/d/yyyy h:mm AM/PM") == .text("2026-04-02 00:00:00"))
    #expect(try value("0.4270833333", "h:mm") == .text("10:15:00"))
    #expect(try value("0.0036111111", "mm:ss") == .text("00:05:12"))
    #expect(try value("46114.4270833333", "h:mm") == .text("2026-04-02 10:15:00"))
  }

  @Test func theEdgesOfTheCalendar() throws {
    #expect(try value("1", "yyyy-mm-dd") == day("1900-01-01"))
    #expect(try value("59", "yyyy-mm-dd") == day("1900-02-28"))
    #expect(try value("61", "yyyy-mm-dd") == day("1900-03-01"))
    #expect(try value("0", "yyyy-mm-dd") == .text("0000-00-00"), "no date at all")
    let missing = NumberFormat("yyyy-mm-dd").value(try number("60"), is1904: false)
    #expect(missing.cell == .text("1900-02-29"))
    #expect(missing.oddity == "day 60 is 29 February 1900, a day that never was")
    #expect(try value("0", "yyyy-mm-dd", is1904: true) == day("1904-01-01"))
    #expect(try value("44652", "yyyy-mm-dd", is1904: true) == day("2026-04-02"))
    #expect(try value("-1401", "yyyy-mm-dd", is1904: true) == day("1900-03-01"))
    #expect(try value("0.4270833333", "h:mm", is1904: true) == .text("10:15:00"))
    #expect(try value("-0.5", "h:mm", is1904: true) == .number(number("-0.5")))
    #expect(try value("-1463", "yyyy-mm-dd", is1904: true) == .number(number("-1463")))
    #expect(try value("2958465", "yyyy-mm-dd") == day("9999-12-31"))
    for text in ["2958466", "-1", "99999999999999999"] {
      let far = NumberFormat("yyyy-mm-dd").value(try number(text), is1904: false)
      #expect(far.cell == .number(try number(text)))
      #expect(far.oddity == "\(text) is formatted as a date and is none")
    }
  }

  @Test func durationsMayBeLongerThanADay() throws {
    #expect(try value("1.25", "[h]:mm") == .text("30:00:00"))
    #expect(try value("-0.5", "[hh]:mm:ss") == .text("-12:00:00"))
    #expect(try value("0.0036111111", "[mm]:ss") == .text("00:05:12"))
    #expect(try value("0.5", "[s]") == .text("12:00:00"))
  }

  /// None of these is a date, whatever letters it has.
  @Test func amountsAreNumbers() throws {
    for code in [
      "General", "0", "0.00", "#,##0", "#,##0.00", "#,##0 ;[Red](#,##0)", "0.00E+00", "##0.0E+0", "# ?/?",
      "@",
      "_-* #,##0.00_-;\\-* #,##0.00_-;_-* \"-\"??_-;_-@_-", "[>=1000]#,##0;0", "0.0,", "0.0,,\" M\"", "",
      ";;;",
      "[Magenta]0", "[$-409]#,##0", "GENERAL", "\"unclosed",
    ] {
      #expect(try value("1234.5", code) == .number(number("1234.5")), "\(code)")
    }
  }

  @Test func wordsBelongToTheValue() throws {
    let table: [(String, String, String)] = [
      ("1234.5", "#,##0.00\" USD\"", "1234.5 USD"), ("1234.5", "#,##0.00 \\S\\E\\K", "1234.5 SEK"),
      ("5", "0\" days\"", "5 days"), ("726", "\"INV-2026-\"0000", "INV-2026-0726"),
      ("1067", "00000", "01067"),
      ("12345", "00000", "12345"), ("1200", "#,##0.00\\ [$€-407]", "1200 €"),
      ("1200", "[$EUR]\\ #,##0", "EUR 1200"),
      ("-1200", "#,##0.00 ₽;(#,##0.00 ₽)", "-1200 ₽"), ("-5", "0\" d\"", "-5 d"), ("0.25", "0%", "25%"),
      ("0.005", "0.0%", "0.5%"), ("5551234", "[<=9999999]###-####;(###) ###-####", "555-1234"),
      ("2025551234", "[<=9999999]###-####;(###) ###-####", "(202) 555-1234"),
      ("123456789", "000-00-0000", "123-45-6789"),
      ("6789", "000-00-0000", "000-00-6789"), ("49301234567", "\"+\"0", "+49301234567"),
    ]
    for (text, code, shown) in table {
      let cell = try value(text, code)
      guard case .labelled(let number, let label) = cell else {
        Issue.record("\(code): \(cell)")
        continue
      }
      #expect(label == shown, "\(code)")
      #expect(number == (code.contains("%") ? try self.number(text) * Decimal(100) : try self.number(text)))
    }
  }

  @Test func formatsThatEveryWorkbookKnows() throws {
    for (number, expected) in [(14, "2026-04-02"), (22, "2026-04-02 10:15:00"), (46, "1106746:15:00")] {
      let code = try #require(NumberFormat.builtIn(number))
      let cell = try value(number == 14 ? "46114" : "46114.4270833333", code)
      #expect(cell.text == expected, "\(number)")
    }
    for number in [0, 1, 2, 3, 4, 11, 12, 37, 44, 48, 49, 163, -1] {
      #expect(NumberFormat.builtIn(number) == nil)
    }
  }
}
