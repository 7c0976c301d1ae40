/// Finds what was probably meant by a mistyped name.
enum Nearest {
  /// The nearest of the names, if one is near: at most a third of the letters differ, or it begins so.
  static func match(_ name: String, in names: [String]) -> String? {
    let wanted = Array(name.lowercased().prefix(64))
    guard !wanted.isEmpty else { return nil }
    var best: (distance: Int, name: String)?
    for candidate in names {
      let letters = Array(candidate.lowercased().prefix(64))
      let distance = distance(wanted, letters)
      if distance < best?.distance ?? Int.max { best = (distance, candidate) }
    }
    if let best, best.distance <= max(1, wanted.count / 3) { return best.name }
    let beginnings = names.filter { wanted.count >= 2 && $0.lowercased().hasPrefix(name.lowercased()) }
    return beginnings.min { ($0.count, $0) < ($1.count, $1) }
  }

  /// The hint that goes with a mistyped name.
  static func hint(_ name: String, in names: [String]) -> String? {
    match(name, in: names).map { "did you mean \($0)?" }
  }

  /// Insertions, deletions, replacements and swaps of neighbours between two words.
  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
