import Symbolic

/// Tells which lines say nothing new.
struct Restatement {
  /// What counts as the same.
  enum Measure {
    /// Equal by plain algebra: brackets, signs, fractions and order.
    case algebra
    /// Equal but for the order of summands and factors.
    case order
  }

  private let kernel: Kernel
  private let measure: Measure
  private let definitions: [Symbol: Term]
  private var lines: [Form] = []

  /// A line as it is compared.
  private struct Form {
    let term: Term
    /// The text that is the same for other orders.
    let ordered: String
  }

  /// Nothing said yet.
  init(_ declarations: Declarations, _ measure: Measure) {
    kernel = Kernel(declarations: declarations)
    definitions = declarations.definitions
    self.measure = measure
  }

  /// Whether two lines are the same.
  func isSame(_ left: Term, _ right: Term) -> Bool { left == right || isSame(form(left), form(right)) }

  /// A new name for what stood there says nothing.
  private func form(_ term: Term) -> Form {
    let written = (try? term.unfolding(definitions)) ?? term
    return Form(term: written, ordered: written.ordered)
  }

  private func isSame(_ left: Form, _ right: Form) -> Bool {
    if left.ordered == right.ordered { return true }
    return measure == .algebra && kernel.equality(left.term, right.term, rules: .none) != nil
  }

  /// Takes up a line.
  ///
  /// - Returns: the number of the line before that says the same; nil where none does, and the line gets the next number.
  mutating func add(_ line: Term) -> Int? {
    let form = form(line)
    if let known = lines.firstIndex(where: { isSame($0, form) }) { return known }
    lines.append(form)
    return nil
  }

  /// How many lines say something new.
  var count: Int { lines.count }
}

extension Term {
  /// A text that is the same for terms that differ in the order of summands and scalar factors alone.
  fileprivate var ordered: String {
    var known: [Term: String] = [:]
    return ordered(&known)
  }

  private func ordered(_ known: inout [Term: String]) -> String {
    if let text = known[self] { return text }
    var parts = flattened.map { $0.ordered(&known) }
    if head == .sum { parts.sort() }
    if head == .product, arguments.allSatisfy(\.shape.isScalar) { parts.sort() }
    let text = "\(head)(\(parts.joined(separator: ",")))"
    known[self] = text
    return text
  }

  /// The arguments, with those of sums in sums and of products in products.
  private var flattened: [Term] {
    guard head == .sum || head == .product else { return arguments }
    return arguments.flatMap { $0.head == head ? $0.flattened : [$0] }
  }
}
