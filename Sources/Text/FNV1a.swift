/// Fowler, Noll and Vo's hash of 32 bits, by which a text is named in few letters.
package enum FNV1a {
  package static func hash(_ text: String) -> UInt32 {
    text.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
  }
}
