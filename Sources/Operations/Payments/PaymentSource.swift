import Diagnostics
import Imports
import Records
import Store
import Text
import YAML

/// A bank's file, read once, and what was said about it.
struct PaymentSource {
  private let settings: PaymentSettings
  private let bytes: [UInt8]
  private let reading: ReadingOptions
  let batch: String

  init(_ settings: PaymentSettings, _ context: Context) throws {
    self.settings = settings
    reading = try settings.reading()
    bytes = try context.bytes(ofFile: settings.file)
    var mint = IDMint(seed: context.seed ^ 0x7061_796d_656e_74)
    batch = mint.mint().description
  }

  /// What the file has, of the account that was named where one was.
  func file(in workspace: Workspace) throws -> StatementFile {
    let mapping = try mapping(in: workspace)
    let options = StatementOptions(
      file: settings.file, reading: mapping.reading, mapping: mapping, account: settings.account)
    var file = try StatementReaders.read(bytes, options)
    guard let account = settings.account.map(AccountNumber.compact) else { return file }
    let accounts = Set(file.statements.map(\.account)).sorted()
    file.statements.removeAll { $0.account != account }
    guard !file.statements.isEmpty else {
      throw Diagnostic(
        .invalidValue, "the file has no account \(account)",
        hints: ["accounts in it: \(accounts.joined(separator: ", "))"])
    }
    return file
  }

  /// The mapping that was named, else the one that has an account of the file, with what was said besides.
  private func mapping(in workspace: Workspace) throws -> PaymentMapping {
    let columns = try settings.columns.map { try ImportRequest.entry($0, option: "--map") }
    for column in columns { _ = try PaymentMapping.column(column.value) }
    return try known(in: workspace).adding(
      columns: columns, dates: settings.dateOrder, decimals: settings.decimals, reading: reading)
  }

  private func known(in workspace: Workspace) throws -> PaymentMapping {
    let mappings = try workspace.paymentMappings(needing: settings.mapping)
    if let name = settings.mapping {
      guard let found = mappings.first(where: { $0.name == name }) else {
        throw Diagnostic(
          .notFound, "there is no mapping \"\(name)\" for payments",
          hints: .unknown(name, among: mappings.map(\.name))
            + [
              "one is written by: \(CommandLine("payments run", .blank("FILE")).option("save-as", .known(name)))"
            ])
      }
      return found
    }
    return mappings.first { mapping in mapping.accounts.contains { PaymentSource.holds(bytes, $0) } }
      ?? PaymentMapping()
  }

  /// Whether an account stands in a file, whatever it is written in.
  private static func holds(_ bytes: [UInt8], _ account: String) -> Bool {
    let wanted = Array(account.utf8)
    guard wanted.count > 4, bytes.count >= wanted.count else { return false }
    let head = bytes.prefix(1 << 20)
    var start = 0
    while start + wanted.count <= head.count {
      if head[start] == wanted[0], head[start..<(start + wanted.count)].elementsEqual(wanted) { return true }
      start += 1
    }
    return false
  }

  /// Adds the mapping to what lands, where it is to be kept.
  func saveMapping(into change: inout Change, accounts: [String], in workspace: Workspace) throws {
    guard let name = settings.savesAs else { return }
    try ImportSource.check(name)
    var mapping = try mapping(in: workspace)
    for account in accounts where !account.isEmpty && !mapping.accounts.contains(account) {
      mapping.accounts.append(account)
    }
    let path = "imports/\(name).yaml"
    let before = try RecordFile.readIfPresent(path, in: workspace.repository)
    change.write(Change.FileEdit(path: path, before: before, after: PaymentMappingFile.write(mapping)))
    if change.message.isEmpty { change.message = "payments: mapping \(name)" }
  }

  /// The name of the file without its folders.
  var name: String { settings.file == "-" ? "standard input" : Path.name(of: settings.file) }
  var path: String { settings.file }
}

extension Workspace {
  /// The mappings for banks' tables of `imports/`. Throws where the one that is asked for is broken; other broken ones are passed over.
  func paymentMappings(needing name: String?) throws -> [PaymentMapping] {
    var mappings: [PaymentMapping] = []
    for (entry, document) in try mappingFiles(needing: name) {
      guard PaymentMappingFile.isMapping(document) else { continue }
      let (mapping, problems) = PaymentMappingFile.read(document, name: entry.name)
      if entry.name == name, let whole = Diagnostic(all: problems) { throw whole }
      if problems.isEmpty { mappings.append(mapping) }
    }
    return mappings
  }
}
