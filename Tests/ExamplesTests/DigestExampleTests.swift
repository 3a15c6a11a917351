import Foundation
import Testing

/// `examples/cron`, run as cron and systemd run it.
@Suite struct DigestExampleTests {
  /// A line of the crontab.
  struct Job: Sendable, CustomTestStringConvertible {
    let schedule: String
    let command: String
    var testDescription: String { command }
  }

  private static func text(_ name: String) -> String {
    let file = BuiltProgram.examples.appendingPathComponent("cron/\(name)")
    return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  }

  /// The settings and the jobs, read as cron reads them: a `%` ends a command.
  private static let crontab: (settings: [String: String], jobs: [Job]) = {
    var settings: [String: String] = [:]
    var jobs: [Job] = []
    for line in text("crontab").split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ", maxSplits: 5).map(String.init)
      if let equals = line.firstIndex(of: "="), line[..<equals].allSatisfy({ $0.isUppercase || $0 == "_" }) {
        settings[String(line[..<equals])] = line[line.index(after: equals)...].trimmingCharacters(
          in: CharacterSet(charactersIn: "\""))
      } else if words.count == 6 {
        jobs.append(
          Job(schedule: words[..<5].joined(separator: " "), command: String(words[5].prefix { $0 != "%" })))
      }
    }
    return (settings, jobs)
  }()

  /// All that cron gives a job, and the places of this machine.
  private func run(_ command: String, in shop: Workshop, now: String = "2026-11-24T08:00:00+01:00") throws
    -> Outcome
  {
    var environment = [
      "PATH": "/usr/bin:/bin", "HOME": shop.folder.path, "LOGNAME": "mara", "SHELL": "/bin/sh",
      "CRM": try BuiltProgram.path(), "CRM_NOW": now, "SENDMAIL": shop.place("sendmail").path,
    ]
    for (name, value) in DigestExampleTests.crontab.settings { environment[name] = here(value, shop) }
    let line = here(command, shop).replacingOccurrences(
      of: "/usr/local/bin/crm", with: "'\(try BuiltProgram.path())'")
    return try shop.run(["/bin/sh", "-c", line], environment: environment)
  }

  private func here(_ text: String, _ shop: Workshop) -> String {
    text.replacingOccurrences(of: "/usr/local/share/crm/examples", with: BuiltProgram.examples.path)
      .replacingOccurrences(of: "/home/mara", with: shop.folder.path)
  }

  /// A repository with addresses, and a program that takes messages as sendmail does.
  private func shop(takes: Bool = true) throws -> Workshop {
    let shop = try Workshop()
    try shop.copy("repository", as: "sales")
    try setSendmail(takes: takes, in: shop)
    return shop
  }

  private func setSendmail(takes: Bool, in shop: Workshop) throws {
    try shop.write(
      """
      #!/bin/sh
      [ "$1" = -t ] || exit 64
      cat >>"\(shop.folder.path)/sent"
      exit \(takes ? 0 : 75)

      """, to: "sendmail")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: shop.place("sendmail").path)
  }

  private func sent(_ shop: Workshop) -> [String] {
    let text = (try? shop.read("sent")) ?? ""
    return text.components(separatedBy: "\nMessage-ID: ").dropFirst().map { $0 }
  }

  // MARK: cron

  @Test func theCrontabSaysWhatCronNeeds() {
    let (settings, jobs) = DigestExampleTests.crontab
    #expect(settings["CONTENT_TYPE"] == "text/plain; charset=utf-8", "cron would call the mail US-ASCII")
    #expect(settings["MAILTO"] != nil && settings["CRM_REPO"]?.hasPrefix("/") == true)
    #expect(settings["CRON_TZ"] == nil, "Debian's cron ignores it")
    #expect(jobs.count == 5)
    for job in jobs { #expect(job.command.hasPrefix("/"), "\(job)") }
    let text = DigestExampleTests.text("crontab")
    #expect(!text.split(separator: "\n").contains { !$0.hasPrefix("#") && $0.contains("%") })
    for word in ["CRON_TZ", "/usr/bin:/bin", "LANG", "CONTENT_TYPE", "%"] { #expect(text.contains(word)) }
  }

  @Test(arguments: 0..<5) func everyJobRunsInCronsEnvironment(place: Int) throws {
    let job = DigestExampleTests.crontab.jobs[place]
    let shop = try shop()
    let ran = try run(job.command, in: shop)
    #expect(ran.status == 0 && ran.errors == "", "\(job): \(ran.errors)")
    #expect(!ran.output.contains("\u{1b}"))
    let file = job.command.components(separatedBy: " -o ").dropFirst().first
    if let file {
      let written = try String(contentsOfFile: here(file, shop), encoding: .utf8)
      #expect(ran.output == "" && written.contains("</html>") || written.contains("BEGIN:VEVENT"), "\(job)")
    } else if job.command.contains("mail-digest.sh") {
      #expect(ran.output == "" && sent(shop).count == 1, "\(job): \(ran.output)")
    } else {
      #expect(ran.output.contains("Call Anna about the proposal"), "\(job): \(ran.output)")
    }
  }

  @Test func noJobSaysAnythingWhereNothingIsDue() throws {
    for job in DigestExampleTests.crontab.jobs where !job.command.contains("reports") {
      let shop = try shop()
      try FileManager.default.removeItem(at: shop.place("sales"))
      let made = try shop.sh(
        """
        crm init sales --timezone Europe/Berlin --country DE --currency EUR &&
        printf 'owners: [{id: mara, email: m@studio.example}, {id: jonas, email: j@studio.example}]\\n' >>sales/crm.yaml
        """)
      #expect(made.status == 0, "\(made.errors)")
      let ran = try run(job.command, in: shop)
      #expect(ran.output == "" && ran.errors == "" && ran.status == 0, "cron would send mail: \(job) \(ran)")
      #expect(sent(shop).isEmpty, "\(job)")
    }
  }

  @Test func theMessageGoesOutOnceADay() throws {
    let shop = try shop()
    let jobs = DigestExampleTests.crontab.jobs.filter { $0.command.contains("mail-digest.sh") }
    #expect(jobs.count == 2 && jobs[0].command == jobs[1].command)
    for hour in ["08", "11"] {
      #expect(try run(jobs[0].command, in: shop, now: "2026-11-24T\(hour):00:00+01:00").status == 0)
    }
    #expect(sent(shop).count == 1, "the second line has nothing to make up for")
    #expect(try run(jobs[0].command, in: shop, now: "2026-11-25T08:00:00+01:00").status == 0)
    #expect(sent(shop).count == 2)
    #expect(Set(sent(shop).map { $0.prefix { $0 != "\n" } }).count == 2, "another day is another message")
  }

  @Test func aMessageThatIsNotTakenIsSentByTheNextRun() throws {
    let shop = try shop(takes: false)
    let job = try #require(DigestExampleTests.crontab.jobs.first { $0.command.contains("mail-digest.sh") })
    #expect(try run(job.command, in: shop).status == 75, "cron or the journal hears of it")
    try FileManager.default.removeItem(at: shop.place("sent"))
    try setSendmail(takes: true, in: shop)
    #expect(try run(job.command, in: shop, now: "2026-11-24T11:00:00+01:00").status == 0)
    #expect(sent(shop).count == 1)
    #expect(try run(job.command, in: shop, now: "2026-11-24T12:00:00+01:00").status == 0)
    #expect(sent(shop).count == 1)
  }

  @Test func theScriptsNameWhatTheyLack() throws {
    let shop = try shop()
    for (script, words) in [("digest.sh", [:]), ("mail-digest.sh", ["CRM_REPO": "/x"])] {
      let path = BuiltProgram.examples.appendingPathComponent("cron/\(script)").path
      let ran = try shop.run(
        [path], environment: words.merging(["PATH": "/usr/bin:/bin", "HOME": "/x"]) { $1 })
      #expect(ran.status != 0 && !ran.errors.isEmpty, "\(script)")
    }
  }

  // MARK: systemd

  @Test(.enabled(if: BuiltProgram.has("systemd-analyze"), "systemd-analyze is not installed"))
  func systemdTakesTheUnits() throws {
    let shop = try shop()
    for name in ["crm-digest.service", "crm-digest.timer"] {
      try shop.write(here(DigestExampleTests.text(name), shop), to: name)
    }
    let verified = try shop.sh("systemd-analyze verify --man=no ./crm-digest.service ./crm-digest.timer")
    #expect(verified.status == 0 && !verified.errors.contains("crm-digest"), "\(verified.errors)")
    let times = DigestExampleTests.text("crm-digest.timer").split(separator: "\n")
      .filter { $0.hasPrefix("OnCalendar=") }.map { $0.dropFirst("OnCalendar=".count) }
    #expect(times.count == 2)
    for time in times {
      let read = try shop.sh("systemd-analyze calendar '\(time)'")
      #expect(read.status == 0 && read.output.contains("Next elapse"), "\(read)")
      // Clocks change before four.
      let hour = time.split(separator: " ").last?.split(separator: ":").first.flatMap { Int($0) }
      #expect(try #require(hour) >= 4)
    }
  }

  @Test func theServiceRunsWhatIsThere() throws {
    let service = DigestExampleTests.text("crm-digest.service")
    let line = try #require(service.split(separator: "\n").first { $0.hasPrefix("ExecStart=") })
    let shop = try shop()
    let ran = try run(String(line.dropFirst("ExecStart=".count)), in: shop)
    #expect(ran.status == 0 && sent(shop).count == 1, "\(ran)")
    #expect(DigestExampleTests.text("crm-digest.timer").contains("Persistent=true"))
  }
}
