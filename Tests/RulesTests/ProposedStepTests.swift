import Dates
import Diagnostics
import Records
import Testing

@testable import Rules

@Suite struct ProposedStepTests {
  /// Whatever the hour, the printed moment is read back as one ahead and inside working hours.
  @Test func theProposedMomentRunsAsPrinted() throws {
    let holidays = [CivilInterval("2026-12-24..2027-01-08")].compactMap { $0 }
    let late = TimeOfDay(hour: 14, minute: 0)
    let pause = [TimeRange("09:30-10:30")].compactMap { $0 }
    let days: Weekdays = [.tue, .sun]
    for language in ["en", "ru", "kk"] {
      for hours in [
        WorkingHours(), WorkingHours(from: late), WorkingHours(breaks: pause), WorkingHours(days: days),
        WorkingHours(holidays: holidays),
      ] {
        let config = Config(language: language, hours: hours)
        for step in 0..<500 {
          let now = World.now.adding(seconds: step * 7213)
          let due = ProposedStep.moment(in: config, now: now)
          let parsed = try WhenParser(now: now, zone: config.zone, hours: hours).parse(due)
          #expect(parsed.instant > now && parsed.warning == nil, "\(due) at \(now)")
        }
      }
    }
  }

  @Test func titlesNameThePersonElseTheMatter() {
    let snapshot = World.snapshot()
    let now = World.now
    let deal = World.dealRecord
    #expect(ProposedStep.forDeal(deal, in: snapshot, now: now).title == "Call Anna Ivanova")
    let alone = deal.replacing(["contact": nil])
    #expect(ProposedStep.forDeal(alone, in: snapshot, now: now).title == "Follow up on Website for Acme")
    let options = ProposedStep.forDeal(deal, in: snapshot, now: now).options
    #expect(options == [.option("next", "Call Anna Ivanova"), .option("due", "tomorrow 10:00")])
  }

  /// A refusal that lacks a next step alone passes once it has one.
  @Test func whatLacksANextStepAlonePassesWithOne() throws {
    for stage in ["invoice", "visit", "proposal"] {
      var desk = World.desk()
      try desk.setFields(World.contact, ["phones": .list([.text("+79161234567")])])
      try desk.setFields(World.deal, ["address": .text("Main St"), "amount": .number(Decimal(1))])
      guard refusal({ try desk.move(World.deal, to: stage) })?.code == .nextStepRequired else { continue }
      try desk.move(World.deal, to: stage, TransitionRequest(next: World.next))
      #expect(desk.breaches.isEmpty)
    }
  }
}
