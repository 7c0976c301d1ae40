/// A rectangle with axes, in which data are drawn.
struct Frame {
  let horizontal: Axis
  let vertical: Axis
  private let left: Double
  private let top: Double
  private let right: Double
  private let bottom: Double
  private let size: (width: Double, height: Double)

  /// A frame within a chart of that size, with room for the labels of its axes.
  init(horizontal: Axis, vertical: Axis, width: Double, height: Double, hasLegend: Bool) {
    self.horizontal = horizontal
    self.vertical = vertical
    let longest = vertical.ticks.map { $0.label.count }.max() ?? 1
    left = 34 + 6.5 * Double(longest)
    top = hasLegend ? 52 : 34
    right = width - 16
    bottom = height - 46
    size = (width, height)
  }

  /// Where a number of the horizontal axis is.
  func x(_ number: Double) -> Double { left + (right - left) * horizontal.fraction(number) }

  /// Where a number of the vertical axis is.
  func y(_ number: Double) -> Double { bottom - (bottom - top) * vertical.fraction(number) }

  /// Where a pair of numbers is; nil where one is not finite.
  func point(_ x: Double, _ y: Double) -> Drawing.Point? {
    x.isFinite && y.isFinite ? Drawing.Point(self.x(x), self.y(y)) : nil
  }

  /// Draws the axes, and the data between them.
  func draw(
    into drawing: inout Drawing, title: String, xLabel: String, yLabel: String, note: String,
    _ content: (inout Drawing) -> Void
  ) {
    drawing.text(title, at: Drawing.Point(left, 22), size: 14, isBold: true)
    for tick in horizontal.ticks {
      let x = x(tick.value)
      drawing.line(from: Drawing.Point(x, top), to: Drawing.Point(x, bottom), stroke: Palette.grid)
      drawing.text(tick.label, at: Drawing.Point(x, bottom + 16), anchor: .middle)
    }
    for tick in vertical.ticks {
      let y = y(tick.value)
      drawing.line(from: Drawing.Point(left, y), to: Drawing.Point(right, y), stroke: Palette.grid)
      drawing.text(tick.label, at: Drawing.Point(left - 6, y + 4), anchor: .end)
    }
    drawing.clipped(at: Drawing.Point(left, top), width: right - left, height: bottom - top, content)
    drawing.line(from: Drawing.Point(left, bottom), to: Drawing.Point(right, bottom), stroke: Palette.axis)
    drawing.line(from: Drawing.Point(left, top), to: Drawing.Point(left, bottom), stroke: Palette.axis)
    drawing.text(xLabel, at: Drawing.Point((left + right) / 2, size.height - 12), anchor: .middle, size: 12)
    drawing.text(yLabel, at: Drawing.Point(16, (top + bottom) / 2), anchor: .middle, size: 12, isVertical: true)
    if !note.isEmpty {
      drawing.text(
        note, at: Drawing.Point(right, size.height - 12), anchor: .end, size: 10, fill: Palette.faint)
    }
  }

  /// Names beside their colours, in a row above the data.
  func drawLegend(_ entries: [(name: String, colour: String)], into drawing: inout Drawing) {
    var x = left
    for (name, colour) in entries {
      drawing.rectangle(at: Drawing.Point(x, 34), width: 10, height: 10, fill: colour)
      drawing.text(name, at: Drawing.Point(x + 14, 43))
      x += 30 + 6.2 * Double(name.count)
    }
  }
}

/// At most `limit` of the numbers below `count`, at equal distances, the last among them.
func thinned(_ count: Int, limit: Int) -> [Int] {
  if count <= limit { return Array(0..<count) }
  return (0..<limit).map { $0 * (count - 1) / (limit - 1) }
}
