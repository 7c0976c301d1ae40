/// Something that can be drawn into a rectangle.
public protocol Chart: Sendable {
  /// What it shows.
  var title: String { get }
  /// The height, in pixels, that suits a width.
  func height(forWidth width: Double) -> Double
  /// Draws it, from the corner at 0, 0.
  func draw(into drawing: inout Drawing, width: Double, height: Double)
}

extension Chart {
  /// Five eighths of the width.
  public func height(forWidth width: Double) -> Double { (width * 0.625).rounded() }

  /// The chart by itself as an SVG file.
  public func svg(width: Double = 640) -> String { Figure([self], columns: 1, width: width).svg() }
}

/// Charts side by side and below each other.
public struct Figure: Sendable {
  /// The charts, row after row.
  public let charts: [any Chart]
  /// How many stand side by side.
  public let columns: Int
  /// The width of each, in pixels.
  public let width: Double

  /// Some charts.
  public init(_ charts: [any Chart], columns: Int = 1, width: Double = 640) {
    precondition(columns > 0 && width >= 100 && width <= 100_000, "a figure has a column, and room for it")
    (self.charts, self.columns, self.width) = (charts, columns, width)
  }

  /// The figure as an SVG file.
  public func svg() -> String {
    var drawing = Drawing()
    var top = 0.0
    for first in stride(from: 0, to: charts.count, by: columns) {
      let row = charts[first..<min(first + columns, charts.count)]
      let height = row.map { $0.height(forWidth: width) }.max() ?? 0
      for (column, chart) in row.enumerated() {
        drawing.moved(to: Drawing.Point(Double(column) * width, top)) {
          chart.draw(into: &$0, width: width, height: height)
        }
      }
      top += height
    }
    let (across, down) = (number(width * Double(max(1, min(columns, charts.count)))), number(max(top, 1)))
    let title = escaped(charts.map(\.title).joined(separator: "; "))
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" width="\(across)" height="\(down)" viewBox="0 0 \(across) \(down)" \
      font-family="Helvetica, Arial, sans-serif" role="img" aria-label="\(title)">
      <title>\(title)</title>
      <rect width="100%" height="100%" fill="#ffffff"/>
      \(drawing.elements)</svg>

      """
  }
}
