import Notation
import Testing
import Verification

@Suite("Steps with rows, columns, densities by name and changes of variables")
struct EntryAndDensityTests {
  private func outcomes(_ given: String, _ display: String) throws -> [Outcome] {
    try Corpus.checker().check([Corpus.document(given: given, "\\begin{aligned}\n\(display)\n\\end{aligned}")]).steps
      .map(\.outcome)
  }

  private static let normal = #"""
    $C \in \mathbb{R}^{n \times p}$, $R \in \mathbb{S}_{++}^n$, $S \in \mathbb{S}_{++}^p$, $Z \sim \mathcal{MN}(C, R, S)$,
    $D \in \mathbb{R}^{p \times p}$
    """#

  @Test(
    "entries of moments of a matrix Gaussian by its rows",
    arguments: [
      (#"\left( \mathrm{E}[Z D Z^\top] \right)_{ij} &= \mathrm{E}[ z_{i \bullet} D z_{j \bullet}^\top ]"#, true),
      (
        #"\mathrm{E}[ z_{i \bullet} D z_{j \bullet}^\top ] &= c_{i \bullet} D c_{j \bullet}^\top + r_{ij} \, \mathrm{tr}(D S)"#,
        true
      ),
      (
        #"\mathrm{E}[ z_{i \bullet} D z_{j \bullet}^\top ] &= c_{i \bullet} D c_{j \bullet}^\top + r_{ij} \, \mathrm{tr}(D)"#,
        false
      ),
      (
        #"\mathrm{E}[ z_{i \bullet} D z_{j \bullet}^\top ] &= c_{i \bullet} D c_{j \bullet}^\top + r_{ii} \, \mathrm{tr}(D S)"#,
        false
      ),
      (#"\mathrm{Cov}[ z_{i \bullet}^\top, z_{\bullet j} ] &= s_{\bullet j} r_{i \bullet}"#, true),
      (#"\mathrm{Cov}[ z_{\bullet i}, z_{\bullet j} ] &= s_{ij} R"#, true),
      (#"\mathrm{Cov}[ z_{\bullet i}^\top, z_{\bullet j} ] &= s_{ij} R"#, true),
      (#"\mathrm{Cov}[ z_{i \bullet} ] &= r_{ii} S"#, true),
      (#"\mathrm{Cov}[ z_{i \bullet} ] &= 2 r_{ii} S"#, false),
    ])
  func rows(display: String, isRight: Bool) throws {
    let found = try outcomes(Self.normal, display)
    #expect(found.count == 1 && found.allSatisfy { isRight ? $0.isPass : $0 == .refuted }, "\(found)")
  }

  private static let vectors = #"""
    $U \text{ random} \in \mathbb{R}^n \text{ with density } f_U$, $M \in \mathrm{GL}_n$, $c \in \mathbb{R}^n$,
    $W = M U + c$
    """#

  @Test(
    "the entropy of a linear map, whatever the sign of its determinant",
    arguments: [
      (#"\mathrm{h}(W) &= \mathrm{h}(U) + \log |M|"#, true),
      (#"\mathrm{h}(M U) &= \mathrm{h}(U) + \log |\det M|"#, true),
      (#"\mathrm{h}(2 U) &= \mathrm{h}(U) + n \log 2"#, true),
      (#"\mathrm{h}(U + c) &= \mathrm{h}(U)"#, true),
      (#"\mathrm{h}(W) &= \mathrm{h}(U) - \log |M|"#, false),
      (#"\mathrm{h}(W) &= \mathrm{h}(U) + 2 \log |M|"#, false),
      (#"\mathrm{h}(2 U) &= \mathrm{h}(U) + \log 2"#, false),
      (#"\int f_W(w) \, \mathrm{d}w &= \int f_U(u) \, \mathrm{d}u"#, true),
      (#"\int \frac{1}{|M|} f_U(M^{-1} (w - c)) \, \mathrm{d}w &= 1"#, true),
      (#"\int f_U(M^{-1} (w - c)) \, \mathrm{d}w &= 1"#, false),
      (#"\int \frac{1}{\det M} f_U(M^{-1} (w - c)) \, \mathrm{d}w &= 1"#, false),
      (#"\int f_U(u)^2 \, \mathrm{d}(M u) &= |M| \int f_U(u)^2 \, \mathrm{d}u"#, true),
      (#"\int f_U(u)^2 \, \mathrm{d}(M u) &= \int f_U(u)^2 \, \mathrm{d}u"#, false),
      (
        #"-\int f_W(w) \log f_W(w) \, \mathrm{d}w &= -\int f_U(u) \log \left[ \frac{1}{|M|} f_U(u) \right] \mathrm{d}u"#,
        true
      ),
    ])
  func entropies(display: String, isRight: Bool) throws {
    let found = try outcomes(Self.vectors, display)
    #expect(found.count == 1 && found.allSatisfy { isRight ? $0.isPass : $0 == .refuted }, "\(found)")
  }

  @Test("a density at a place that is not the variable passes nothing")
  func elsewhere() throws {
    let found = try outcomes(Self.vectors, #"\int f_U(M w) \, \mathrm{d}w &= \frac{1}{|M|} \int f_U(u) \, \mathrm{d}u"#)
    #expect(found == [.undecided], "\(found)")
  }

  @Test("the mode by the derivative of the density, asked to be zero in the middle of a line")
  func mode() throws {
    let given = #"$a \in \mathbb{R}$, $s \in \mathbb{R}_{>0}$, $f_V(v) = \mathcal{N}(v; a, s^2)$"#
    let display = #"""
      f'_V(v) &= 0 = \frac{1}{\sqrt{2 \pi} s^3} (a - v) \exp\left[ -\frac{(v - a)^2}{2 s^2} \right] \\
      0 &= a - v \\
      v &= a
      """#
    #expect(try outcomes(given, display).allSatisfy(\.isPass))
    let wrong = try outcomes(given, display.replacing("(a - v)", with: "(a + v)"))
    #expect(wrong.contains(.refuted), "\(wrong)")
  }
}
