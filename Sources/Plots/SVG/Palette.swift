/// Colours that people who are blind to some colours tell apart as well.
///
/// Source: Okabe & Ito, "Color universal design", 2008; without the yellow, which white paper swallows.
public enum Palette {
  /// The colours, the most different ones first.
  public static let colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"]

  /// The colour with that number; they begin anew after the last.
  public static func colour(_ index: Int) -> String {
    colours[((index % colours.count) + colours.count) % colours.count]
  }

  static let axis = "#666666"
  static let grid = "#e6e6e6"
  static let text = "#333333"
  static let faint = "#777777"
}
