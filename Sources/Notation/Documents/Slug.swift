/// Names for headings, as sites that show Markdown make them.
enum Slug {
  /// Longer headings are cut.
  private static let longest = 100

  /// The heading in lower case, with a hyphen for whatever is neither letter nor digit.
  static func slug(_ heading: String) -> String {
    var slug = ""
    var gap = false
    for character in heading.lowercased() {
      if slug.count >= longest { break }
      if character.isLetter || character.isNumber {
        if gap, !slug.isEmpty { slug.append("-") }
        gap = false
        slug.append(character)
      } else if character != "'", character != "’" {
        gap = true
      }
    }
    return slug.isEmpty ? "section" : slug
  }

  /// The slug, with -2, -3, … where it is taken already.
  static func unique(_ heading: String, taken: inout Set<String>, last: inout [String: Int]) -> String {
    let plain = slug(heading)
    if taken.insert(plain).inserted { return plain }
    var number = last[plain] ?? 1
    repeat { number += 1 } while !taken.insert("\(plain)-\(number)").inserted
    last[plain] = number
    return "\(plain)-\(number)"
  }
}

extension Document {
  /// The claim of that slug.
  public func claim(slug: String) -> Claim? { claims.first { $0.slug == slug } }
}
