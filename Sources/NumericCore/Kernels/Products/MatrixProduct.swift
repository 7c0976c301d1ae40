/// Products of large matrices of `Double` or `Float`.
///
/// Up to `mostPlainProducts` products of numbers are added one after the other like those of any ring. Above, each
/// element is a chain of fused products over each 256 steps of the depth, the chains added in order: the bits depend
/// neither on the threads nor on the other rows and columns. No product is left out, so that NaN and infinities show.
public enum MatrixProduct {
  /// The number m·k·n up to which a product is done by the plain loop.
  @inlinable public static var mostPlainProducts: Int { 4096 }

  /// Which factors enter as their transposes.
  public enum Transposition: Sendable {
    /// A B.
    case none
    /// Aᵀ B.
    case left
    /// A Bᵀ.
    case right
    /// Aᵀ Bᵀ.
    case both

    var hasLeft: Bool { self == .left || self == .both }
    var hasRight: Bool { self == .right || self == .both }
  }

  /// What a product does to a matrix.
  public enum Update: Sendable {
    /// C ← A B.
    case overwriting
    /// C ← C + A B.
    case adding
    /// C ← C − A B.
    case subtracting

    var kernelUpdate: ProductUpdate {
      switch self {
      case .overwriting: .overwrite
      case .adding: .add
      case .subtracting: .subtract
      }
    }
  }

  /// The product A B, or one with transposes.
  /// - Parameters:
  ///   - left: A, m×k, or k×m where it is transposed.
  ///   - right: B, k×n, or n×k where it is transposed.
  ///   - threads: The most threads to use; the bits do not depend on them.
  /// - Returns: m×n.
  /// - Complexity: O(m·k·n).
  public static func multiply<Scalar: Real>(
    _ left: Matrix<Scalar>, _ right: Matrix<Scalar>, transposing: Transposition = .none, threads: Int = 1
  ) -> Matrix<Scalar> {
    let (m, k, n) = sizes(left, right, transposing)
    guard m * k * n > mostPlainProducts else {
      return (transposing.hasLeft ? left.transposed() : left) * (transposing.hasRight ? right.transposed() : right)
    }
    return Matrix(uninitializedRows: m, columns: n) { target in
      run(left, right, transposing, into: target, .overwrite, threads)
    }
  }

  /// Overwrites a matrix C by A B, C + A B or C − A B, or one with transposes.
  /// - Parameters:
  ///   - left: A, m×k, or k×m where it is transposed.
  ///   - right: B, k×n, or n×k where it is transposed.
  ///   - target: C, m×n.
  ///   - threads: The most threads to use; the bits do not depend on them.
  /// - Complexity: O(m·k·n), without memory for another result.
  public static func multiply<Scalar: Real>(
    _ left: Matrix<Scalar>, _ right: Matrix<Scalar>, transposing: Transposition = .none, _ update: Update,
    _ target: inout Matrix<Scalar>, threads: Int = 1
  ) {
    let (m, k, n) = sizes(left, right, transposing)
    precondition(target.rows == m && target.columns == n, "the target has another shape than the product")
    guard m * k * n > mostPlainProducts else {
      let product = multiply(left, right, transposing: transposing)
      switch update {
      case .overwriting: target = product
      case .adding: target = target + product
      case .subtracting: target = target - product
      }
      return
    }
    target.withMutableView { run(left, right, transposing, into: $0, update.kernelUpdate, threads) }
  }

  /// The Gram matrix Aᵀ A of the columns of A, or A Aᵀ of its rows, at the cost of half a product.
  ///
  /// The same bits as the product, exactly symmetric.
  /// - Parameters:
  ///   - a: A, m×n.
  ///   - transposing: `.left` for Aᵀ A, n×n, `.right` for A Aᵀ, m×m.
  ///   - threads: The most threads to use; the bits do not depend on them.
  /// - Requires: one of the factors is transposed.
  /// - Complexity: O(m·n²), or O(m²·n).
  public static func gram<Scalar: Real>(
    _ a: Matrix<Scalar>, transposing: Transposition, threads: Int = 1
  ) -> Matrix<Scalar> {
    precondition(transposing == .left || transposing == .right, "one factor of a Gram matrix is transposed")
    let (n, k, _) = sizes(a, a, transposing)
    guard n * k * n > mostPlainProducts else { return multiply(a, a, transposing: transposing) }
    return Matrix(uninitializedRows: n, columns: n) { target in
      a.withView { view in
        let left = transposing == .left ? view.transposed : view
        Scalar.matrixKernels.multiplySymmetric(left, left.transposed, target, threads)
      }
    }
  }

  private static func sizes<Scalar>(
    _ left: Matrix<Scalar>, _ right: Matrix<Scalar>, _ transposing: Transposition
  ) -> (rows: Int, depth: Int, columns: Int) {
    let (rows, depth) = transposing.hasLeft ? (left.columns, left.rows) : (left.rows, left.columns)
    let (height, columns) = transposing.hasRight ? (right.columns, right.rows) : (right.rows, right.columns)
    precondition(depth == height, "a product needs as many columns on the left as rows on the right")
    return (rows, depth, columns)
  }

  private static func run<Scalar: Real>(
    _ left: Matrix<Scalar>, _ right: Matrix<Scalar>, _ transposing: Transposition, into target: MatrixView<Scalar>,
    _ update: ProductUpdate, _ threads: Int
  ) {
    left.withView { a in
      right.withView { b in
        Scalar.matrixKernels.multiply(
          transposing.hasLeft ? a.transposed : a, transposing.hasRight ? b.transposed : b, target, update, threads)
      }
    }
  }
}

extension Real {
  /// The product: by blocks for more than `MatrixProduct.mostPlainProducts` products of numbers, else entry by entry.
  @inlinable public static func product(_ left: Matrix<Self>, _ right: Matrix<Self>) -> Matrix<Self> {
    let products = left.rows * left.columns * right.columns
    return products > MatrixProduct.mostPlainProducts
      ? MatrixProduct.multiply(left, right) : left.multipliedByEntries(right)
  }
}
