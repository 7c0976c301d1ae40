import NumericCore

/// Points in the plane with their clusters: a colour for each, means as numbered discs, and covariances as ellipses that
/// hold given shares of a Gaussian.
public struct ClusterChart: Chart {
  /// What it shows.
  public var title: String
  /// What the first coordinate is.
  public var xLabel: String
  /// What the second coordinate is.
  public var yLabel: String
  /// The points, n×2.
  public let points: Matrix<Double>
  /// The cluster of each point; nil for points of one colour.
  public let clusters: [Int]?
  /// The means, K×2.
  public let means: Matrix<Double>
  /// The covariances, each 2×2; none, or one for each mean.
  public let covariances: [Matrix<Double>]
  /// The shares of a Gaussian that the ellipses hold.
  public var shares = [0.5, 0.95]

  /// The most points that are drawn; of more, as many at equal distances.
  static let pointLimit = 5000

  /// Points, and what is known of their clusters.
  /// - Requires: as many clusters as points, as many covariances as means, if any.
  public init(
    title: String, xLabel: String = "", yLabel: String = "", points: Matrix<Double>, clusters: [Int]? = nil,
    means: Matrix<Double> = .zero(rows: 0, columns: 2), covariances: [Matrix<Double>] = []
  ) {
    precondition(points.columns == 2 && means.columns == 2, "points of the plane have two coordinates")
    precondition(clusters == nil || clusters?.count == points.rows, "every point has a cluster")
    precondition(covariances.isEmpty || covariances.count == means.rows, "every mean has a covariance")
    precondition(covariances.allSatisfy { $0.rows == 2 && $0.columns == 2 }, "a covariance is 2×2")
    (self.title, self.xLabel, self.yLabel) = (title, xLabel, yLabel)
    (self.points, self.clusters, self.means, self.covariances) = (points, clusters, means, covariances)
  }

  /// Draws it.
  public func draw(into drawing: inout Drawing, width: Double, height: Double) {
    let rows = thinned(points.rows, limit: Self.pointLimit)
    func axis(_ column: Int) -> Axis {
      let numbers = rows.map { points[$0, column] } + (0..<means.rows).map { means[$0, column] }
      return Axis(for: numbers + ends(of: numbers.filter(\.isFinite), column))
    }
    let frame = Frame(horizontal: axis(0), vertical: axis(1), width: width, height: height, hasLegend: false)
    var places: [Int: [Drawing.Point]] = [:]
    var lost = 0
    for row in rows {
      guard let place = frame.point(points[row, 0], points[row, 1]) else {
        lost += 1
        continue
      }
      places[clusters?[row] ?? 0, default: []].append(place)
    }
    frame.draw(into: &drawing, title: title, xLabel: xLabel, yLabel: yLabel, note: note(drawn: rows.count, lost: lost))
    {
      for (cluster, places) in places.sorted(by: { $0.key < $1.key }) {
        $0.dots(places, radius: 2.5, fill: Palette.colour(cluster), opacity: 0.6)
      }
      for cluster in 0..<means.rows { draw(cluster, frame, into: &$0) }
    }
  }

  private func ellipse(_ cluster: Int, share: Double) -> Ellipse? {
    if covariances.isEmpty { return nil }
    let mean = (means[cluster, 0], means[cluster, 1])
    return Ellipse(mean: mean, covariance: covariances[cluster], share: share)
  }

  /// Where the widest ellipses end along a coordinate, but not so far out that the points would be small.
  private func ends(of numbers: [Double], _ column: Int) -> [Double] {
    guard let low = numbers.min(), let high = numbers.max(), let share = shares.max() else { return [] }
    let room = (high - low) / 4
    return (0..<means.rows).flatMap { cluster -> [Double] in
      guard let reach = ellipse(cluster, share: share)?.reach else { return [] }
      let (mean, length) = (means[cluster, column], column == 0 ? reach.x : reach.y)
      return [max(mean - length, low - room), min(mean + length, high + room)]
    }
  }

  private func draw(_ cluster: Int, _ frame: Frame, into drawing: inout Drawing) {
    guard let centre = frame.point(means[cluster, 0], means[cluster, 1]) else { return }
    let colour = Palette.colour(cluster)
    for share in shares {
      if let ellipse = ellipse(cluster, share: share) {
        let curve = ellipse.curve { Drawing.Point(frame.x($0), frame.y($1)) }
        drawing.curve(from: curve.start, curve.pieces, stroke: colour, fill: colour, opacity: 0.06)
      }
    }
    drawing.dots([centre], radius: 8, fill: "#ffffff")
    drawing.dots([centre], radius: 7, fill: colour)
    drawing.text(
      "\(cluster + 1)", at: Drawing.Point(centre.x, centre.y + 3.5), anchor: .middle, size: 10, fill: "#ffffff",
      isBold: true)
  }

  private func note(drawn: Int, lost: Int) -> String {
    var notes: [String] = []
    if drawn < points.rows { notes.append("\(drawn) of \(points.rows) points") }
    if lost > 0 { notes.append("\(lost) not finite") }
    return notes.joined(separator: ", ")
  }
}
