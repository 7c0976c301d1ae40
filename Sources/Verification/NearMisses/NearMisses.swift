import Symbolic

/// The near misses of lines.
public enum NearMisses {
  /// The near misses of a line: likely ones first, none twice, each a well-shaped line other than this one.
  ///
  /// Of a very large line fewer are made than the limit allows. The order depends on the line and the declarations alone.
  public static func of(_ line: Term, declarations: Declarations, limit: Int = 400) -> [NearMiss] {
    NearMissCollector(line: line, declarations: declarations).nearMisses(limit: limit)
  }
}
