import Foundation
import Testing

/// The examples of what follows a yes: `examples/money`, `examples/payments`, `examples/mailing`.
@Suite struct MoneyExampleTests {
  private func script(_ path: String) -> String { BuiltProgram.examples.appendingPathComponent(path).path }

  private func environment(_ shop: Workshop, _ more: [String: String]) throws -> [String: String] {
    var environment = shop.environment
    environment["CRM"] = try BuiltProgram.path()
    return environment.merging(more) { $1 }
  }

  @Test(.enabled(if: BuiltProgram.has("bash"), "bash is not installed"))
  func anOfferBecomesMoney() throws {
    let shop = try Workshop()
    let ran = try shop.run([script("money/offer-to-payment.sh")], environment: try environment(shop, [:]))
    #expect(ran.status == 0, "\(ran.output)\(ran.errors)")
    for words in [
      "these may approve it: mara", "Website: approved for proposal", "moved to won", "no problems",
    ] {
      #expect(ran.output.contains(words), "\(words) in \(ran.output)")
    }
  }

  /// A shop with the five invoices that the files of `examples/payments` are about.
  private func shopWithInvoices() throws -> Workshop {
    let shop = try Workshop()
    let made = try shop.sh(
      """
      crm init sales --timezone Europe/Berlin --country DE --currency EUR && cd sales &&
      crm companies add 'Acme GmbH' accounts+=DE75512108001245126199 && crm companies add 'Beta AG' &&
      crm companies add 'Gamma Kontor GmbH' && crm companies add Вектор tax_id=7804123459 &&
      crm invoices add --company acme amount=1190 && crm invoices add --company beta amount=595 &&
      crm invoices add --company acme amount=1190.50 && crm invoices add --company gamma amount=238 &&
      crm invoices add --company вектор amount=120000 currency=RUB &&
      for n in 1 2 3 4 5; do crm invoices send INV-2026-000$n || exit 1; done
      """)
    #expect(made.status == 0, "\(made.output)\(made.errors)")
    try FileManager.default.createDirectory(at: shop.place("inbox"), withIntermediateDirectories: true)
    return shop
  }

  @Test func filesOfTheBankAreBookedOnce() throws {
    let shop = try shopWithInvoices()
    let names = ["bank.camt053.xml", "bank.csv", "bank.mt940", "kl_to_1c.txt"]
    for name in names { try shop.copy("payments/\(name)", as: "inbox/\(name)") }
    try shop.write("no bank's\n", to: "inbox/other.txt")
    let more = ["CRM_REPO": shop.place("sales").path, "CRM_NOW": "2026-12-04T08:00:00+01:00"]
    let words = [script("payments/book.sh"), shop.place("inbox").path]
    let first = try shop.run(words, environment: try environment(shop, more))
    #expect(first.status == 4, "one file is no bank's: \(first.output)\(first.errors)")
    #expect(first.output.contains("INV-2026-0004: the payer's name, the sum"), "\(first.output)")
    let listed = try records(try shop.sh("cd sales && crm invoices list sort:number --json").output)
    #expect(listed.compactMap { $0["status"] as? String } == ["paid", "paid", "sent", "sent", "paid"])
    let place = shop.place("inbox")
    let done = try FileManager.default.contentsOfDirectory(atPath: place.appendingPathComponent("done").path)
    #expect(done.sorted() == names)
    #expect(FileManager.default.fileExists(atPath: place.appendingPathComponent("faulty/other.txt").path))
    for name in names { try shop.copy("payments/\(name)", as: "inbox/\(name)") }
    let head = try shop.sh("git -C sales rev-parse HEAD").output
    let second = try shop.run(words, environment: try environment(shop, more))
    #expect(
      second.status == 0 && second.output.contains("nothing to book"), "\(second.output)\(second.errors)")
    #expect(try shop.sh("git -C sales rev-parse HEAD").output == head)
    let third = try shop.run(words, environment: try environment(shop, more))
    #expect(
      third.status == 0 && third.output.isEmpty && third.errors.isEmpty, "cron would send mail: \(third)")
  }

  /// A program in sendmail's place that keeps what it is given, and refuses the letter whose number `FAIL_AT` says.
  private func fakeSendmail(in shop: Workshop) throws -> String {
    try FileManager.default.createDirectory(at: shop.place("out"), withIntermediateDirectories: true)
    try shop.write(
      """
      #!/bin/sh
      n=$(ls "$OUT" | wc -l)
      [ "$n" -ne "${FAIL_AT:-99}" ] || exit 75
      cat >"$OUT/$n.eml"

      """, to: "sendmail")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: shop.place("sendmail").path)
    return shop.place("sendmail").path
  }

  @Test func lettersGoOutOnceAndOnAfterARefusal() throws {
    let shop = try Workshop()
    let sendmail = try fakeSendmail(in: shop)
    let made = try shop.sh(
      """
      crm init sales --timezone Europe/Berlin --country DE --currency EUR && cd sales &&
      printf 'owners: [{id: mara, name: Mara, email: mara@studio.example}]\n' >>crm.yaml &&
      mkdir -p templates && printf 'News\n' >templates/news.subject && printf 'Dear {{contact_name}}\n' >templates/news.txt &&
      git add -A && git commit -qm 'owner and template' &&
      for name in Anna Boris Clara Dora; do
        crm contacts add $name emails+=$name@example.com tags+=news owner=mara || exit 1
      done &&
      crm contacts set Dora do_not_contact+=email
      """)
    #expect(made.status == 0, "\(made.output)\(made.errors)")
    let spool = shop.place("spool").path
    let words = [script("mailing/newsletter.sh"), "news", "tag:news", "spring", spool]
    var more = [
      "CRM_REPO": shop.place("sales").path, "OUT": shop.place("out").path, "SENDMAIL": "\(sendmail) -i -t",
    ]
    more["FAIL_AT"] = "1"
    let first = try shop.run(words, environment: try environment(shop, more))
    #expect(first.status == 75, "\(first.output)\(first.errors)")
    more["FAIL_AT"] = nil
    let second = try shop.run(words, environment: try environment(shop, more))
    #expect(second.status == 0 && second.output.contains("2 sent"), "\(second.output)\(second.errors)")
    let third = try shop.run(words, environment: try environment(shop, more))
    #expect(third.status == 0 && third.output.contains("0 sent"), "\(third.output)\(third.errors)")
    let sent = try shop.sh("cat out/*.eml | grep '^To:' | sort").output
    #expect(sent.components(separatedBy: "example.com").count - 1 == 3, "\(sent)")
    #expect(!sent.contains("Dora"))
    // A letter that nobody knows of: it is said, and nothing goes out.
    let moved = try shop.sh("cd spool && set -- sent/*.eml && mv \"$1\" sending/ && touch later.eml")
    #expect(moved.status == 0)
    let asked = try shop.run([script("mailing/send.sh"), spool], environment: try environment(shop, more))
    #expect(asked.status == 3 && asked.errors.contains("may have been sent or not"), "\(asked)")
    #expect(try shop.sh("ls out").output.split(separator: "\n").count == 3)
  }
}
