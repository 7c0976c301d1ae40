import Foundation
import NumericCore
import Testing

@testable import Plots

@Suite("Charts")
struct ChartTests {
  private let points = Matrix<Double>(rows: 4, columns: 2, elements: [0, 0, 1, 2, 3, 1, 2, 3])

  @Test("Clusters: a dot for each point, a disc for each mean, an ellipse for each covariance and share")
  func clusters() {
    let chart = ClusterChart(
      title: "a < b & \"c\"", xLabel: "eruptions", yLabel: "waiting", points: points, clusters: [0, 0, 1, 1],
      means: Matrix(rows: 2, columns: 2, elements: [0.5, 1, 2.5, 2]),
      covariances: [.identity(2), Matrix(rows: 2, columns: 2, elements: [2, 0.5, 0.5, 1])])
    let svg = parsed(chart.svg())
    #expect(svg.all("circle").filter { $0.attributes["r"] == "2.5" }.count == 4)
    #expect(svg.all("path").count == 4)
    #expect(svg.texts.contains("a < b & \"c\"") && svg.texts.contains("eruptions") && svg.texts.contains("2"))
    #expect(
      Set(svg.all("g").compactMap { $0.attributes["fill"] }).isSuperset(of: [Palette.colour(0), Palette.colour(1)]))
    #expect(chart.svg() == chart.svg())
  }

  @Test("Ellipses are seen whole, unless they are much larger than the data")
  func wholeEllipses() {
    func extent(_ variance: Double) -> [Double] {
      let covariance = Matrix.identity(2).scaled(by: variance)
      let chart = ClusterChart(
        title: "", points: points, means: Matrix(rows: 1, columns: 2, elements: [1.5, 1.5]), covariances: [covariance])
      let svg = parsed(chart.svg())
      let frame = ParsedSVG.numbers(svg.all("svg").last?.attributes["viewBox"] ?? "")
      let path = ParsedSVG.numbers(svg.all("path").last?.attributes["d"] ?? "")
      let (xs, ys) = (
        stride(from: 0, to: path.count, by: 2).map { path[$0] }, stride(from: 1, to: path.count, by: 2).map { path[$0] }
      )
      return [
        (xs.min() ?? 0) - frame[0], frame[0] + frame[2] - (xs.max() ?? 0), (ys.min() ?? 0) - frame[1],
        frame[1] + frame[3] - (ys.max() ?? 0),
      ]
    }
    // A standard deviation of 0.8 reaches 0.46 beyond the points.
    #expect(extent(0.64).allSatisfy { $0 > 0 })
    #expect(extent(1e12).allSatisfy { $0 < -1000 })
  }

  @Test("An ellipse holds its share: its points have the Mahalanobis distance of the quantile")
  func ellipse() throws {
    let covariance = Matrix<Double>(rows: 2, columns: 2, elements: [4, 1.2, 1.2, 0.9])
    let ellipse = try #require(Ellipse(mean: (1, -2), covariance: covariance, share: 0.95))
    let curve = ellipse.curve { Drawing.Point($0, $1) }
    let determinant = 4 * 0.9 - 1.2 * 1.2
    var start = curve.start
    for piece in curve.pieces {
      for t in [0, 0.25, 0.5, 0.9] {
        let weights = [(1 - t) * (1 - t) * (1 - t), 3 * t * (1 - t) * (1 - t), 3 * t * t * (1 - t), t * t * t]
        let all = [start] + piece
        let x = zip(weights, all).reduce(0) { $0 + $1.0 * $1.1.x } - 1
        let y = zip(weights, all).reduce(0) { $0 + $1.0 * $1.1.y } + 2
        let distance = (0.9 * x * x - 2 * 1.2 * x * y + 4 * y * y) / determinant
        // The 95 % quantile of chi-squared with two degrees of freedom.
        #expect(abs(distance - 5.991464547) < 0.005)
      }
      start = piece[2]
    }
    #expect(start == curve.start)
    for matrix in [
      Matrix<Double>.zero(rows: 2, columns: 2), Matrix(rows: 2, columns: 2, elements: [0, 0, 0, 4]),
      -Matrix<Double>.identity(2),
    ] {
      #expect(Ellipse(mean: (0, 0), covariance: matrix, share: 0.5) != nil)
    }
    #expect(Ellipse(mean: (0, 0), covariance: Matrix.identity(2).scaled(by: .nan), share: 0.5) == nil)
  }

  @Test("Series: lines break where a number is missing, bands too, and observations are dots")
  func series() {
    let states = SeriesChart.Series(
      "state", y: [1, 2, .nan, 4, 5], band: (lower: [0, 1, .nan, 3, 4], upper: [2, 3, .nan, 5, 6]))
    let observations = SeriesChart.Series("data", y: [1.5, .nan, 2, 4, 4.5], isScattered: true)
    let svg = parsed(SeriesChart(title: "Nile", xLabel: "year", yLabel: "volume", [states, observations]).svg())
    #expect(svg.all("polyline").map { ParsedSVG.numbers($0.attributes["points"] ?? "").count } == [4, 4])
    #expect(svg.all("polygon").map { ParsedSVG.numbers($0.attributes["points"] ?? "").count } == [8, 8])
    #expect(svg.all("circle").count == 4)
    #expect(svg.texts.contains("state") && svg.texts.contains("data"))
  }

  @Test("The place of a number is where the marks of the axes say")
  func places() throws {
    let svg = parsed(SeriesChart(title: "", [SeriesChart.Series("", x: [0, 5, 10], y: [0, 5, 10])]).svg())
    func place(_ label: String, _ anchor: String, _ coordinate: String) throws -> Double {
      let found = svg.all("text").first { $0.text == label && $0.attributes["text-anchor"] == anchor }
      return try #require(found?.attributes[coordinate].flatMap { Double($0) })
    }
    let line = ParsedSVG.numbers(try #require(svg.all("polyline").first?.attributes["points"]))
    // Texts of the vertical axis stand 4 pixels below their marks.
    #expect(try abs(line[0] - place("0", "middle", "x")) < 0.02 && abs(line[1] - (place("0", "end", "y") - 4)) < 0.02)
    #expect(try abs(line[4] - place("10", "middle", "x")) < 0.02 && abs(line[5] - (place("10", "end", "y") - 4)) < 0.02)
    #expect(abs(line[2] - (line[0] + line[4]) / 2) < 0.02 && line[5] < line[1])
  }

  @Test("Nothing whatever that is drawn has a coordinate that is not finite")
  func degenerate() {
    let numbers: [[Double]] = [
      [], [1], [1, 1, 1], [.nan], [.nan, .nan, 3], [.infinity, 2, -.infinity], [1e308, -1e308, 0],
      [.leastNonzeroMagnitude, 0],
      [0x1p-1030],
      [1, 1.0000000000000002],
    ]
    for y in numbers {
      _ = parsed(SeriesChart(title: "", [SeriesChart.Series("s", y: y, band: (y, y.reversed()))]).svg(), "\(y)")
      _ = parsed(
        SeriesChart(title: "", [SeriesChart.Series("s", x: y, y: y, isScattered: true)], hasIntegerAxis: true).svg())
      let plane = Matrix<Double>(rows: y.count, columns: 2) { i, j in j == 0 ? y[i] : y[y.count - 1 - i] }
      let covariances = y.map { Matrix<Double>(rows: 2, columns: 2, elements: [$0, $0, $0, $0]) }
      _ = parsed(ClusterChart(title: "", points: plane, means: plane, covariances: covariances).svg(), "\(y)")
      let image = Matrix<Double>(rows: 1, columns: y.count, elements: y)
      _ = parsed(ImageGrid(title: "", images: image, imageWidth: max(1, y.count), columns: 3).svg(), "\(y)")
    }
    _ = parsed(SeriesChart(title: "", []).svg())
    _ = parsed(Figure([]).svg())
    _ = parsed(ImageGrid(title: "", images: .zero(rows: 0, columns: 4), imageWidth: 2, columns: 3).svg())
  }

  @Test("Texts may hold anything")
  func texts() {
    let all = String(
      String.UnicodeScalarView((0...0x2FF).compactMap { Unicode.Scalar($0) } + ["\u{FFFE}", "\u{1F600}"]))
    let svg = parsed(
      SeriesChart(title: all, [SeriesChart.Series("]]>", y: [1]), SeriesChart.Series("--", y: [2])]).svg())
    #expect(svg.texts.contains { $0.hasSuffix("\u{1F600}") && $0.contains("<") } && svg.texts.contains("]]>"))
  }

  @Test("Of very many points some are drawn, and the chart says so")
  func many() {
    let points = Matrix<Double>(rows: 20_000, columns: 2) { Double($0 * ($1 + 1) % 97) }
    let svg = parsed(ClusterChart(title: "", points: points).svg())
    #expect(svg.all("circle").count == 5000 && svg.texts.contains("5000 of 20000 points"))
    #expect(thinned(7, limit: 3) == [0, 3, 6] && thinned(3, limit: 3) == [0, 1, 2])
  }

  @Test("Charts stand beside and below each other")
  func figures() throws {
    let chart = SeriesChart(title: "x", [SeriesChart.Series("s", y: [1, 2])])
    let svg = parsed(Figure([chart, chart, chart], columns: 2, width: 400).svg())
    let root = try #require(svg.all("svg").first?.attributes)
    #expect(root["width"] == "800" && root["height"] == "500")
    let moves = svg.all("g").compactMap { $0.attributes["transform"] }
    #expect(moves == ["translate(0 0)", "translate(400 0)", "translate(0 250)"])
  }
}
