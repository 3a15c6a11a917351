import ArgumentParser
import Operations

/// What is asked of a due time, for every command that takes one.
struct DueOptions: ParsableArguments {
  @Flag(name: .long, help: "Refuse a due time outside working hours.")
  var strictHours = false

  @Flag(
    name: .long,
    help: "Take the first hour, at or after the due time, in which the owner has room for one task more.")
  var spread = false

  var rules: DueRules { DueRules(isStrict: strictHours, isSpread: spread) }
}
