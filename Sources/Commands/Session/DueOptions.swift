import ArgumentParser
import Operations

/// What is asked of a due time, for every command that takes one.
struct DueOptions: ParsableArguments {
  @Flag(name: .long, help: "Refuse a due time outside working hours.")
  var strictHours = false

  var rules: DueRules { DueRules(isStrict: strictHours) }
}
