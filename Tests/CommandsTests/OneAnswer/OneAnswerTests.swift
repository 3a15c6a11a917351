import Testing

/// Each fact of the domain asked in every way that shows it.
@Suite struct OneAnswerTests {
  @Test(arguments: Fact.all)
  func everyWaySaysTheSame(_ fact: Fact) throws {
    let place = try Place(Firm.files)
    for way in fact.ways {
      let answer = try way.ask(place)
      #expect(answer == fact.expected(like: answer), "\(fact): \(way)")
    }
  }

  /// A way that finds nothing, whatever is asked, proves nothing.
  @Test func everyFactIsTrueOfSomething() {
    for fact in Fact.all { #expect(!fact.truth.isEmpty && !fact.ways.isEmpty, "\(fact)") }
  }

  @Test(arguments: [("Boris", false), ("Anna", true), ("A. Bell", true), ("Анна Белл", true)])
  func whetherTwoAreOnePerson(_ name: String, _ isSame: Bool) throws {
    for key in ["phones: ['+4930111111']", "emails: [info@acme.example]"] {
      let place = try Place([
        "contacts/c1.yaml": "id: c1aaaaaa\nname: Anna Bell\n\(key)\n",
        "leads/e1.yaml": "id: e1aaaaaa\ntitle: Roof\nname: \(name)\nstatus: new\n\(key)\n",
      ])
      _ = try place.text("leads", "qualify", "e1aaaaaa", "--next", "Call", "--due", "tomorrow")
      let qualified = try place.ids("contacts", "list")
      #expect(qualified.count == (isSame ? 1 : 2), "\(key) \(name)")
    }
  }
}
