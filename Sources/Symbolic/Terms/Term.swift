/// An immutable, well-shaped expression.
///
/// A term keeps the structure that its writer gave it: sums are not flattened and nothing is simplified, so that it can
/// be printed as it was read, and so that a near miss of it is a change at one place. Every term has a sort, checked
/// when it is made, and a bounded depth, so that recursion over terms is safe.
public struct Term: Sendable {
  final class Node: Sendable {
    let head: Head
    let arguments: [Term]
    let sort: Sort
    let hash: Int
    let depth: Int
    let size: Int
    let freeSymbols: Set<Symbol>
    let usesReservedNames: Bool

    init(head: Head, arguments: [Term], sort: Sort) {
      self.head = head
      self.arguments = arguments
      self.sort = sort
      var hasher = Hasher()
      hasher.combine(head)
      var depth = 0
      var size = 1
      for argument in arguments {
        hasher.combine(argument.node.hash)
        depth = max(depth, argument.node.depth)
        size &+= argument.node.size
      }
      hash = hasher.finalize()
      self.depth = depth + 1
      self.size = size
      freeSymbols = Node.freeSymbols(head, arguments)
      usesReservedNames =
        head.names.contains { $0.name.hasPrefix("#") } || arguments.contains { $0.node.usesReservedNames }
    }

    private static func freeSymbols(_ head: Head, _ arguments: [Term]) -> Set<Symbol> {
      if case .symbol(let symbol) = head { return [symbol] }
      if let bound = head.bound, let body = arguments.last {
        var free = body.node.freeSymbols
        free.remove(bound)
        for argument in arguments.dropLast() { free.formUnion(argument.node.freeSymbols) }
        return free
      }
      var free = arguments.first?.node.freeSymbols ?? []
      for argument in arguments.dropFirst() where !argument.node.freeSymbols.isSubset(of: free) {
        free.formUnion(argument.node.freeSymbols)
      }
      switch head {
      case .application(let function): free.insert(function)
      case .memberGradient(let family): free.insert(family)
      case .law(let part): free.insert(part.law)
      default: break
      }
      return free
    }
  }

  let node: Node

  /// The greatest depth that a term may have.
  public static let depthLimit = 300

  /// What the term is made by.
  public var head: Head { node.head }
  /// The children.
  public var arguments: [Term] { node.arguments }
  /// The kind and shape of the value.
  public var sort: Sort { node.sort }
  /// The shape of the value.
  public var shape: Shape { node.sort.shape }
  /// The number of nodes on the longest way to a leaf.
  public var depth: Int { node.depth }
  /// The number of nodes.
  public var size: Int { node.size }
  /// Whether a name occurs, free or bound, that the normal form keeps for itself.
  var usesReservedNames: Bool { node.usesReservedNames }
  /// The symbols that occur and are not bound, function symbols among them.
  public var freeSymbols: Set<Symbol> { node.freeSymbols }

  /// Makes a term, checking that the arguments fit the head.
  ///
  /// - Throws: `TermError`, which names the shapes that do not fit.
  public init(_ head: Head, _ arguments: [Term] = []) throws(TermError) {
    let sort = try head.sort(of: arguments)
    if let deepest = arguments.lazy.map(\.depth).max(), deepest >= Term.depthLimit { throw .tooDeep }
    node = Node(head: head, arguments: arguments, sort: sort)
  }

  private init(node: Node) { self.node = node }

  /// The declared name.
  public init(_ symbol: Symbol) {
    node = Node(head: .symbol(symbol), arguments: [], sort: symbol.sort)
  }

  /// The number.
  public init(_ number: Rational) {
    node = Node(head: .number(number), arguments: [], sort: .scalar)
  }

  /// The whole number.
  public init(_ number: Int) { self.init(Rational(number)) }

  /// The dimension as a scalar; a literal dimension is a number.
  public init(_ dimension: Dimension) {
    if let number = dimension.literal {
      self.init(number)
    } else {
      self.init(node: Node(head: .dimension(dimension), arguments: [], sort: .scalar))
    }
  }

  /// The symbol, where the term is one.
  public var symbol: Symbol? {
    if case .symbol(let symbol) = head { symbol } else { nil }
  }

  /// The number, where the term is one.
  public var number: Rational? {
    if case .number(let number) = head { number } else { nil }
  }
}

extension Term: Hashable {
  /// Equality of structure; bound names count.
  public static func == (left: Term, right: Term) -> Bool {
    if left.node === right.node { return true }
    return left.node.hash == right.node.hash && left.node.head == right.node.head
      && left.node.arguments == right.node.arguments
  }

  /// The cached hash.
  public func hash(into hasher: inout Hasher) { hasher.combine(node.hash) }
}
