import Foundation
import Testing

/// The scripts under `examples/` do what they say.
@Suite struct ScriptTests {
  private func script(_ path: String) -> String { BuiltProgram.examples.appendingPathComponent(path).path }

  /// All that cron gives a job.
  private func cron(_ shop: Workshop, now: String) throws -> [String: String] {
    [
      "PATH": "/usr/bin:/bin", "HOME": shop.folder.path, "SHELL": "/bin/sh", "CRM": try BuiltProgram.path(),
      "CRM_REPO": shop.place("sales").path, "CRM_NOW": now,
    ]
  }

  @Test func theDigestRunsInCronsEmptyEnvironment() throws {
    let shop = try Workshop()
    try shop.copy("repository", as: "sales")
    let ran = try shop.run(
      [script("cron/digest.sh"), "mara"], environment: try cron(shop, now: "2026-11-24T08:00:00+01:00"))
    #expect(ran.status == 0, "\(ran.errors)")
    #expect(ran.output.contains("Call Anna about the proposal"))
    #expect(!ran.output.contains("Send Lena the agenda"), "that is a task of jonas")
    #expect(!ran.output.contains("\u{1b}"))
    #expect(ran.errors == "")
  }

  @Test func whereNothingIsDueTheDigestIsEmpty() throws {
    let shop = try Workshop()
    let made = try shop.sh("crm init sales --timezone Europe/Berlin --country DE --currency EUR")
    #expect(made.status == 0, "\(made.errors)")
    let ran = try shop.run(
      [script("cron/digest.sh")], environment: try cron(shop, now: "2026-11-24T08:00:00+01:00"))
    #expect(ran.output == "" && ran.errors == "" && ran.status == 0, "cron would send mail: \(ran)")
  }

  @Test func theDigestNamesWhatItLacks() throws {
    let shop = try Workshop()
    var environment = try cron(shop, now: "2026-11-24T08:00:00+01:00")
    environment["CRM_REPO"] = nil
    let ran = try shop.run([script("cron/digest.sh")], environment: environment)
    #expect(ran.status != 0)
    #expect(ran.errors.contains("CRM_REPO"))
  }

  @Test(.enabled(if: BuiltProgram.has("jq"), "jq is not installed"))
  func theImportReportsItsRejects() throws {
    let shop = try Workshop()
    #expect(try shop.sh("crm init sales --timezone Europe/Berlin --country DE --currency EUR").status == 0)
    try shop.copy("data/deals.csv", as: "deals.csv")
    let command =
      "cd sales && '\(script("pipelines/import-csv.sh"))' ../deals.csv --next 'Call' --due tomorrow"
    let first = try shop.sh(command)
    #expect(first.status == 4, "\(first.errors)")
    #expect(first.output.contains("6 rows, 5 created"), "\(first.output)")
    #expect(first.output.contains("negociation"), "\(first.output)")
    #expect(FileManager.default.fileExists(atPath: shop.place("deals.rejects.csv").path))
    let second = try shop.sh(command)
    #expect(second.output.contains("0 created, 0 updated, 5 unchanged, 1 rejected"), "\(second.output)")
    let missing = try shop.sh("cd sales && '\(script("pipelines/import-csv.sh"))' ../nothing.csv")
    #expect(missing.status == 1)
    #expect(missing.errors.contains("nothing.csv"))
  }

  @Test func dealsFindTheirPeopleByEmail() throws {
    let shop = try Workshop()
    #expect(try shop.sh("crm init sales --timezone Europe/Berlin --country DE --currency EUR").status == 0)
    for name in ["contacts.csv", "deals.csv"] { try shop.copy("data/\(name)", as: name) }
    #expect(try shop.sh("crm -C sales import contacts.csv").status == 0)
    #expect(try shop.sh("crm -C sales import deals.csv --next 'Call' --due tomorrow").status == 4)
    let listed = try shop.sh("crm -C sales contacts list --json")
    // Six people, and the one of the deals that nobody had yet.
    #expect(try records(listed.output).count == 7, "\(listed.output)")
  }

  @Test(arguments: ["--help", "help", "help deals move", "deals move --help", "-h"])
  func helpIsAnAnswer(words: String) throws {
    let asked = try Workshop().sh("crm \(words)")
    #expect(asked.status == 0)
    #expect(asked.errors == "")
    #expect(asked.output.contains(words.contains("deals") ? "crm deals move <ref>" : "  contacts "))
  }

  @Test(.enabled(if: BuiltProgram.has("jq"), "jq is not installed"))
  func overdueTasksAreCountedByOwner() throws {
    let shop = try Workshop()
    try shop.copy("repository", as: "sales")
    let ran = try shop.sh(
      "cd sales && '\(script("scripts/overdue-by-owner.sh"))' --now 2026-11-25T12:00:00+01:00")
    #expect(ran.status == 0, "\(ran.errors)")
    #expect(
      ran.output == "jonas\t1\t2026-11-23T10:00:00+01:00\nmara\t2\t2026-11-24T11:00:00+01:00\n",
      "\(ran.output)")
  }

  @Test func everythingIsHandedOver() throws {
    let shop = try Workshop()
    try shop.copy("repository", as: "sales")
    let ran = try shop.sh("cd sales && '\(script("scripts/hand-over.sh"))' ../over")
    #expect(ran.status == 0 && ran.output.isEmpty, "\(ran.output)\(ran.errors)")
    let people = try String(contentsOf: shop.place("over/people.vcf"), encoding: .utf8)
    let listed = try shop.sh("cd sales && crm contacts list --format ids && crm companies list --format ids")
    #expect(
      people.components(separatedBy: "BEGIN:VCARD").count - 1 == listed.output.split(separator: "\n").count)
    for name in ["crm.xlsx", "crm.zip"] {
      let bytes = try Data(contentsOf: shop.place("over/\(name)"))
      #expect(bytes.starts(with: Data("PK".utf8)) && bytes.count > 1000, "\(name)")
    }
    guard BuiltProgram.has("sqlite3") else { return }
    let asked = try shop.sh(
      "sqlite3 over/crm.db 'select count(*) from contacts' && cd sales && crm contacts list --format ids | wc -l"
    )
    #expect(Set(asked.output.split(whereSeparator: \.isWhitespace)).count == 1, "\(asked.output)")
  }

  @Test func theHookRefusesWhatCheckFinds() throws {
    let shop = try Workshop()
    try shop.copy("repository", as: "sales")
    let ready = try shop.sh(
      """
      cd sales && git init -q && git add -A && git commit -qm 'the repository' &&
      cp '\(script("git-hooks/pre-commit"))' .git/hooks/ && chmod +x .git/hooks/pre-commit
      """)
    #expect(ready.status == 0, "\(ready.errors)")
    let good = try shop.sh(
      "cd sales && sed -i.old 's/^position: IT/position: CTO/' contacts/peter*.yaml && git commit -qam good")
    #expect(good.status == 0, "\(good.output)\(good.errors)")
    let bad = try shop.sh(
      "cd sales && sed -i.old 's/^stage: meeting/stage: meating/' deals/dash*.yaml && git commit -qam bad")
    #expect(bad.status == 1)
    #expect((bad.output + bad.errors).contains("meating"))
    #expect(try shop.sh("cd sales && git log --format=%s -n 1").output == "good\n")
    // A hook that calls crm must not stand in the way of crm's own commits.
    let own = try shop.sh(
      "cd sales && git checkout -q . && crm contacts set peter tags+=vip && git log --format=%s -n 1")
    #expect(own.status == 0, "\(own.errors)")
    #expect(!own.output.hasSuffix("good\n"), "crm did not commit: \(own.output)\(own.errors)")
  }

  /// As a telephone system starts it: with a number and next to no environment.
  private func call(_ number: String, in shop: Workshop) throws -> Outcome {
    var environment = try cron(shop, now: "2026-11-24T08:00:00+01:00")
    environment["CRM_CALLER_LOG"] = shop.place("calls.log").path
    return try shop.run([script("telephony/caller.sh"), number], environment: environment)
  }

  @Test func theCallersCardGoesIntoTheLog() throws {
    let shop = try Workshop()
    try shop.copy("repository", as: "sales")
    #expect(
      try shop.sh("crm -C sales contacts set peter 'phones=+49 30 7654321' timezone=Asia/Tokyo").status == 0)
    for number in ["+49 30 7654321", "0307654321", "+73022999999"] {
      let ran = try call(number, in: shop)
      #expect(ran.status == 0 && ran.output == "" && ran.errors == "", "\(ran)")
    }
    let log = try shop.read("calls.log")
    #expect(log.components(separatedBy: "16:00 in Tokyo (+8 h)").count == 3, "\(log)")
    #expect(log.contains("crm leads add 'Call from +7 302 299-99-99' phones=+73022999999"), "\(log)")
  }

  @Test(arguments: ["", "anonymous", "$(touch made)", "-x", "12;touch made", "`touch made`", "1\n2"])
  func whatIsNoNumberIsLeftAlone(number: String) throws {
    let shop = try Workshop()
    try shop.copy("repository", as: "sales")
    let ran = try call(number, in: shop)
    #expect(ran.status == 0 && ran.output == "" && ran.errors == "", "\(ran)")
    #expect(!FileManager.default.fileExists(atPath: shop.place("calls.log").path))
    #expect(!FileManager.default.fileExists(atPath: shop.place("made").path))
  }

  @Test func anErrorGoesIntoTheLogAndTheCallGoesOn() throws {
    let shop = try Workshop()
    let ran = try call("+4930123456", in: shop)
    #expect(ran.status == 0 && ran.errors == "", "\(ran)")
    #expect(try shop.read("calls.log").contains("error"))
  }

  @Test func theDialplanRunsTheScriptThatIsThere() throws {
    let text = String(
      decoding: try Data(
        contentsOf: BuiltProgram.examples.appendingPathComponent("telephony/extensions.conf")),
      as: UTF8.self)
    #expect(text.contains("examples/telephony/caller.sh \"${FILTER(0-9+,${CALLERID(num)})}\" &)"))
  }

  @Test func theDemoRunsToItsEnd() throws {
    let shop = try Workshop()
    var environment = shop.environment
    environment["CRM"] = try BuiltProgram.path()
    let ran = try shop.run([script("demo.sh")], environment: environment)
    #expect(ran.status == 0, "\(ran.output.suffix(1500))\(ran.errors)")
    #expect(ran.errors == "")
    #expect(ran.output.contains("(exit status 3)"))
    #expect(ran.output.contains("Begin your own: crm init"))
    let left = try FileManager.default.contentsOfDirectory(atPath: shop.folder.path).filter {
      $0.hasPrefix("crm-demo")
    }
    #expect(left.isEmpty)
  }
}
