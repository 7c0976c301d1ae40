import Foundation
import Notation
import Symbolic
import Testing

@Suite("Z corpus") struct ZCorpus {
  @Test func chains() throws {
    var declarations = Declarations()
    for name in ["n", "m", "k", "d", "D", "N"] { try declarations.declareDimension(name) }
    let n = Dimension.named("n")
    for g in ["mu", "x", "y", "z", "X", "Y", "Z", "a", "b", "m", "theta", "mu_1", "mu_2", "mu_x", "mu_y"] where declarations.symbol(named: g) == nil && !declarations.isDimension(g) { try declarations.declare(Symbol(g, Shape.vector(n))) }
    for g in ["Sigma", "A", "B", "C", "S", "Lambda", "V", "U", "Sigma_1", "Sigma_2"] { try declarations.declare(Symbol(g, Shape(n, n), .positiveDefinite)) }
    for g in ["sigma", "lambda", "alpha", "beta", "c", "r", "t", "s", "tau"] { try declarations.declare(Symbol(g, Shape.scalar)) }
    for g in ["p", "q", "P", "Q"] { try declarations.declare(Symbol(g, .distribution(.vector(n)))) }
    for g in ["x", "y", "z", "X", "Y", "Z"] { try declarations.distribute(Symbol(g, Shape.vector(n)), as: Term(Symbol("p", .distribution(.vector(n))))) }
    var texts: [String] = []
    for line in try String(contentsOfFile: "/work/shared/corpus/chains.jsonl", encoding: .utf8).split(separator: "\n") {
      let o = try JSONSerialization.jsonObject(with: Data(line.utf8)) as! [String: Any]
      for chain in o["chains"] as? [[String]] ?? [] { texts += chain }
    }
    for line in try String(contentsOfFile: "/work/shared/corpus/snippets.jsonl", encoding: .utf8).split(separator: "\n") {
      let o = try JSONSerialization.jsonObject(with: Data(line.utf8)) as! [String: Any]
      let latex = o["latex"] as! String
      texts.append(latex)
      texts += latex.components(separatedBy: "\\\\").flatMap { $0.components(separatedBy: "=") }
    }
    var ok = 0
    var counts: [String: (Int, String)] = [:]
    for text in texts {
      let t = ContinuousClock().measure {
        do { let term = try ExpressionReader.readLatex(text, declarations: declarations); ok += 1
          let printed = Spelling.latex(term)
          if (try? ExpressionReader.readLatex(printed, declarations: declarations)) != term { print("ROUND\t\(text)\t\(printed)") }
        } catch let e as NotationError { var key = e.message.replacing(/[0-9]+/, with: "#"); if key.hasSuffix("is not declared") { key = "undeclared" }; counts[key, default: (0, "")].0 += 1; if counts[key]!.1.isEmpty || text.count < counts[key]!.1.count { counts[key]!.1 = text } } catch {}
      }
      if t > .milliseconds(200) { print("SLOW", t, text.prefix(100)) }
    }
    print("OK", ok, "of", texts.count)
    for (k, v) in counts.sorted(by: { $0.value.0 > $1.value.0 }).prefix(70) { print("ERR\t\(v.0)\t\(k)\t\(v.1.prefix(120).replacingOccurrences(of: "\n", with: " "))") }
  }
}
