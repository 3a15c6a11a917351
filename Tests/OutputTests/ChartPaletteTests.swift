import Foundation
import Testing

@testable import Output

/// What `ChartPalette` says of its colours.
struct ChartPaletteTests {
  private static func linear(_ color: String) -> [Double] {
    let number = Int(color.dropFirst(), radix: 16) ?? 0
    return [16, 8, 0].map { shift in
      let part = Double((number >> shift) & 0xFF) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
  }

  /// By WCAG 2.2.
  private static func contrast(_ a: String, _ b: String) -> Double {
    func luminance(_ color: String) -> Double {
      zip(linear(color), [0.2126, 0.7152, 0.0722]).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let (x, y) = (luminance(a), luminance(b))
    return (max(x, y) + 0.05) / (min(x, y) + 0.05)
  }

  private static let schemes = [("light", ChartPalette.light), ("dark", ChartPalette.dark)]

  @Test func textAndAreasCanBeTold() {
    for (name, scheme) in Self.schemes {
      #expect(
        Self.contrast(scheme.ink, scheme.ground) >= 4.5 && Self.contrast(scheme.quiet, scheme.ground) >= 4.5)
      for (fill, text) in scheme.series {
        #expect(Self.contrast(fill, scheme.ground) >= 3, "\(name) \(fill)")
        #expect(Self.contrast(fill, text) >= 4.5, "\(name) \(fill)")
      }
      for (fill, text) in scheme.heat { #expect(Self.contrast(fill, text) >= 4.5, "\(name) \(fill)") }
      #expect(scheme.heat.count == ChartPalette.light.heat.count && scheme.series.count == 8)
    }
  }

  /// The matrices of Machado, Oliveira and Fernandes (2009) for severity 1, on linear RGB.
  private static let eyes: [(name: String, matrix: [[Double]])] = [
    ("all cones", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    (
      "no red cones",
      [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    (
      "no green cones",
      [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    (
      "no blue cones",
      [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
  ]

  private static func lab(_ color: String, _ matrix: [[Double]]) -> [Double] {
    let rgb = linear(color)
    let seen = matrix.map { row in min(max(zip(row, rgb).reduce(0) { $0 + $1.0 * $1.1 }, 0), 1) }
    let xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]].map { row in
      zip(row, seen).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let parts = zip(xyz, [0.9505, 1, 1.089]).map { part, white in
      part / white > 0.008856 ? cbrt(part / white) : 7.787 * part / white + 16.0 / 116
    }
    return [116 * parts[1] - 16, 500 * (parts[0] - parts[1]), 200 * (parts[1] - parts[2])]
  }

  @Test func anyTwoSeriesAreApartForAllEyes() {
    for (name, scheme) in Self.schemes {
      for (eye, matrix) in Self.eyes {
        let seen = scheme.series.map { Self.lab($0.fill, matrix) }
        for a in seen.indices {
          for b in seen.indices where b > a {
            let distance = sqrt(zip(seen[a], seen[b]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) })
            #expect(distance >= 10, "\(name), \(eye): \(a) and \(b) are \(distance) apart")
          }
        }
      }
    }
  }

  @Test func aPageCanGiveAScheme() {
    let rules = ChartPalette.rules(ChartPalette.dark)
    for rule in [
      ".chart .ground { fill: #14171a; }", ".chart .c7 {", ".chart .on0 {", ".chart .l7 { stroke:",
      ".chart .h6 {",
    ] {
      #expect(rules.contains(rule), "\(rule)")
    }
  }
}
