import Diagnostics
import Records
import Reports
import Store

/// What reports go by that is in no record: rates, costs and plans. Faulty entries are left out and told.
extension Workspace {
  /// The rates that the repository holds; none without `rates.yaml`.
  func currencyRates() throws(Diagnostic) -> (rates: CurrencyRates, problems: [Diagnostic]) {
    guard let bytes = try RecordFile.readIfPresent(CurrencyRates.path, in: repository) else {
      return (CurrencyRates(base: config.currency), [])
    }
    return CurrencyRates.read(bytes, base: config.currency)
  }

  /// What sources and campaigns cost; nothing without `sources.yaml`.
  func campaignCosts() throws(Diagnostic) -> (costs: CampaignCosts, problems: [Diagnostic]) {
    guard let bytes = try RecordFile.readIfPresent(CampaignCosts.path, in: repository) else {
      return (CampaignCosts(), [])
    }
    return CampaignCosts.read(bytes, currency: config.currency)
  }

  /// What the files of `plans/` say.
  func plans() -> (plans: Plans, problems: [Diagnostic]) {
    let (files, unread) = SupportFiles.files(folder: Plans.folder, in: repository)
    let (plans, problems) = Plans.read(files.sorted { $0.path < $1.path }, config: config)
    return (plans, unread + problems)
  }

  /// Everything that is wrong with these files.
  var reportFileProblems: [Diagnostic] {
    var found = plans().problems
    do throws(Diagnostic) { found += try currencyRates().problems } catch { found.append(error) }
    do throws(Diagnostic) { found += try campaignCosts().problems } catch { found.append(error) }
    return found
  }
}
