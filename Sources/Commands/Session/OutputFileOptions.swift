import ArgumentParser
import Diagnostics
import Output

/// `-o FILE`, for commands whose answer may go to a file; the end of its name says the format where no option does.
struct OutputFileOptions: ParsableArguments {
  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The file to write or to replace; else standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  /// `-` is standard output.
  var file: String? { output == "-" ? nil : output }
}
