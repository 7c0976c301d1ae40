/// The Greek letters by name and by character.
package enum GreekLetters {
  /// The name of the letter: "alpha", "Sigma".
  package static func name(of scalar: UnicodeScalar) -> String? { names[scalar] }

  /// Whether `\name` is a Greek letter; `\varepsilon` is the same letter as `\epsilon`.
  package static func isName(_ name: String) -> Bool { all.contains(name) }

  /// The name without `var` before it, which only picks another form of the letter.
  package static func plain(_ command: String) -> String? {
    if all.contains(command) { return command }
    guard command.hasPrefix("var") else { return nil }
    let rest = String(command.dropFirst(3))
    return all.contains(rest) ? rest : nil
  }

  private static let names: [UnicodeScalar: String] = [
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ϑ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu", "ν": "nu", "ξ": "xi",
    "π": "pi", "ϖ": "pi", "ρ": "rho", "ϱ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi",
    "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda",
    "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Υ": "Upsilon", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
  ]

  private static let all = Set(names.values)
}
