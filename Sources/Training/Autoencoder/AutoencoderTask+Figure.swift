import Models
import NumericCore
import Plots

extension AutoencoderTask {
  /// Where the data are images: some beside their reconstructions, samples, and the latent plane where it is one; and the
  /// bound by epoch.
  func figure(_ model: Autoencoder<Float>, _ losses: [AutoencoderLosses]) throws -> Figure {
    var charts: [any Chart] = []
    if let width = imageWidth {
      let range = model.architecture.likelihood == .bernoulli ? 0.0...1.0 : nil
      charts.append(try reconstructions(model, width: width, range))
      charts.append(
        ImageGrid(
          title: "samples of the model", images: model.sample(60, seed: settings.seed).map { $0.doubleValue },
          imageWidth: width, columns: 15, range: range))
      if model.architecture.latent == 2 {
        charts.append(
          ImageGrid(
            title: "the latent plane, in equal shares of the prior",
            images: try model.latentPlane(steps: 15).map { $0.doubleValue }, imageWidth: width, columns: 15,
            range: range))
      }
    }
    if model.architecture.latent == 2 { charts.append(try codes(model)) }
    charts.append(.objective("ELBO of a row", losses.map { -$0.mean }, unit: "epoch", from: 1))
    return Figure(charts)
  }

  /// The pixels of a row of an image, also where a square of numbers is not known to be one.
  private var imageWidth: Int? {
    if let width = data.imageWidth { return width }
    let side = Int(Double(data.columns).squareRoot().rounded())
    return side > 3 && side * side == data.columns ? side : nil
  }

  private func reconstructions(
    _ model: Autoencoder<Float>, width: Int, _ range: ClosedRange<Double>?
  ) throws -> ImageGrid {
    let source = test ?? data
    let rows = try DrawnRows(source.observations).matrix
    let count = min(15, rows.rows)
    let shown = Matrix<Float>(rows: count, columns: rows.columns) { Float(rows[$0 * rows.rows / count, $1]) }
    let found = try model.reconstruct(shown)
    let images = Matrix(
      rows: 2 * count, columns: rows.columns, elements: (shown.elements + found.elements).map { Double($0) })
    return ImageGrid(
      title: "\(test == nil ? "data" : "test data") and reconstructions", images: images, imageWidth: width,
      columns: max(1, count), range: range, rowLabels: ["data", "again"])
  }

  /// The means of the latent variable of the data, by class where there are any.
  private func codes(_ model: Autoencoder<Float>) throws -> ClusterChart {
    let rows = try DrawnRows(data.observations).matrix
    let means = try model.encode(rows.map { Float($0) }).mean.map { $0.doubleValue }
    var classes: [Int]?
    if let labels = data.sample?.labels, labels.count >= means.rows, rows.rows < DrawnRows.limit {
      classes = Array(labels.prefix(means.rows))
    }
    return ClusterChart(
      title: "\(data.name) in the latent plane", xLabel: "latent 1", yLabel: "latent 2", points: means,
      clusters: classes)
  }
}
