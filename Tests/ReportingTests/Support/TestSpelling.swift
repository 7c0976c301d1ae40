import Reporting
import Symbolic

/// A spelling of its own for the few heads that the samples use, so that these tests do not hang on the printer.
let testSpelling = TermSpelling(plain: { spell($0, latex: false) }, latex: { spell($0, latex: true) })

private func spell(_ term: Term, latex: Bool) -> String {
  let parts = term.arguments.map { spell($0, latex: latex) }
  switch term.head {
  case .number(let number): return "\(number)"
  case .symbol(let symbol): return latex && symbol.name.first?.isUppercase == true ? "\\" + symbol.name : symbol.name
  case .dimension(let dimension): return "\(dimension)"
  case .sum: return parts.joined(separator: " + ").replacing("+ -", with: "- ")
  case .negation: return "-" + parts[0]
  case .product: return parts.joined(separator: " ")
  case .quotient: return latex ? "\\frac{\(parts[0])}{\(parts[1])}" : "\(parts[0])/\(parts[1])"
  case .logarithm: return latex ? "\\log \(parts[0])" : "log(\(parts[0]))"
  case .trace: return latex ? "\\operatorname{tr}(\(parts[0]))" : "tr(\(parts[0]))"
  case .gaussian: return latex ? "\\mathcal{N}(\(parts[0]), \(parts[1]))" : "N(\(parts[0]), \(parts[1]))"
  case .divergence: return latex ? "\\mathrm{KL}(\(parts[0]) \\| \(parts[1]))" : "KL(\(parts[0]) || \(parts[1]))"
  case .application(let function): return function.name + "(" + parts.joined(separator: ", ") + ")"
  default: return "?"
  }
}
