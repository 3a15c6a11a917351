import Records
import Testing

@Suite struct UnitedValuesTests {
  @Test(arguments: [0, 1, 16, 17, 400]) func whatIsThereAlreadyIsNotAdded(_ count: Int) {
    let old = (0..<count).map { Value.text("t\($0)") }
    let new = [Value.text("t0"), .text("new"), .number(Decimal(1)), .text("t\(count - 1)")]
    let kept = count == 0 ? new : new.filter { $0 == .text("new") || $0 == .number(Decimal(1)) }
    #expect(old.united(with: new) == old + kept)
    #expect(old.united(with: []) == old)
  }
}
