import DataFiles
import ModelProofs
import Models
import NumericCore
import Testing

@Suite("K-means and its derivations")
struct KMeansProofTests {
  private let rows = Sample.iris.observations

  @Test("Clusters of real data obey the derivations in both precisions")
  func iris() throws {
    let fit = try KMeans.fit(rows, KMeansOptions(start: .plusPlus(clusters: 3)))
    let findings = try fit.proofFindings(on: rows, Library.standard)
    #expect(findings.map(\.holds) == [true, true, true])
    let floats = rows.map { Float($0) }
    let single = try KMeans.fit(floats, KMeansOptions(start: .plusPlus(clusters: 5)))
    #expect(try single.proofFindings(on: floats, Library.standard).map(\.holds) == [true, true, true])
  }

  @Test("A closed form that is slightly wrong is told from the update")
  func mutants() throws {
    let fit = try KMeans.fit(rows, KMeansOptions(start: .plusPlus(clusters: 3)))
    let mean = Library.changed(["k-means-steps": (#"{\sum_{n=1}^N r_{nk}}"#, #"{1 + \sum_{n=1}^N r_{nk}}"#)])
    #expect(try fit.proofFindings(on: rows, mean).failing == ["a center moves to the mean of its rows"])
    let nearest = Library.changed(["k-means-steps": (#"= \min_j \|x_n - \mu_j\|^2"#, #"= \max_j \|x_n - \mu_j\|^2"#)])
    #expect(try fit.proofFindings(on: rows, nearest).failing == ["each row belongs to its nearest center"])
  }
}
