import Foundation
import Testing

/// `crm hook pre-receive` on commits made by git, and pushes to a bare repository that has it.
@Suite struct HookTests {
  /// One commit, who pushes it, and what becomes of that.
  struct Case {
    var name: String
    var isRefused: Bool
    var pusher = "mara"
    var commands: [String] = []
    var words: [String] = []
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Pushes")

  static func cases() throws -> [Case] {
    var cases: [Case] = []
    let text = try String(contentsOf: folder.appendingPathComponent("cases.txt"), encoding: .utf8)
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let rest = String(line.drop { $0 != " " }.dropFirst())
      switch line.prefix(while: { $0 != " " }) {
      case "refused": cases.append(Case(name: rest, isRefused: true))
      case "allowed": cases.append(Case(name: rest, isRefused: false))
      case "by": cases[cases.count - 1].pusher = rest
      case "$": cases[cases.count - 1].commands.append(rest)
      case ">": cases[cases.count - 1].words.append(rest)
      default: Issue.record("cases.txt: \(line)")
      }
    }
    return cases
  }

  /// A workshop with the clone that the cases stand on.
  private func shop() throws -> Workshop {
    let shop = try Workshop()
    let made = try shop.sh(
      "git config --global init.defaultBranch main; bash '\(Self.folder.path)/base.sh'")
    try #require(made.status == 0, "\(made.errors)")
    return shop
  }

  private static func commit(_ test: Case) -> String {
    """
    cd clone && git checkout -q -f base && git clean -qfdx && git checkout -q -B main base && {
    \(test.commands.joined(separator: "\n"))
    } >&2 && git add -A && { git diff --cached --quiet || git commit -q -m change; }
    """
  }

  @Test func pushesAreRefusedAndTaken() throws {
    let shop = try shop()
    let cases = try Self.cases()
    #expect(cases.count { $0.isRefused } >= 60 && cases.count { !$0.isRefused } >= 60)
    for test in cases {
      let made = try shop.sh(Self.commit(test))
      #expect(made.status == 0, "\(test.name): \(made.errors)")
      var environment = shop.environment
      environment["CRM_PUSHER"] = test.pusher
      let judged = try shop.sh(
        "cd clone && echo $(git rev-parse base HEAD) refs/heads/main | crm hook pre-receive",
        environment: environment)
      #expect(judged.status == (test.isRefused ? 3 : 0), "\(test.name): \(judged.errors)")
      #expect(judged.output.isEmpty && judged.errors.isEmpty != test.isRefused, "\(test.name)")
      #expect(test.isRefused != test.words.isEmpty, "\(test.name)")
      for words in test.words { #expect(judged.errors.contains(words), "\(test.name): \(judged.errors)") }
    }
  }

  /// The whole way: the bare repository, its hook, git's quarantine, and what stands there afterwards.
  @Test func aBareRepositoryRefusesAsAWhole() throws {
    let shop = try shop()
    let made = try shop.sh(
      """
      git init -q --bare server.git && (cd clone && git remote add origin ../server.git && git push -q -u origin main) &&
      crm hook install --server server.git && crm hook install --server server.git
      """)
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.output.contains("pre-receive written\n"))
    #expect(made.output.contains("pre-receive is in place already\n"))
    let bad = try shop.sh(
      """
      cd clone && git branch -q good && sed -i /^next_step:/d deals/website-dddddd04.yaml && git commit -qam bad &&
      git push origin main good
      """)
    #expect(bad.status == 1)
    #expect(
      bad.errors.contains(
        "remote: error: deals/website-dddddd04.yaml:1:1: the open deal \"Website\" has no next step"),
      "\(bad.errors)")
    #expect(bad.errors.contains("pre-receive hook declined"))
    let after = try shop.sh(
      "git -C server.git for-each-ref; git -C server.git count-objects; ls server.git/objects | grep -c incoming"
    )
    #expect(!after.output.contains("refs/heads/good"), "one refused ref refuses the push: \(after.output)")
    #expect(after.output.hasSuffix("\n0\n"), "a quarantine is left: \(after.output)")
    // The author of the commit counts where nobody says who pushes.
    let stranger = try shop.sh(
      """
      cd clone && git reset -q --hard origin/main && echo 'city: Bonn' >> contacts/anna-aaaaaaa1.yaml &&
      git commit -q --author 'M <mallory@example.com>' -am city && git push origin main
      """)
    #expect(stranger.status == 1)
    #expect(stranger.errors.contains("\"mallory@example.com\" is no owner that crm.yaml lists"))
    let mended = try shop.sh(
      "cd clone && git commit -q --amend --reset-author --no-edit && git push -q origin main && git push -q origin :good 2>/dev/null; git tag x && git push -q origin x"
    )
    #expect(mended.status == 0, "\(mended.errors)")
  }

  /// A second repository in a folder is judged by its own settings; what lies in none is nobody's business.
  @Test func everyRepositoryOfATreeIsJudged() throws {
    let shop = try shop()
    let made = try shop.sh(
      """
      cd clone && mkdir -p offices/north && cp -r pipelines contacts offices/north/ && rm offices/north/contacts/dora* &&
      printf 'format: 1\\ntimezone: Europe/Berlin\\ncountry: DE\\ncurrency: EUR\\n' > offices/north/crm.yaml &&
      git add -A && git commit -qm north && git tag -f base &&
      echo 'amount: x' >> offices/north/contacts/anna-aaaaaaa1.yaml && echo 'name: B' >> offices/north/contacts/anna-aaaaaaa1.yaml &&
      git commit -qam bad && echo $(git rev-parse base HEAD) refs/heads/main | CRM_PUSHER=bob crm hook pre-receive
      """)
    #expect(made.status == 3, "\(made.errors)")
    #expect(made.errors.contains("offices/north/contacts/anna-aaaaaaa1.yaml:"), "\(made.errors)")
    let free = try shop.sh(
      """
      cd clone && git reset -q --hard base && echo 'city: Bonn' >> offices/north/contacts/anna-aaaaaaa1.yaml &&
      git commit -qam city && echo $(git rev-parse base HEAD) refs/heads/main | CRM_PUSHER=nobody crm hook pre-receive
      """)
    #expect(free.status == 0, "it has no roles: \(free.errors)")
  }

  @Test func aForeignHookStays() throws {
    let shop = try shop()
    let asked = try shop.sh(
      """
      git init -q --bare server.git && echo '#!/bin/sh' > server.git/hooks/pre-receive
      crm hook install --server server.git; echo $?; cat server.git/hooks/pre-receive
      crm hook install --server nowhere; echo $?
      """)
    #expect(asked.output == "1\n#!/bin/sh\n1\n", "\(asked.output)")
    #expect(asked.errors.contains("is there already and not written by crm"))
  }

  @Test func aServerWithoutCrmTakesNothing() throws {
    let shop = try shop()
    let pushed = try shop.sh(
      """
      git init -q --bare server.git && crm hook install --server server.git >/dev/null && rm .bin/crm && cd clone &&
      git push ../server.git main
      """)
    #expect(pushed.status == 1)
    #expect(pushed.errors.contains("There is no crm in the PATH of this server"), "\(pushed.errors)")
  }

  @Test func aRangeIsJudgedAsAPush() throws {
    let shop = try shop()
    var environment = shop.environment
    environment["GITLAB_USER_LOGIN"] = "bob"
    let ran = try shop.sh(
      """
      cd clone && git checkout -qb change && echo 'amount: 5' >> deals/shop-dddddd07.yaml && git commit -qam amount
      git checkout -q main && rm contacts/dora-aaaaaaa2.yaml && git commit -qam 'main goes on' && git checkout -q change
      crm check --range main..HEAD; echo $?
      CRM_PUSHER=carl crm check --range main.. ; echo $?
      crm check --range main..HEAD --json | grep -c '"code": *"not_allowed"'
      crm check --range main...HEAD; echo $?
      crm check --range nothing..HEAD; echo $?
      crm check --range --output=x..HEAD; echo $?
      crm check --fix --range main..HEAD; echo $?
      """, environment: environment)
    let lines = ran.output.split(separator: "\n")
    #expect(ran.output.contains("not deal \"Shop\" of carl"), "\(ran.output)")
    #expect(
      lines.filter { $0.count == 1 } == ["4", "0", "1", "2", "1", "2", "2"], "\(ran.output)\(ran.errors)")
  }

  /// examples/team: the script holds itself to the exit statuses that it shows.
  @Test func twoPeopleJoin() throws {
    let shop = try Workshop()
    var environment = shop.environment
    environment["CRM"] = try BuiltProgram.path()
    let script = BuiltProgram.examples.appendingPathComponent("team/two-people.sh").path
    let ran = try shop.run([script], environment: environment)
    #expect(ran.status == 0, "\(ran.output)\(ran.errors)")
    #expect(ran.output.contains("mara and jonas have the same files"))
  }

  /// The part of `crm.yaml` that examples/team shows is one that crm takes.
  @Test func theRolesOfTheExampleAreSound() throws {
    let shop = try Workshop()
    let roles = BuiltProgram.examples.appendingPathComponent("team/roles.yaml").path
    let ran = try shop.sh(
      """
      crm init sales --timezone Europe/Berlin --country DE --currency EUR >/dev/null && cat '\(roles)' >> sales/crm.yaml &&
      crm -C sales check && crm -C sales contacts add Anna --user jonas && crm -C sales contacts delete anna --user jonas
      """)
    #expect(ran.status == 3, "\(ran.errors)")
  }
}
