// Loops over single numbers, with the conformances in the same file for the reason given in Tile.swift.

extension Double {
  static func copyGrid(_ source: MatrixView<Double>, to target: MatrixView<Double>) { copyNumbers(source, to: target) }
  static func factorizeUpper(_ a: MatrixView<Double>) -> BlockedCholesky<Double>.Failure? { factorizeByRows(a) }
}

extension Float {
  static func copyGrid(_ source: MatrixView<Float>, to target: MatrixView<Float>) { copyNumbers(source, to: target) }
  static func factorizeUpper(_ a: MatrixView<Float>) -> BlockedCholesky<Float>.Failure? { factorizeByRows(a) }
}

/// By squares of whole cache lines of doubles, so that the lines that are read stay in the cache until all of their
/// numbers are.
@inline(__always) private func copyNumbers<Scalar>(_ source: MatrixView<Scalar>, to target: MatrixView<Scalar>) {
  let (rowStride, columnStride) = (source.rowStride, source.columnStride)
  for firstColumn in stride(from: 0, to: source.columns, by: 8) {
    let lastColumn = min(firstColumn &+ 8, source.columns)
    for firstRow in stride(from: 0, to: source.rows, by: 8) {
      for i in firstRow..<min(firstRow &+ 8, source.rows) {
        let (from, to) = (source.base + i &* rowStride, target.base + i &* target.rowStride)
        for j in firstColumn..<lastColumn { to[j] = from[j &* columnStride] }
      }
    }
  }
}

@inline(__always) private func factorizeByRows<Scalar>(_ a: MatrixView<Scalar>) -> BlockedCholesky<Scalar>.Failure? {
  let n = a.rows
  for k in 0..<n {
    let row = a.address(k, 0)
    let pivot = row[k]
    guard pivot > 0, pivot.isFinite else { return .init(pivot: k, value: pivot) }
    let root = pivot.squareRoot()
    row[k] = root
    for j in (k &+ 1)..<max(n, k &+ 1) { row[j] = row[j] / root }
    for i in (k &+ 1)..<max(n, k &+ 1) {
      let (target, factor) = (a.address(i, 0), -row[i])
      for j in i..<n { target[j] = target[j].addingProduct(factor, row[j]) }
    }
  }
  return nil
}
