import Output

/// What the options that every command takes say; `GlobalOptions` tells what each means.
struct GlobalChoices: Equatable {
  var directory: String?
  var json = false
  var format: OutputFormat?
  var fields: String?
  var now: String?
  var user: String?
  var color: ColorUse?
  var quiet = false
  var dryRun = false
  var force = false
}

extension GlobalOptions {
  var choices: GlobalChoices {
    GlobalChoices(
      directory: directory, json: json, format: format, fields: fields, now: now, user: user, color: color,
      quiet: quiet, dryRun: dryRun, force: force)
  }
}
