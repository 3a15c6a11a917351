import Foundation
import Testing

/// The completion scripts in the shells themselves, in a repository whose folders are called like nouns.
@Suite struct CompletionScriptTests {
  private static func office() throws -> Workshop {
    let shop = try Workshop()
    for line in [
      "crm init --no-git --timezone UTC --country DE --currency EUR --quiet",
      "crm contacts add Anna --quiet", "crm deals add Website --contact anna --next Call --due fri --quiet",
      "crm deals add Shop --contact anna --next Mail --due fri --quiet", "crm deals win shop --quiet",
      "crm completions bash > bash.sh", "crm completions fish > fish.sh",
    ] {
      let answer = try shop.sh(line)
      #expect(answer.status == 0, "\(line): \(answer.errors)")
    }
    return shop
  }

  private static let lines: [(String, [String])] = [
    ("crm de", ["deals", "desk"]), ("crm deals list is:wo", ["is:won"]), ("crm reports pip", ["pipeline"]),
    ("crm contacts set anna cit", ["city="]), ("crm -C . stages ch", ["check"]),
  ]

  @Test func bash() throws {
    let shop = try Self.office()
    for (line, expected) in Self.lines {
      // Readline parts words at colons, and completes what stands behind the last one.
      let script = """
        . ./bash.sh; COMP_LINE='\(line)'; COMP_POINT=${#COMP_LINE}
        IFS=' ' read -ra COMP_WORDS <<<"${COMP_LINE//:/ : }"; COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _crm 2>/dev/null; printf '%s\\n' "${COMPREPLY[@]}"
        """
      let answer = try shop.sh(script)
      let words = answer.output.split(separator: "\n").map(String.init)
      #expect(
        words == expected.map { $0.split(separator: ":").last.map(String.init) ?? "" },
        "\(line): \(answer.errors)")
    }
  }

  @Test(.enabled(if: BuiltProgram.has("fish"))) func fish() throws {
    let shop = try Self.office()
    for (line, expected) in Self.lines {
      let answer = try shop.run(
        ["/usr/bin/env", "fish", "--no-config", "-c", "source fish.sh; complete -C '\(line)'"])
      let words = answer.output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
      #expect(words == expected, "\(line): \(answer.errors)")
    }
  }

  @Test func onlyWhatIsOpenIsOfferedToBeClosed() throws {
    let shop = try Self.office()
    let answer = try shop.sh("crm ---complete -- deals win ''")
    #expect(answer.output.split(separator: "\n").map { $0.hasPrefix("website-") } == [true])
    let tasks = try shop.sh("crm ---complete -- tasks done ''")
    #expect(tasks.output.split(separator: "\n").count == 1)
  }
}
