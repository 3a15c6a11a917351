import Dates
import Operations
import Output
import Text

/// The line that shows how far long work is: its part, its rate and the time left.
struct ProgressMeter {
  private var doing = ""
  private var start: Instant?
  private var shown: Instant?

  /// What is to be written to the terminal; nil while nothing new is to be seen. Work of less than a second shows nothing.
  mutating func line(_ progress: Progress?, at now: Instant, width: Int) -> String? {
    guard let progress else {
      defer { self = ProgressMeter() }
      return shown == nil ? nil : ProgressMeter.erasing
    }
    if progress.doing != doing {
      doing = progress.doing
      start = now
    }
    guard let start, now.seconds > start.seconds, now != shown else { return nil }
    shown = now
    let text = ProgressMeter.text(progress, seconds: Int(now.seconds - start.seconds))
    return ProgressMeter.erasing + DisplayWidth.truncate(text, to: max(1, width - 1))
  }

  /// To the start of the line, and everything on it gone.
  private static let erasing = "\r\u{1b}[K"

  /// `planning 12 800 of 100 000 rows · 12 % · 6 400/s · 13 s left`.
  static func text(_ progress: Progress, seconds: Int) -> String {
    let rate = progress.done / max(1, seconds)
    guard let total = progress.total, total > 0 else {
      return "\(progress.doing) \(grouped(progress.done)) \(progress.unit) · \(grouped(rate))/s"
    }
    let share = min(100, progress.done * 100 / total)
    let left = rate > 0 ? " · \(span((total - progress.done) / rate)) left" : ""
    return "\(progress.doing) \(grouped(progress.done)) of \(grouped(total)) \(progress.unit) · \(share) %"
      + " · \(grouped(rate))/s\(left)"
  }

  private static func span(_ seconds: Int) -> String {
    seconds < 120 ? "\(max(0, seconds)) s" : "\((seconds + 30) / 60) min"
  }

  private static func grouped(_ number: Int) -> String { DecimalGrouping.grouped(String(number)) }
}
