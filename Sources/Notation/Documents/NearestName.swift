/// Finds the name that a mistyped one was probably meant to be.
package enum NearestName {
  /// Longer names are not compared.
  private static let longest = 64
  /// No more names than this are compared.
  private static let most = 4096

  /// The name at the smallest distance, where that is small enough for a slip of the fingers; of equally near names
  /// the first in alphabetical order.
  package static func nearest(to name: String, among candidates: [String]) -> String? {
    let typed = Array(name)
    guard !typed.isEmpty, typed.count <= longest else { return nil }
    var best: (distance: Int, name: String)?
    for candidate in candidates.prefix(most) where candidate != name {
      let letters = Array(candidate)
      // Of two letters neither is a slip for the other, unless they differ in case alone.
      if typed.count == 1, letters.count == 1, candidate.lowercased() != name.lowercased() { continue }
      let allowed = allowance(max(typed.count, letters.count))
      // Two single letters have nothing in common but the case.
      if max(typed.count, letters.count) == 1, name.lowercased() != candidate.lowercased() { continue }
      guard letters.count <= longest, abs(letters.count - typed.count) <= allowed else { continue }
      let found = distance(typed, letters)
      guard found <= allowed else { continue }
      if let known = best, (known.distance, known.name) <= (found, candidate) { continue }
      best = (found, candidate)
    }
    return best?.name
  }

  /// A letter or two may have a slip; otherwise every three letters.
  private static func allowance(_ length: Int) -> Int { length <= 2 ? 1 : min(3, length / 3 + 1) }

  /// The number of insertions, removals, replacements and swaps of neighbours from one word to the other; a change
  /// of case counts half, so all counts are doubled and rounded up.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var beforePrevious: [Int] = []
    var previous = (0...b.count).map { 2 * $0 }
    for i in 0..<a.count {
      var row = [2 * (i + 1)]
      for j in 0..<b.count {
        let replaced = a[i] == b[j] ? 0 : (a[i].lowercased() == b[j].lowercased() ? 1 : 2)
        var cost = min(previous[j] + replaced, previous[j + 1] + 2, row[j] + 2)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforePrevious[j - 1] + 2) }
        row.append(cost)
      }
      beforePrevious = previous
      previous = row
    }
    return (previous[b.count] + 1) / 2
  }
}
