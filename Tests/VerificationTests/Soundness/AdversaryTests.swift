import Notation
import Testing

@testable import Verification

/// What an adversary found: wrong statements that passed, and right ones that were refuted.
@Suite("Branches, sizes, roots and arrows")
struct AdversaryTests {
  private static let given =
    #"$N \in \mathbb{N}$, $h, g \in \mathbb{R}^m$, $t, z, \mu \in \mathbb{R}$, $r_i \in \mathbb{R}$ for "#
    + #"$i = 1, \ldots, N$, $\pi \in \Delta^{K-1}$"#

  private func outcome(_ formula: String, seed: UInt64 = 1) throws -> Outcome {
    try Statement(formula, Self.given).outcome(seed: seed)
  }

  @Test(
    "a derivative by a symmetric matrix is not rewritten by what holds for symmetric matrices alone",
    arguments: [
      #"\frac{\partial}{\partial S} x^\top S^{-1} y = - S^{-1} y x^\top S^{-1}"#,
      #"\frac{\partial}{\partial S} \operatorname{tr}(A S^{-1}) = - S^{-1} A S^{-1}"#,
      #"\frac{\partial}{\partial S} \log(x^\top S^{-1} y) = - \frac{S^{-1} y x^\top S^{-1}}{x^\top S^{-1} y}"#,
    ])
  func derivatives(_ formula: String) throws { #expect(try outcome(formula).isPass == false) }

  @Test(
    "one solution among several is not what follows",
    arguments: [
      #"a^2 - b^2 = 0 \implies a = b"#, #"a^2 - a = 0 \implies a = 1"#, #"|a| = |b| \implies a = b"#,
      #"\frac{\partial}{\partial a} \big((a-1)^2(a-3)^2\big) = 0 \implies a = 2"#,
      #"\frac{\partial}{\partial a}(a^3-3a) = 3a^2-3 = 0 \implies a = 1"#,
      #"a^4 = b^4 \implies a^2 = b^2 \implies a = b"#, #"t a^2 = b \implies a = \sqrt{b/t}"#,
      #"x x^\top = y y^\top \implies x = y"#, #"C^\top h = C^\top g \implies h = g"#, #"a^2 = 4 \implies a = 2"#,
    ])
  func solutions(_ formula: String) throws {
    for seed in 1...3 as ClosedRange<UInt64> { #expect(try outcome(formula, seed: seed).isPass == false) }
  }

  @Test(
    "equations that determine their unknowns are solved",
    arguments: [
      #"2 a = 4 \implies a = 2"#, #"S x = y \implies x = S^{-1} y"#,
      #"\sum_{i=1}^N (r_i - \mu) = 0 \implies \mu = \frac1N \sum_{i=1}^N r_i"#,
      #"\frac{\partial}{\partial a}\Big(\frac12 s a^2 - b a\Big) = s a - b = 0 \implies a = \frac{b}{s}"#,
      #"\frac{\partial}{\partial s}\Big(-\frac{N}{2} \log s - \frac{1}{2 s}\sum_{i=1}^N r_i^2\Big) = 0 "#
        + #"\implies s = \frac1N \sum_{i=1}^N r_i^2"#,
    ])
  func determined(_ formula: String) throws { #expect(try outcome(formula).isPass) }

  @Test(
    "what an arrow draws conclusions from is not refuted, nor what follows from it",
    arguments: [
      #"C^\top h = x \implies C C^\top h = C x"#, #"a = b \implies a^2 = b^2"#, #"a = b \implies a c = b c"#,
      #"a \le b \implies a + c \le b + c"#, #"x^\top y = 0 \implies \|x + y\|^2 = \|x\|^2 + \|y\|^2"#,
      #"A B = B A \implies A^{-1} B = B A^{-1}"#,
      #"\sum_{i=1}^N (r_i - \mu) = 0 \Rightarrow \sum_{i=1}^N r_i = N \mu"#,
    ])
  func suppositions(_ formula: String) throws { #expect(try outcome(formula) != .refuted) }

  @Test(
    "what does not follow from it does not pass",
    arguments: [
      #"a = b \implies a^2 = 2 b^2"#, #"A B = B A \implies \operatorname{tr}(A) = \operatorname{tr}(B)"#,
      #"\operatorname{tr}(A B) = \operatorname{tr}(A) \operatorname{tr}(B) \implies A = B"#,
    ])
  func wrongConclusions(_ formula: String) throws { #expect(try outcome(formula).isPass == false) }

  @Test(
    "what follows for all values but a few does not pass",
    arguments: [
      #"a x = a y \implies x = y"#, #"A x = 0 \implies x = 0"#, #"A x = A y \implies x = y"#,
      #"A B = A R \implies B = R"#, #"(a - b) x = (a - b) y \implies x = y"#, #"(A - I) x = 0 \implies x = 0"#,
      #"\log(s) \, x = 0 \implies x = 0"#, #"x^\top x \, a = x^\top x \, b \implies a = b"#,
      #"s x = v x + s y - v y \implies x = y"#, #"(A + B) x = 0 \implies x = 0"#,
      #"(a - 3) b = (a - 3) c \implies b = c"#,
      #"(a^2 - 4) x = 0 \implies x = 0"#, #"(1 - 2 \log s) b = (1 - 2 \log s) c \implies b = c"#,
      #"\sum_{i=1}^N r_i (\mu - t) = 0 \implies \mu = t"#, #"a x = a y \implies 2 x = 2 y \implies x = y"#,
      #"\frac{\partial}{\partial t} \Big(\frac{a}{2} (t - b)^2\Big) = a (t - b) = 0 \implies t = b"#,
    ])
  func exceptions(_ formula: String) throws { #expect(try outcome(formula).isPass == false) }

  @Test(
    "what is written tells the few values apart",
    arguments: [
      #"s x = s y \implies x = y"#, #"S x = 0 \implies x = 0"#, #"a x = b y \implies x = \frac{b}{a} y"#,
      #"A x = y \implies x = A^{-1} y"#, #"(a - 3) b = c \implies b = \frac{c}{a - 3}"#,
      #"(1 + a^2) b = (1 + a^2) c \implies b = c"#, #"S x = S y \implies x = y"#,
      #"\sum_{i=1}^N r_i (h - g) = 0 \implies h = \frac{\sum_{i=1}^N r_i g}{\sum_{i=1}^N r_i}"#,
      #"\frac{\partial}{\partial t} \frac{(t - b)^2}{2 a} = \frac{t - b}{a} = 0 \implies t = b"#,
      #"\frac{\partial}{\partial t} \frac{a^2 + a (t - b)^2}{2 a^2} = 0 \implies t = b"#,
    ])
  func withoutExceptions(_ formula: String) throws { #expect(try outcome(formula).isPass) }

  @Test("the values for which nothing follows are named")
  func exceptionNamed() throws {
    let document = try Corpus.document(given: Statement.common, #"A x = A y \implies x = y"#)
    let step = try Corpus.checker().check([document]).steps.last
    #expect(step?.outcome == .undecided)
    #expect(step?.note == "it does not follow where A = 0; declare A invertible, if it is")
  }

  @Test(
    "a condition that no values satisfy is refuted",
    arguments: [
      #"\frac{\partial \operatorname{tr}(A)}{\partial A} = 0"#, #"\frac{\partial}{\partial a} (3 a + b) = 0"#,
      #"\frac{\partial}{\partial a} \frac{a + b}{3} = 0"#,
    ])
  func impossible(_ formula: String) throws {
    for seed in 1...3 as ClosedRange<UInt64> { #expect(try outcome(formula, seed: seed) == .refuted) }
  }

  @Test(
    "a condition of nothing, which some values satisfy, is neither refuted nor passes",
    arguments: [
      #"\frac{\partial}{\partial a} (a - b)^2 = 0"#, #"\frac{\partial}{\partial A} \operatorname{tr}(A A) = 0"#,
      #"\frac{\partial}{\partial a} (b a + c) = 0"#, #"\frac{\partial}{\partial a} (|a + 1000| + a) = 0"#,
      #"\frac{\partial}{\partial a} \big((n - 12) a\big) = 0"#,
      #"\frac{\partial}{\partial a} \big((m - n + 3) a\big) = 0"#,
    ])
  func conditions(_ formula: String) throws { #expect(try outcome(formula) == .undecided) }

  @Test("the square of what is solved for is no name of its own")
  func squares() throws {
    #expect(try outcome(#"S^2 = I \implies S = I"#).isPass)
    #expect(try outcome(#"s^2 = v \implies s = \sqrt{v}"#).isPass)
    for wrong in [#"A^2 = I \implies A = I"#, #"s^2 = v \implies s = v"#, #"a^2 = s \implies a = \sqrt{s}"#] {
      #expect(try outcome(wrong).isPass == false, "\(wrong)")
    }
  }

  @Test("an optimum over the square of a positive number")
  func optimaOfSquares() throws {
    let function = #"\arg\max_{s^2} \Big(-\frac{n}{2} \log s^2 - \frac{v}{2 s^2}\Big)"#
    #expect(try outcome(function + #" = \frac{v}{n}"#).isPass)
    #expect(try outcome(function + #" = \frac{n}{v}"#) == .refuted)
    #expect(try outcome(function + #" = \sqrt{\frac{v}{n}}"#) == .refuted)
    #expect(throws: NotationError.self) { try outcome(#"\arg\max_{a^2} (-(a - b)^2) = b^2"#) }
  }

  @Test("the greatest and the least of several numbers")
  func greatest() throws {
    for right in [
      #"\max(a, b) + \min(a, b) = a + b"#, #"\max\{a, b, c\} = \max(c, \max(b, a))"#,
      #"\max(a, b) \le |a| + |b|"#, #"\min\{s, 2 s\} = s"#, #"\max(0, a) - \max(0, -a) = a"#,
    ] { #expect(try outcome(right).isPass, "\(right)") }
    for wrong in [
      #"\max(a, b) = b"#, #"\min(a, b) = \max(a, b)"#, #"\max(a, 1000) = 1000"#, #"\min\{s, s^2\} = s^2"#,
      #"\max(a, b) c = \max(a c, b c)"#,
    ] { #expect(try outcome(wrong).isPass == false, "\(wrong)") }
  }

  @Test(
    "roots, absolute values and logarithms far from zero",
    arguments: [
      #"\sqrt{t^2+4t+4} = t+2"#, #"\sqrt{t^2+6t+9} = t+3"#, #"\sqrt{(s-3)^2} = 3-s"#,
      #"\sqrt{(1-\log s)^2} = 1-\log s"#, #"|t^2-30| = 30-t^2"#, #"\frac{\partial}{\partial t} |t+3| = 1"#,
      #"|t+3|+|t-3| = 6"#,
      #"\log((t-5)^2) = 2\log(5-t)"#, #"\log((t+4)(z+5)) = \log(t+4)+\log(z+5)"#,
      #"\sqrt{(\operatorname{tr}(A)+10)^2} = \operatorname{tr}(A)+10"#, #"\sqrt{(10-x^\top x)^2} = 10-x^\top x"#,
      #"|t + 1000| = t + 1000"#, #"\log(\exp(t)+\exp(-36)) = t"#, #"\frac{1}{1+\exp(-t-60)} = 1"#,
      #"\log(1+\exp(t-100)) = 0"#, #"\log(1+\exp(t+50)) = t + 50"#, #"\frac{|t-50|}{t-50} = -1"#,
      #"\sqrt{t^2+4t+4} \le t+2"#, #"|\operatorname{tr}(A)+1000| - 1000 = \operatorname{tr}(A)"#,
    ])
  func branches(_ formula: String) throws {
    for seed in 1...4 as ClosedRange<UInt64> { #expect(try outcome(formula, seed: seed).isPass == false) }
  }

  @Test(
    "the same, right",
    arguments: [
      #"\sqrt{t^2} = |t|"#, #"\sqrt{t^2+4t+4} = |t+2|"#, #"|t z| = |t| |z|"#, #"\log \exp(t) = t"#,
      #"\log(s^2) = 2 \log s"#, #"\frac{1}{1+\exp(-t)} = \frac{\exp(t)}{1+\exp(t)}"#,
      #"\log(1+\exp(t)) = t + \log(1+\exp(-t))"#, #"\exp(t+z) = \exp(t)\exp(z)"#,
      #"\log \sum_{i=1}^N \exp(r_i) = t + \log\sum_{i=1}^N \exp(r_i - t)"#,
    ])
  func rightBranches(_ formula: String) throws {
    for seed in 1...4 as ClosedRange<UInt64> { #expect(try outcome(formula, seed: seed).isPass) }
  }

  @Test(
    "what holds for small sizes alone",
    arguments: [
      #"\Big(\sum_{i=1}^n x_i\Big)^2 \le 10 \sum_{i=1}^n x_i^2"#,
      #"n \le 8"#, #"n \le 1000"#, #"\log n \le 4"#, #"\sum_{i=1}^n \frac1i \le 3"#,
      #"\operatorname{tr}(S)^2 \le 5 \operatorname{tr}(S^2)"#, #"2^n \le 64 + n^5"#,
      #"\mathbb{E}_{w \sim \mathcal{N}(0, I_n)}[\|w\|^2] \le 6"#,
      #"\Big(\sum_{i=1}^N r_i\Big)^2 \le 5\sum_{i=1}^N r_i^2"#, #"-\sum_{k=1}^K \pi_k \log \pi_k \le 3"#,
      #"\operatorname{tr}(A) = \operatorname{tr}(A) + \prod_{k=1}^{5}(n-k)"#,
      #"\operatorname{tr}(A) = \operatorname{tr}(A) + (n-1)(n-2)(n-3)(n-4)(n-5)(n-6)(n-7)(n-8)"#,
      #"\operatorname{tr}(A) = \operatorname{tr}(A) + \prod_{k=1}^{20}(n-k)"#,
    ])
  func sizes(_ formula: String) throws { #expect(try outcome(formula).isPass == false) }

  @Test(
    "the same, right",
    arguments: [
      #"\operatorname{tr}(S)^2 \le n \operatorname{tr}(S^2)"#, #"\sum_{i=1}^n i^3 = \frac{n^2(n+1)^2}{4}"#,
      #"\Big(\sum_{i=1}^N r_i\Big)^2 \le N \sum_{i=1}^N r_i^2"#, #"-\sum_{k=1}^K \pi_k \log \pi_k \le \log K"#,
    ])
  func rightSizes(_ formula: String) throws { #expect(try outcome(formula).isPass) }

  @Test("a limit is one from both sides where both are there")
  func limits() throws {
    #expect(try outcome(#"\lim_{t \to 0} \frac1t = \infty"#).isPass == false)
    #expect(try outcome(#"\lim_{t \to 0} \frac{|t|}{t} = 1"#).isPass == false)
    #expect(try outcome(#"\lim_{s \to 0} \frac1s = \infty"#).isPass)
    #expect(try outcome(#"\lim_{t \to 0} \frac{1}{t^2} = \infty"#).isPass)
  }
}
