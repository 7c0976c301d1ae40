/// What `verify train` trains.
enum TrainedModel: String, CaseIterable {
  case kmeans, gmm, lds, vae
}

/// The options of `verify train`.
enum TrainOptions {
  static let data = Option(
    "data", value: "FILE|SAMPLE",
    "CSV, NPY or IDX, told by content; - is standard input; old-faithful, nile, iris and digits come with verify (write ./iris for a file of that name); lds takes it several times, a sequence each"
  )
  static let columns = Option(
    "columns", value: "LIST", "the columns to read, by number or name, as in 2-4,waiting (default: all)")
  static let header = Option(
    "header", choices: ["auto", "yes", "no"], "whether a CSV begins with the names of its columns (default auto)")
  static let missing = Option(
    "missing", choices: ["refuse", "skip", "keep"],
    "what NA, NaN and empty fields are: an error, a row to leave out, or unobserved, which only lds can do (default refuse; lds: keep)"
  )
  static let stream = Option(
    "stream", nil,
    "read the file anew in each pass instead of keeping it in memory (kmeans, gmm, vae; default for files above 2 GiB)")
  static let test = Option(
    "test", value: "FILE|SAMPLE", "data to try the result on (kmeans, gmm, vae)")
  static let holdOut = Option(
    "hold-out", value: "N", "keep the last N rows out of the training, to try the result on (kmeans, gmm, vae)")
  static let start = Option(
    "start", value: "FOLDER",
    "begin with the parameters that --save wrote; with --iterations 0 (vae: --epochs 0) only apply them")
  static let iterations = Option(
    "iterations", value: "N", "the most iterations (default kmeans 300, gmm 1000, lds 100, --local-level 20000)")
  static let tolerance = Option(
    "tolerance", value: "X",
    "end where the objective gains less: the share of the inertia (kmeans, default 0) or of the log-likelihood (lds, default 1e-8), or nats a row (gmm, default 1e-9)"
  )
  static let restarts = Option("restarts", value: "N", "begin anew N times, keep the best (kmeans, gmm; default 1)")
  static let clusters = Option("clusters", value: "K", "kmeans: how many clusters (default 3)")
  static let precision = Option("precision", choices: ["double", "float"], "kmeans: type of numbers (default double)")
  static let components = Option("components", value: "K", "gmm: how many components (default 2)")
  static let covariance = Option(
    "covariance", choices: ["full", "tied", "diagonal", "spherical"],
    "gmm: what the covariances have in common (default full)")
  static let floor = Option(
    "floor", value: "SHARE",
    "gmm: the least variances, as a share of the variance of each column; 0 for none (default 1e-6)")
  static let leastVariance = Option("least-variance", value: "V", "gmm: the least variance of all columns, instead")
  static let states = Option("states", value: "N", "lds: how many latent numbers (default 2)")
  static let fixed = Option(
    "fixed", value: "LIST", "lds: parameters that stay as they begin, of A, B, Sigma, Gamma, mu0, V0")
  static let localLevel = Option(
    "local-level", nil, "lds: a random walk seen with noise, A = B = 1, whose first state may be anywhere")
  static let sharedStart = Option("shared-start", nil, "lds: the first state shares Sigma, as in the notes")
  static let forecast = Option("forecast", value: "N", "lds: how many steps to forecast (default 0)")
  static let interval = Option(
    "interval", value: "P", "lds: the probability of intervals and bands, as in 0.9 or 90% (default 95%)")
  static let latent = Option("latent", value: "N", "vae: the dimension of the latent variable (default 2)")
  static let hidden = Option(
    "hidden", value: "LIST", "vae: the widths of the encoder's hidden layers, the decoder's backwards (default 128)")
  static let likelihood = Option(
    "likelihood", choices: ["bernoulli", "gaussian"], "vae: of a number given the latent variable (default bernoulli)")
  static let maximum = Option(
    "maximum", value: "M", "vae: the number that counts as 1 (default 255 for IDX, 16 for digits, else 1)")
  static let batch = Option("batch", value: "N", "vae: rows of a step (default 128)")
  static let epochs = Option("epochs", value: "N", "vae: how often each row is used (default 30)")
  static let rate = Option("learning-rate", value: "X", "vae: of Adam (default 0.001)")
  static let draws = Option(
    "draws", value: "K", "vae: draws of the importance-weighted estimate of log p(x), 0 for none (default 16)")
  static let save = Option(
    "save", value: "FOLDER", "write the model there: model.json, and an NPY file for each array, which NumPy reads")
  static let checkpoint = Option(
    "checkpoint", value: "FOLDER", "keep the state of the training there, written whole or not at all")
  static let checkpointEvery = Option(
    "checkpoint-every", value: "N",
    "iterations (vae: epochs) from one state to the next (default: those of ten seconds)")
  static let resume = Option(
    "resume", nil,
    "go on from the state in --checkpoint, to the same bits as without a stop; begins where there is none")
  static let plot = Option("plot", value: "FILE.svg", "draw what was found")
  static let verify = Option(
    "verify", nil,
    "check the training: the objective never goes the wrong way, each M-step is the closed form of its derivation on the same data, and log p(x) is bound and divergence"
  )
  static let quiet = Option("quiet", "q", "show no progress and no summary, only what fails")

  /// The options in the order of the help text.
  static let all: [Option] = [
    data, columns, header, missing, stream, test, holdOut, start, iterations, tolerance, restarts, clusters, precision,
    components, covariance, floor, leastVariance, states, fixed, localLevel, sharedStart, forecast, interval, latent,
    hidden, likelihood, maximum, batch, epochs, rate, draws, save, checkpoint, checkpointEvery, resume, plot, verify,
    .derivations, .seed, .threads, .format, quiet, .help,
  ]

  /// The options that only some models have.
  private static let special: [(models: Set<TrainedModel>, options: [Option])] = [
    ([.kmeans], [clusters, precision]),
    ([.gmm], [components, covariance, floor, leastVariance]),
    ([.lds], [states, fixed, localLevel, sharedStart, forecast, interval]),
    ([.vae], [latent, hidden, likelihood, maximum, batch, epochs, rate, draws]),
    ([.kmeans, .gmm], [restarts]),
    ([.kmeans, .gmm, .lds], [iterations, tolerance]),
    ([.kmeans, .gmm, .vae], [stream, test, holdOut]),
  ]

  /// Requires that only options of the model are given.
  static func check(_ arguments: ParsedArguments, _ model: TrainedModel) throws(UsageError) {
    for (models, options) in special where !models.contains(model) {
      for option in options where arguments.has(option) {
        let owners = TrainedModel.allCases.filter { models.contains($0) }.map(\.rawValue)
        throw UsageError(
          "--\(option.name) is no option of `verify train \(model.rawValue)`",
          hint: "it is one of \(owners.joined(separator: ", "))")
      }
    }
  }
}
