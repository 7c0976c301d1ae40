import Models
import NumericCore

extension Benchmark {
  /// An epoch of a variational autoencoder 784-400-20-400-784 over drawn images of [0, 1]; the figure is the share of the
  /// first epoch's loss that is left, below 1 where it learns.
  static func autoencoder(images: Int, threads: Int) -> Benchmark {
    Benchmark(
      name: "F.vae", configuration: [Setting("batch", 128), Setting("threads", threads)], amount: Double(images),
      unit: "images_per_s"
    ) {
      let data = try drawnImages(images)
      let architecture = try AutoencoderArchitecture(
        inputs: data.columns, encoderWidths: [400], latent: 20, decoderWidths: [400])
      var start = try AutoencoderTraining<Float>(architecture)
      let first = try start.runEpoch(on: data, threads: threads).mean
      return { [start] in
        var training = start
        let losses = try? training.runEpoch(on: data, threads: threads)
        return losses.map { $0.mean / first } ?? .nan
      }
    }
  }

  /// Images that a linear generator with five latent numbers gives through a sigmoid.
  private static func drawnImages(_ count: Int) throws -> Matrix<Float> {
    let normals = NormalBlocks(seed: 1, stream: RandomSource.streamNumber("images"))
    let latents = Matrix<Float>(rows: count, columns: 5, elements: normals.numbers(ofBlock: 0, count: 5 * count))
    let weights = Matrix<Float>(rows: 5, columns: 784, elements: normals.numbers(ofBlock: 1, count: 5 * 784))
    var images = MatrixProduct.multiply(latents, weights)
    Elementwise.apply(.sigmoid, to: &images)
    return images
  }
}
