import Notation
import Testing

@testable import Verification

/// What holds only where a distribution or an integral exists, and inequalities that fail at few sizes.
@Suite("Distributions that are none, integrals that diverge, sizes in between")
struct NonexistenceTests {
  private func outcome(_ formula: String, _ given: String, _ seed: UInt64) throws -> Outcome {
    let checker = try Corpus.checker(CheckOptions(seed: seed))
    return Outcome.worst(checker.check([try Corpus.document(given: given, formula)]).steps.map(\.outcome))
  }

  @Test(
    "a rule about distributions says nothing of what is none",
    arguments: [
      (#"$x \in \mathbb{R}$"#, #"\mathbb{E}_{x \sim \mathcal{N}(0, -1)}[x^2] = -1"#),
      (#"$S \in \mathbb{S}_{++}^n$, $x \in \mathbb{R}^n$"#, #"\int \mathcal{N}(x; 0, -S) dx = 1"#),
      (#"$x \in \mathbb{R}$"#, #"\int x^2 \mathcal{N}(x; 0, -1) dx = -1"#),
      (
        #"$S \in \mathbb{S}_{++}^n$, $x \sim \mathcal{N}(0, -S)$"#,
        #"\mathbb{E}[x^\top x] = -\operatorname{tr}(S)"#
      ),
      (#"$A \in \mathbb{R}^{n \times n}$, $x \sim \mathcal{N}(0, A)$"#, #"\mathbb{E}[x x^\top] = A"#),
      (
        #"$S, R \in \mathbb{S}_{++}^n$, $x \sim \mathcal{N}(0, S R)$"#,
        #"\mathbb{E}[x^\top x] = \operatorname{tr}(S R)"#
      ),
      (
        #"$X \text{ random} \in \mathbb{R}$, $\mathbb{E}[X] = 5$, $\mathrm{Cov}(X) = -1$"#, #"\mathbb{E}[X^2] = 24"#
      ),
      (#"$x \in \mathbb{R}$"#, #"\mathrm{KL}(\mathcal{N}(0, -1) \,\|\, \mathcal{N}(0, -1)) = 0"#),
    ])
  func distributions(_ given: String, _ formula: String) throws {
    #expect(try outcome(formula, given, 1) == .undecided)
  }

  @Test(
    "an integral that diverges for some values has no closed form for all",
    arguments: [
      (
        #"$x \in \mathbb{R}$, $a, b \in \mathbb{R}_{>0}$"#,
        #"\mathbb{E}_{x \sim \mathcal{N}(0, b)}\left[e^{x^2/(4 a)}\right]^2 = \frac{2 a}{2 a - b}"#
      ),
      (
        #"$n \in \mathbb{N}$, $x \in \mathbb{R}^n$, $A, B \in \mathbb{S}_{++}^n$"#,
        #"\int \frac{\mathcal{N}(x; 0, A)^2}{\mathcal{N}(x; 0, B)} dx = |B| |A|^{-1/2} |2 B - A|^{-1/2}"#
      ),
      (
        #"$x \in \mathbb{R}$, $a, b \in \mathbb{R}_{>0}$"#,
        #"\left(\int \frac{\mathcal{N}(x;0,a)^2}{\mathcal{N}(x;0,b)} dx\right)^2 = \frac{b^2}{a (2 b - a)}"#
      ),
    ])
  func integrals(_ given: String, _ formula: String) throws {
    for seed in 1...8 as ClosedRange<UInt64> {
      #expect(try !outcome(formula, given, seed).isPass)
    }
  }

  @Test(
    "integrals that exist keep their closed forms",
    arguments: [
      (
        #"$x, t \in \mathbb{R}$, $b \in \mathbb{R}_{>0}$"#,
        #"\mathbb{E}_{x \sim \mathcal{N}(0, b)}\left[e^{t x}\right] = e^{b t^2/2}"#
      ),
      (
        #"$n \in \mathbb{N}$, $x, y \in \mathbb{R}^n$, $A, B \in \mathbb{S}_{++}^n$"#,
        #"\int \mathcal{N}(x; 0, A) \mathcal{N}(y; x, B) dx = \mathcal{N}(y; 0, A + B)"#
      ),
      (#"$x \in \mathbb{R}$, $a, b \in \mathbb{R}_{>0}$"#, #"\mathbb{E}_{x \sim \mathcal{N}(0, a + b)}[x^2] = a + b"#),
    ])
  func existing(_ given: String, _ formula: String) throws {
    #expect(try outcome(formula, given, 1).isPass)
  }

  @Test(
    "an inequality that fails at one size among many does not pass", arguments: [5, 7, 11, 20, 64, 100] as [Int])
  func sizes(_ size: Int) throws {
    let given = #"$n \in \mathbb{N}$"#
    #expect(try !outcome("(n - \(size))^2 \\ge 1", given, 1).isPass)
    #expect(try outcome("(n - \(size))^2 \\ge 0", given, 1).isPass)
  }

  @Test(
    "inequalities that fail for large sizes, identity matrices or equal shares do not pass",
    arguments: [
      (#"$n \in \mathbb{N}$"#, #"n^3 \le 2^n + 200"#), (#"$n \in \mathbb{N}$"#, #"n \le 10^6"#),
      (#"$A \in \mathbb{R}^{n \times n}$"#, #"\operatorname{tr}(A)^2 \le 12 \operatorname{tr}(A^\top A)"#),
      (#"$\pi \in \Delta^{K-1}$"#, #"-\sum_{k=1}^K \pi_k \log \pi_k \le 4"#),
    ])
  func large(_ given: String, _ formula: String) throws {
    #expect(try outcome(formula, given, 1) == .refuted)
  }

  @Test("a symbol named pi is not the circle constant")
  func circle() throws {
    let given = #"$\pi \in \mathbb{R}_{>0}$ and $x \in \mathbb{R}$"#
    let formula = #"\log \mathcal{N}(x; 0, 1) = -\frac12 \log(2 \pi) - \frac12 x^2"#
    #expect(try outcome(formula, given, 1) == .refuted)
  }
}
