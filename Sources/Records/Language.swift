/// The languages that digests, proposals and new pipelines are written in, by their ISO 639-1 codes.
package enum Language: String, Sendable, CaseIterable {
  case english = "en"
  case russian = "ru"
  case kazakh = "kk"
}
