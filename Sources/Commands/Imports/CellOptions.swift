import ArgumentParser
import Dates
import Records

/// How the cells of a table are to be read where they do not tell it.
struct CellOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      DateOrder.allCases.map { "\($0.words[0]) (\($0.words[1]))" }.joined(separator: " or ")
        + ", where the column does not tell.", valueName: "order"))
  var dateOrder: DateOrder?

  @Option(
    name: [.long, .customLong("decimal")],
    help: ArgumentHelp(DecimalMark.listed + ", where the column does not tell.", valueName: "mark"))
  var decimals: DecimalMark?
}
