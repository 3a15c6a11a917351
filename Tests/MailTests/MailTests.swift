import Dates
import SeededRandomness
import Testing

@testable import Mail

private func decode(_ bytes: [UInt8], _ charset: String?) -> String? {
  switch charset?.lowercased() {
  case "iso-8859-1", "latin1":
    return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  default: return String(validating: bytes, as: UTF8.self)
  }
}

private func mail(_ text: String) -> MailMessage? { MailMessage(parsing: Array(text.utf8), decode: decode) }

@Suite struct MailHeaderTests {
  @Test(arguments: [
    ("Anna <anna@example.com>", "Anna", "anna@example.com"),
    ("anna@example.com", "", "anna@example.com"),
    ("<anna@example.com>", "", "anna@example.com"),
    ("\"Ivanova, Anna\" <anna@example.com>, Bob <bob@example.com>", "Ivanova, Anna", "anna@example.com"),
    ("Ivanova, Anna <anna@example.com>", "Ivanova, Anna", "anna@example.com"),
    ("anna@example.com (Anna (the one) Ivanova)", "Anna (the one) Ivanova", "anna@example.com"),
    ("=?utf-8?Q?J=C3=BCrgen_Wei=C3=9F?= <j@example.com>", "Jürgen Weiß", "j@example.com"),
    ("=?iso-8859-1*de?B?SvxyZ2Vu?= <j@example.com>", "Jürgen", "j@example.com"),
    ("\"=?UTF-8?B?0JDQvdC90LA=?=\" <a@example.com>", "Анна", "a@example.com"),
    ("Sales: anna@example.com, bob@example.com;", "", "anna@example.com"),
    ("\"a \\\"b\\\" c\" <a@example.com>", "a \"b\" c", "a@example.com"),
  ]) func senders(value: String, name: String, address: String) {
    let from = mail("From: \(value)\n\nx")?.from
    #expect(from?.name == name)
    #expect(from?.address == address)
  }

  @Test func wordsSideBySideAreOne() {
    // The letter й is cut between the two words.
    let text = mail(
      "Subject: =?utf-8?B?0J/RgNC40LLQtdGCINC40LfQstC1?=\n =?utf-8?B?0YHRgtC90YvQudA=?=\n =?utf-8?Q?=B9_=3F?= end\n\n"
    )
    #expect(text?.subject?.hasSuffix("? end") == true)
    #expect(text?.subject?.hasPrefix("Привет извест") == true)
    #expect(mail("Subject: =?utf-8?Q?a?= =?utf-8?Q?b?= c\n\n")?.subject == "ab c")
    #expect(mail("Subject: =?utf-8?X?a?= =?bad =?=\n\n")?.subject == "=?utf-8?X?a?= =?bad =?=")
  }

  @Test(arguments: [
    ("Sun, 29 Nov 2026 10:00:05 +0100", "2026-11-29T10:00:05+01:00"),
    ("29 Nov 2026 10:00 GMT", "2026-11-29T10:00:00Z"),
    ("Sun, 29 Nov 26 10:00:05 EST (x)", "2026-11-29T10:00:05-05:00"),
    ("Sun, 29 November 2026 10:00:05 -0030", "2026-11-29T10:00:05-00:30"),
    ("Tue, 31 Feb 2026 10:00:05 +0100", ""), ("yesterday", ""), ("29 Nov 2026 25:00 GMT", ""),
  ]) func dates(value: String, wanted: String) {
    let date = mail("Date: \(value)\n\n")?.date
    #expect(date == (wanted.isEmpty ? nil : Instant(rfc3339: wanted)))
  }

  @Test func identifiersAreWhatMessagesHave() {
    #expect(mail("Message-ID:\n <a.b@example.com>\n\n")?.messageID == "<a.b@example.com>")
    #expect(mail("Message-ID: a.b@example.com\n\n")?.messageID == nil)
    #expect(mail("Message-ID: <\u{202e}@example.com>\n\n")?.messageID == nil)
  }

  @Test func answersOfProgramsAreKnown() {
    #expect(mail("From: a@example.com\nAuto-Submitted: auto-replied (vacation)\n\n")?.isAutomatic == true)
    #expect(mail("From: a@example.com\nReturn-Path: <>\n\n")?.isAutomatic == true)
    #expect(mail("From: a@example.com\nContent-Type: multipart/report; boundary=x\n\n")?.isAutomatic == true)
    // The mailers of web forms say so of real requests.
    #expect(mail("From: a@example.com\nAuto-Submitted: auto-generated\n\n")?.isAutomatic == false)
    #expect(mail("From: a@example.com\nAuto-Submitted: no\n\n")?.isAutomatic == false)
  }

  @Test func whatHasNoHeaderIsNoMail() {
    for text in ["", "\n\n", "hello", "{\"a\": 1}", "name=Anna&x=1", " From: a@example.com\n\n"] {
      #expect(mail(text)?.from == nil, "\(text)")
    }
    #expect(
      mail("From anna Sun Nov 29 10:00:00 2026\nFrom: a@example.com\n\nx")?.from?.address == "a@example.com")
    #expect(mail("\u{feff}From: a@example.com\r\n\r\nx")?.plain == "x")
  }
}

@Suite struct MailBodyTests {
  private func body(_ header: String, _ text: String) -> MailMessage? {
    mail("From: a@example.com\n\(header)\n\n\(text)")
  }

  @Test func encodings() {
    #expect(
      body("Content-Transfer-Encoding: quoted-printable", "J=C3=BCr=\ngen =3D =ZZ =").map(\.plain)
        == "Jürgen = =ZZ ")
    #expect(body("Content-Transfer-Encoding: base64", "SGVs\nbG8=\n").map(\.plain) == "Hello")
    #expect(body("Content-Transfer-Encoding: BASE64", "SGVsbG8h SGk=").map(\.plain) == "Hello!Hi")
    let odd = body("Content-Transfer-Encoding: x-uuencode", "begin")
    #expect(odd?.plain == nil && odd?.attachments == ["text/plain"])
    #expect(
      body(
        "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable",
        "J=FCrgen"
      ).map(\.plain) == "Jürgen")
  }

  @Test func alternativesGiveBothAndFilesTheirNames() {
    let message = body(
      "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"out er\"",
      """
      preamble
      --out er
      Content-Type: multipart/alternative; boundary=in

      --in
      Content-Type: text/plain; charset=utf-8

      Hello
      --in
      Content-Type: text/html

      <p>Hello</p>
      --in--
      epilogue
      --out er
      Content-Type: application/pdf; name="=?utf-8?Q?Pr=C3=A9?="
      Content-Disposition: attachment; filename*0*=utf-8''%D0%9F; filename*1*=%D0%BB.pdf

      %PDF
      --out er
      Content-Type: image/png; name="=?utf-8?Q?Pr=C3=A9?="

      x
      --out er--
      """)
    #expect(message?.plain == "Hello")
    #expect(message?.html == "<p>Hello</p>")
    #expect(message?.attachments == ["Пл.pdf", "Pré"])
  }

  @Test func whatIsBrokenIsReadAsFarAsItGoes() {
    #expect(body("Content-Type: multipart/mixed; boundary=x", "--x\n\nHello").map(\.plain) == "Hello")
    #expect(body("Content-Type: multipart/mixed", "Hello").map(\.plain) == "Hello")
    #expect(body("Content-Type: text/plain; charset=no-such", "J\u{fc}").map(\.plain) == "J\u{fc}")
    // Without an empty line the first line that is no header begins the body.
    #expect(mail("From: a@example.com\nHello there\nYou")?.plain == "Hello there\nYou")
  }

  @Test func flowedLinesGoOn() {
    let text = body("Content-Type: text/plain; format=flowed", "One \ntwo\n> three \n> four\n-- \nsig")
    #expect(text?.plain == "One two\n> three four\n-- \nsig")
  }

  @Test func formsInParts() {
    let type = ContentField("multipart/form-data; boundary=xx")
    let bytes = Array(
      """
      --xx\r
      Content-Disposition: form-data; name="name"\r
      \r
      Анна\r
      --xx\r
      Content-Disposition: form-data; name="file"; filename="a.pdf"\r
      Content-Type: application/pdf\r
      \r
      %PDF\r
      --xx--\r

      """.utf8)
    let fields = MultipartForm.fields(bytes, type: type, decode: decode)
    #expect(fields?.map(\.name) == ["name", "file"])
    #expect(fields?.map(\.text) == ["Анна", "a.pdf"])
    #expect(fields?.map(\.isFile) == [false, true])
    #expect(MultipartForm.fields(bytes, type: ContentField("multipart/form-data"), decode: decode) == nil)
  }
}

@Suite struct MailNoiseTests {
  /// Pieces of messages in any order, and bytes that are none.
  private static let pieces: [String] = [
    "From: ", "Subject: ", "Content-Type: multipart/mixed; boundary=x", "Content-Type: text/html", "\n",
    "\r\n", "\n\n",
    "--x", "--x--", "=?utf-8?Q?", "=?utf-8?B?", "?=", "=", "=C3", "SGVsbG8", "<", ">", "(", ")", "\"", "\\",
    ",", ";",
    ":", "@", "a@example.com", "name*0*=utf-8''%", "filename=\"", "Content-Transfer-Encoding: base64",
    "Content-Transfer-Encoding: quoted-printable", "Date: Sun, 29 Nov 2026", " ", "\t", "\u{0}", "я",
  ]

  @Test func anyBytesAreReadOrNot() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    for _ in 0..<3000 {
      var bytes: [UInt8] = random.chance(70) ? Array("From: a@example.com\n".utf8) : []
      for _ in 0..<random.number(0...60) {
        if random.chance(10) {
          bytes.append(UInt8(random.number(0...255)))
        } else {
          bytes += Array(random.pick(MailNoiseTests.pieces).utf8)
        }
      }
      let message = MailMessage(parsing: bytes, decode: decode)
      #expect((message?.attachments.count ?? 0) <= 50, "seed \(seed)")
    }
  }

  /// Each of these is a megabyte that makes a careless reader look at everything again and again.
  @Test(arguments: [
    "=?utf-8?Q?", "=?", "(", "\"", "<", "a@b,", "--x\n", "--x\nContent-Type: multipart/mixed; boundary=x\n\n",
    "=",
    "a: b\n", " \n", "=\n", "Content-Type: multipart/mixed; boundary=", ";name*1*=", "\t", "> ", "x \n",
  ]) func megabytesTakeNoTime(piece: String) {
    let many = Array(String(repeating: piece, count: (1 << 18) / piece.utf8.count).utf8)
    let clock = ContinuousClock()
    let time = clock.measure {
      for head in [
        "", "From: ", "Subject: ", "From: a@example.com\nContent-Type: multipart/mixed; boundary=x\n\n",
        "From: a@example.com\nContent-Type: text/plain; format=flowed\nContent-Transfer-Encoding: quoted-printable\n\n",
      ] { _ = MailMessage(parsing: Array(head.utf8) + many, decode: decode) }
    }
    #expect(time < .seconds(20), "\(time)")
  }
}
