import Models
import NumericCore
import Testing

/// The annual flow of the Nile at Aswan, 1871 to 1970, in 10⁸ m³ (Cobb 1978; public domain).
enum Nile {
  static let flow: [Double] = [
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140,
    1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969, 831,
    726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845,
    944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918,
    986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
  ]
  static let sequence = Matrix(rows: 100, columns: 1, elements: flow)

  /// The local level: a random walk seen with noise.
  static func level(_ noise: Double, _ walk: Double, _ start: StateSpaceModel.Start) throws -> StateSpaceModel {
    func number(_ value: Double) -> Matrix<Double> { Matrix(rows: 1, columns: 1, elements: [value]) }
    return try StateSpaceModel(
      transition: number(1), observation: number(1), stateCovariance: number(walk),
      observationCovariance: number(noise),
      initialMean: [0], start: start)
  }
}

/// Figures of statsmodels 0.14 (its smoother with the tolerance for steady states set to 0), each of which was also
/// computed by a second implementation: `DenseStateSpace` in these tests, or pykalman where it is said.
@Suite("Figures of other tools for a state space")
struct StateSpaceReferenceTests {
  @Test("Nile, exact diffuse start: the convention is log L + ½ log κ, all observations counted with log 2π")
  func diffuse() throws {
    let model = try Nile.level(15099, 1469.1, .diffuse)
    let found = try model.smooth(Nile.sequence)
    #expect(abs(found.logLikelihood - -633.4645636488784) < 1e-9)
    #expect(abs(found.means[0, 0] - 1111.668319126796) < 1e-8)
    #expect(abs(found.means[50, 0] - 829.550451181858) < 1e-8)
    #expect(abs(found.means[99, 0] - 798.370292608364) < 1e-8)
    #expect(abs(found.covariances[0][0, 0] - 4032.157941808477) < 1e-7)
    #expect(abs(found.covariances[50][0, 0] - 2326.756869814193) < 1e-7)
    #expect(abs(found.laggedCovariance(51)[0, 0] - 1705.401071994619) < 1e-7)
    #expect(abs(try DenseStateSpace(model, Nile.sequence).logLikelihood - found.logLikelihood) < 1e-8)
    // The limit that it is.
    let wide = try Nile.level(15099, 1469.1, .covariance(Matrix(rows: 1, columns: 1, elements: [1e14])))
    let limit = try wide.smooth(Nile.sequence).logLikelihood + 0.5 * 1e14.logarithm()
    #expect(abs(limit - found.logLikelihood) < 1e-7)
  }

  @Test("Nile, the first observation left out after a prior of variance 10⁶ around 0")
  func leftOut() throws {
    let prior = StateSpaceModel.Start.covariance(Matrix(rows: 1, columns: 1, elements: [1e6]))
    let data = try ObservedSequences(Nile.sequence)
    let best = try Nile.level(15108.3, 1463.5, prior).logLikelihood(data, leavingOut: 1)
    #expect(abs(best - -632.5376855885501) < 1e-9)
    #expect(abs(try Nile.level(15099, 1469.1, prior).logLikelihood(data, leavingOut: 1) - -632.5376950475521) < 1e-9)
    #expect(abs(try Nile.level(15108.3, 1463.5, prior).logLikelihood(data) - (best - 8.452056573921425)) < 1e-9)
    let book = try Nile.level(15099, 1469.1, .covariance(Matrix(rows: 1, columns: 1, elements: [1e7])))
    let states = try book.smooth(Nile.sequence)
    #expect(abs(states.logLikelihood - -641.5855784594153) < 1e-9)
    #expect(abs(states.means[0, 0] - 1111.220257568131) < 1e-8 && abs(states.means[99, 0] - 798.370292608366) < 1e-8)
  }

  @Test("The maximum over both variances is where EM rests, for the exact diffuse start")
  func maximum() throws {
    let data = try ObservedSequences(Nile.sequence)
    let model = try Nile.level(15098.52, 1469.18, .diffuse)
    let best = try model.logLikelihood(data)
    #expect(abs(best - -633.4645636) < 1e-7)
    for (noise, walk) in [(15000.0, 1469.18), (15200, 1469.18), (15098.52, 1440), (15098.52, 1500)] {
      #expect(try Nile.level(noise, walk, .diffuse).logLikelihood(data) < best)
    }
    let next = try model.mStep(model.eStep(data), holding: [.transition, .observation])
    #expect(abs(next.observationCovariance[0, 0] - 15098.52) < 0.02)
    #expect(abs(next.stateCovariance[0, 0] - 1469.18) < 0.02)
  }

  @Test("Forecasts with intervals of 90 %")
  func forecast() throws {
    let found = try Nile.level(15099, 1469.1, .diffuse).forecast(after: Nile.sequence, steps: 5)
    let interval = found.interval(0.9)
    #expect(found.means.elements.allSatisfy { abs($0 - 798.370292608358) < 1e-8 })
    for (step, lower, upper) in [(0, 562.287906507364, 1034.452678709351), (4, 530.725474648464, 1066.015110568252)] {
      #expect(abs(interval.lower[step, 0] - lower) < 1e-7 && abs(interval.upper[step, 0] - upper) < 1e-7)
    }
  }

  @Test("A local linear trend with a diffuse start and missing years")
  func trend() throws {
    let missing = Matrix<Double>(rows: 100, columns: 1) { year, _ in
      [0, 20, 21, 22, 23, 60].contains(year) ? .nan : Nile.flow[year]
    }
    func model(_ slope: Double) throws -> StateSpaceModel {
      try StateSpaceModel(
        transition: Matrix(rows: 2, columns: 2, elements: [1, 1, 0, 1]),
        observation: Matrix(rows: 1, columns: 2, elements: [1, 0]), stateCovariance: .diagonal([1469.1, slope]),
        observationCovariance: Matrix(rows: 1, columns: 1, elements: [15099]), initialMean: [0, 0], start: .diffuse)
    }
    let found = try model(10).smooth(missing)
    #expect(abs(found.logLikelihood - -596.4669782468052) < 1e-8)
    #expect(abs(found.means[0, 0] - 1128.950107261612) < 1e-7 && abs(found.means[0, 1] - -5.403249597291) < 1e-7)
    #expect(abs(found.means[22, 0] - 1056.587768825247) < 1e-7 && abs(found.means[99, 1] - -6.97249084272) < 1e-7)
    let covariance = Matrix(
      rows: 2, columns: 2, elements: [3999.448309630636, -8.9039629484, -8.9039629484, 64.613033564671])
    #expect(largestDifference(found.covariances[22], covariance) < 1e-6)
    let lagged = Matrix(
      rows: 2, columns: 2, elements: [3330.657151320131, 12.318146447191, -18.576384996131, 59.990743553691])
    #expect(largestDifference(found.laggedCovariance(22), lagged) < 1e-6)
    // A slope that never changes: a singular state covariance.
    let straight = try model(0).smooth(missing)
    #expect(abs(straight.logLikelihood - -595.0053243771088) < 1e-8)
    #expect(abs(straight.means[50, 1] - -3.351406788562) < 1e-8 && abs(straight.means[99, 0] - 789.171981501352) < 1e-7)
    #expect(abs(straight.covariances[22][1, 1] - 15.88032664169) < 1e-8)
  }

  @Test("Two series with single entries missing")
  func two() throws {
    let flow = Nile.flow
    let series = Matrix<Double>(rows: 100, columns: 2) { t, j in
      let isMissing = j == 0 ? 10..<15 ~= t : t == 0 || 30..<33 ~= t
      if isMissing || 40..<42 ~= t { return .nan }
      return (j == 0 ? flow[t] : flow[(t + 99) % 100] + 0.1 * Double(t)) / 100
    }
    func matrix(_ elements: [Double]) -> Matrix<Double> { Matrix(rows: 2, columns: 2, elements: elements) }
    let model = try StateSpaceModel(
      transition: matrix([0.9, 0.1, 0, 0.95]), observation: matrix([1, 0.3, 0.5, 1]),
      stateCovariance: matrix([0.5, 0.1, 0.1, 0.3]), observationCovariance: matrix([1, 0.4, 0.4, 1.5]),
      initialMean: [5, 3], start: .covariance(matrix([4, 1, 1, 9])))
    let found = try model.smooth(series)
    #expect(abs(found.logLikelihood - -352.7039236922343) < 1e-9)
    for (t, first, second) in [
      (0, 8.677272331336, 7.341583955148), (12, 8.627663111024, 5.993110337163), (41, 6.341622619489, 4.543591232171),
      (99, 5.97456587512, 4.328419210902),
    ] { #expect(abs(found.means[t, 0] - first) < 1e-9 && abs(found.means[t, 1] - second) < 1e-9) }
    let covariance = matrix([0.819286216783, -0.140781342557, -0.140781342557, 0.365605291683])
    #expect(largestDifference(found.covariances[12], covariance) < 1e-9)
    let lagged = matrix([0.583268683542, -0.142771702915, -0.162645583809, 0.243454591324])
    #expect(largestDifference(found.laggedCovariance(12), lagged) < 1e-9)
  }

  @Test("Ten iterations of EM on the Nile, all parameters; pykalman has the same to 12 digits")
  func training() throws {
    let model = try StateSpaceModel(
      transition: Matrix(rows: 2, columns: 2, elements: [0.9, 0.1, 0, 0.8]),
      observation: Matrix(rows: 1, columns: 2, elements: [1, 0.5]),
      stateCovariance: Matrix(rows: 2, columns: 2, elements: [1000, 100, 100, 500]),
      observationCovariance: Matrix(rows: 1, columns: 1, elements: [20000]), initialMean: [900, 10],
      start: .covariance(.diagonal([1e4, 1e3])))
    let data = try ObservedSequences(Nile.sequence)
    var training = StateSpaceTraining(model, settings: .init(mostIterations: 10, tolerance: 0))
    try training.run(data)
    #expect(abs(training.logLikelihoods[0] - -870.2721164406313) < 1e-8)
    #expect(abs(training.logLikelihoods[1] - -640.4439604487726) < 1e-8)
    #expect(abs(try training.model.logLikelihood(data) - -636.8785329222923) < 1e-8)
    #expect(abs(training.model.observationCovariance[0, 0] - 13910.98884151) < 1e-5)
    #expect(abs(training.model.transition[1, 0] - 0.03305788) < 1e-8)
  }
}
