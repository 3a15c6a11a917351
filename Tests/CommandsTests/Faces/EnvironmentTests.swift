import Testing

@testable import Commands

struct EnvironmentTests {
  @Test func aVariableIsFoundByItsWholeName() {
    let environment = Environment(entries: [
      "CRM_USER=mara", "CRM_USERS=x", "EMPTY=", "PAIR=a=b", "=odd", "no sign",
    ])
    #expect(environment["CRM_USER"] == "mara")
    #expect(environment["CRM_USERS"] == "x")
    #expect(environment["CRM"] == nil)
    #expect(environment["EMPTY"]?.isEmpty == true)
    #expect(environment["PAIR"] == "a=b")
    #expect(environment["no sign"] == nil)
    #expect(environment.values.count == 5)
  }

  @Test func ofTwoWithOneNameTheLastCounts() {
    let environment = Environment(entries: ["A=1", "B=2", "A=3", "AB=4"])
    #expect(environment["A"] == "3")
    #expect(environment.listed == ["A=3", "AB=4", "B=2"])
    #expect(environment.values == ["A": "3", "B": "2", "AB": "4"])
    #expect(Environment(environment.values).listed == environment.listed)
  }
}
