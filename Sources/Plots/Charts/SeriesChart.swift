/// Series over a common axis: lines (a log-likelihood by iteration), lines with bands (smoothed states with their
/// intervals), and points (observations). A line and a band break where a number is not finite.
public struct SeriesChart: Chart {
  /// Numbers over an axis.
  public struct Series: Sendable {
    /// What the legend calls it.
    public let name: String
    /// Where the numbers stand on the axis.
    public let x: [Double]
    /// The numbers.
    public let y: [Double]
    /// The lower and upper ends of an interval around each number; nil for none.
    public let band: (lower: [Double], upper: [Double])?
    /// Whether the numbers are points, not a line.
    public let isScattered: Bool

    /// A series.
    /// - Parameter x: Where the numbers stand; 0, 1, 2, … if nil.
    /// - Requires: arrays of one length.
    public init(
      _ name: String, x: [Double]? = nil, y: [Double], band: (lower: [Double], upper: [Double])? = nil,
      isScattered: Bool = false
    ) {
      let x = x ?? y.indices.map { Double($0) }
      precondition(x.count == y.count, "every number stands somewhere")
      precondition(
        band == nil || band?.lower.count == y.count && band?.upper.count == y.count, "every number has an interval")
      (self.name, self.x, self.y, self.band, self.isScattered) = (name, x, y, band, isScattered)
    }
  }

  /// What it shows.
  public var title: String
  /// What the axis is.
  public var xLabel: String
  /// What the numbers are.
  public var yLabel: String
  /// The series; the first are drawn first.
  public let series: [Series]
  /// Whether only integers are marked on the axis.
  public var hasIntegerAxis: Bool

  /// The most numbers of a series that are drawn; of more, as many at equal distances.
  static let lengthLimit = 20_000

  /// A chart of some series.
  public init(
    title: String, xLabel: String = "", yLabel: String = "", _ series: [Series], hasIntegerAxis: Bool = false
  ) {
    (self.title, self.xLabel, self.yLabel) = (title, xLabel, yLabel)
    (self.series, self.hasIntegerAxis) = (series, hasIntegerAxis)
  }

  /// Draws it.
  public func draw(into drawing: inout Drawing, width: Double, height: Double) {
    let horizontal = Axis(
      for: series.lazy.flatMap(\.x), isTight: !series.contains(where: \.isScattered), integers: hasIntegerAxis, ticks: 8
    )
    let vertical = Axis(for: series.lazy.flatMap { $0.y + ($0.band?.lower ?? []) + ($0.band?.upper ?? []) })
    let hasLegend = series.count > 1
    let frame = Frame(
      horizontal: horizontal, vertical: vertical, width: width, height: height, hasLegend: hasLegend)
    if hasLegend {
      frame.drawLegend(series.enumerated().map { ($1.name, Palette.colour($0)) }, into: &drawing)
    }
    frame.draw(into: &drawing, title: title, xLabel: xLabel, yLabel: yLabel, note: "") {
      for (index, series) in series.enumerated() {
        drawBand(series, Palette.colour(index), frame, into: &$0)
        drawLine(series, Palette.colour(index), frame, into: &$0)
      }
    }
  }

  private func drawLine(_ series: Series, _ colour: String, _ frame: Frame, into drawing: inout Drawing) {
    let places = thinned(series.y.count, limit: Self.lengthLimit).map { frame.point(series.x[$0], series.y[$0]) }
    if series.isScattered {
      drawing.dots(places.compactMap { $0 }, radius: 2.5, fill: colour, opacity: 0.8)
      return
    }
    for run in places.split(whereSeparator: { $0 == nil }).map({ $0.compactMap { $0 } }) {
      // A single number has no line.
      if run.count == 1 { drawing.dots(run, radius: 2, fill: colour) } else { drawing.polyline(run, stroke: colour) }
    }
  }

  private func drawBand(_ series: Series, _ colour: String, _ frame: Frame, into drawing: inout Drawing) {
    guard let band = series.band else { return }
    let ends = thinned(series.y.count, limit: Self.lengthLimit).map { i -> (Drawing.Point, Drawing.Point)? in
      guard let lower = frame.point(series.x[i], band.lower[i]), let upper = frame.point(series.x[i], band.upper[i])
      else { return nil }
      return (lower, upper)
    }
    for run in ends.split(whereSeparator: { $0 == nil }).map({ $0.compactMap { $0 } }) {
      drawing.polygon(run.map(\.1) + run.reversed().map(\.0), fill: colour, opacity: 0.2)
    }
  }
}
