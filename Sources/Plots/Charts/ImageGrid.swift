import NumericCore

/// Grey images in rows and columns: data above their reconstructions, samples, or images over the latent plane. The
/// least number is white and the greatest black, like ink; NaN is white.
public struct ImageGrid: Chart {
  /// What it shows.
  public var title: String
  /// What the rows are, from the top; fewer, or none, where they have no names.
  public var rowLabels: [String]
  /// The images, one in each row of the matrix, each by rows of pixels.
  public let images: Matrix<Double>
  /// The pixels of an image from left to right.
  public let imageWidth: Int
  /// How many images stand side by side.
  public let columns: Int
  /// The numbers that are white and black.
  public let range: ClosedRange<Double>

  /// Images as the rows of a matrix.
  /// - Parameters:
  ///   - imageWidth: The pixels of an image from left to right, a divisor of the columns of the matrix.
  ///   - columns: How many images stand side by side.
  ///   - range: The numbers that are white and black; the least and the greatest finite ones if nil.
  public init(
    title: String, images: Matrix<Double>, imageWidth: Int, columns: Int, range: ClosedRange<Double>? = nil,
    rowLabels: [String] = []
  ) {
    precondition(imageWidth > 0 && images.columns % imageWidth == 0, "an image has whole rows of pixels")
    precondition(columns > 0, "a grid has a column")
    (self.title, self.rowLabels, self.images) = (title, rowLabels, images)
    (self.imageWidth, self.columns) = (imageWidth, columns)
    let finite = images.elements.filter(\.isFinite)
    self.range = range ?? (finite.min() ?? 0)...(finite.max() ?? 1)
  }

  private var rows: Int { (images.rows + columns - 1) / columns }
  private var imageHeight: Int { images.columns / imageWidth }
  private var margin: Double { rowLabels.isEmpty ? 16 : 28 + 6.2 * Double(rowLabels.map(\.count).max() ?? 0) }

  /// As high as the images are at that width.
  public func height(forWidth width: Double) -> Double {
    let scale = (width - margin - 16) / Double(max(1, columns * (imageWidth + 1) - 1))
    return 34 + scale * Double(max(1, rows * (imageHeight + 1) - 1)) + 16
  }

  /// Draws it.
  public func draw(into drawing: inout Drawing, width: Double, height: Double) {
    drawing.text(title, at: Drawing.Point(16, 22), size: 14, isBold: true)
    guard images.rows > 0, images.columns > 0 else { return }
    let mosaic = self.mosaic
    let scale = max(0.1, min((width - margin - 16) / Double(mosaic.width), (height - 50) / Double(mosaic.height)))
    drawing.image(
      mosaic, at: Drawing.Point(margin, 34), width: scale * Double(mosaic.width), height: scale * Double(mosaic.height))
    for (row, label) in rowLabels.prefix(rows).enumerated() {
      let middle = 34 + scale * (Double(row * (imageHeight + 1)) + Double(imageHeight) / 2)
      drawing.text(label, at: Drawing.Point(margin - 10, middle + 4), anchor: .end)
    }
  }

  /// All images in one, with a line of pixels between them.
  private var mosaic: GreyImage {
    let (across, down) = (columns * (imageWidth + 1) - 1, rows * (imageHeight + 1) - 1)
    var pixels = [UInt8](repeating: 200, count: across * down)
    for index in 0..<images.rows {
      let (left, top) = (index % columns * (imageWidth + 1), index / columns * (imageHeight + 1))
      for pixel in 0..<images.columns {
        let place = (top + pixel / imageWidth) * across + left + pixel % imageWidth
        pixels[place] = shade(images[index, pixel])
      }
    }
    return GreyImage(width: across, height: down, pixels: pixels)
  }

  private func shade(_ number: Double) -> UInt8 {
    let length = range.upperBound - range.lowerBound
    guard length > 0, !number.isNaN else { return 255 }
    let share = (max(range.lowerBound, min(number, range.upperBound)) - range.lowerBound) / length
    return UInt8(255 - (255 * (share.isNaN ? 0 : max(0, min(share, 1)))).rounded())
  }
}
