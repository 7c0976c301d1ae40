/// The passes over rows that belong to times t = 0 ..< T, of one sequence after the other, each with the matrices of its
/// time: what is left of a Kalman filter and smoother when the covariances are known.
///
/// Rows are vectors of the size of the tables; `numbers[t]` is the number of the matrix of time t in the table.
package enum RowsByTable {
  /// yₜ = xₜ Mₜ for each row.
  /// - Complexity: O(rows · size²).
  package static func multiply(_ x: Matrix<Double>, by table: MatrixTable, _ numbers: [Int32]) -> Matrix<Double> {
    check(x, table, numbers)
    return rows(like: x) { target, scratch in
      x.withView { x in
        table.withMatrices { matrices in
          let shape = RowShape(table.size)
          forEachRow(x.rows, numbers) { row, number, _ in
            shape.write(to: scratch, target + row &* shape.size) { chunk in
              shape.product(x.address(row, 0), matrices + number &* shape.length, chunk)
            }
          }
        }
      }
    }
  }

  /// The recursion mₜ = mₜ₋₁ Fₜ + yₜ Kₜ, begun in each sequence with m₀ = s + y₀ K₀.
  /// - Parameters:
  ///   - starts: s, a row for each sequence, or one for all.
  ///   - carry: The F of a table.
  ///   - gain: The K of a table.
  /// - Complexity: O(rows · size²).
  package static func accumulate(
    _ y: Matrix<Double>, starts: Matrix<Double>, carry: MatrixTable, gain: MatrixTable, _ numbers: [Int32]
  ) -> Matrix<Double> {
    check(y, carry, numbers)
    check(y, gain, numbers)
    precondition(
      starts.columns == y.columns && (starts.rows == 1 || starts.rows * numbers.count == y.rows),
      "a sequence needs a start")
    return rows(like: y) { target, scratch in
      y.withView { y in
        starts.withView { starts in
          carry.withMatrices { carry in
            gain.withMatrices { gain in
              let shape = RowShape(y.columns)
              forEachRow(y.rows, numbers) { row, number, time in
                let (input, gain) = (y.address(row, 0), gain + number &* shape.length)
                // The row before is read from one half of the scratch memory, this one written to the other.
                let (before, now) = (scratch + (row & 1) &* shape.width, scratch + (row & 1 ^ 1) &* shape.width)
                if time == 0 {
                  let start = starts.address(min(row / numbers.count, starts.rows &- 1), 0)
                  shape.write(to: now, target + row &* shape.size) { shape.product(input, gain, $0) }
                  for j in 0..<shape.size { now[j] += start[j] }
                  for j in 0..<shape.size { target[row &* shape.size &+ j] = now[j] }
                } else {
                  let carry = carry + number &* shape.length
                  shape.write(to: now, target + row &* shape.size) { chunk in
                    shape.product(input, gain, chunk) + shape.product(before, carry, chunk)
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// The recursion xₜ = mₜ + (xₜ₊₁ − pₜ₊₁) Jₜ from the end of each sequence, where x = m.
  /// - Complexity: O(rows · size²).
  package static func smooth(
    _ means: Matrix<Double>, predicted: Matrix<Double>, by table: MatrixTable, _ numbers: [Int32]
  ) -> Matrix<Double> {
    check(means, table, numbers)
    check(predicted, table, numbers)
    precondition(means.rows == predicted.rows, "each row needs its prediction")
    let last = numbers.count - 1
    return rows(like: means) { target, scratch in
      means.withView { means in
        predicted.withView { predicted in
          table.withMatrices { table in
            let shape = RowShape(means.columns)
            var time = last
            for row in (0..<means.rows).reversed() {
              let (mean, result) = (means.address(row, 0), target + row &* shape.size)
              if time == last {
                result.update(from: mean, count: shape.size)
              } else {
                let (after, expected) = (result + shape.size, predicted.address(row &+ 1, 0))
                let difference = scratch + shape.width
                for j in 0..<shape.size { difference[j] = after[j] - expected[j] }
                let matrix = table + Int(numbers[time]) &* shape.length
                shape.writeNumbers(to: scratch) { shape.product(difference, matrix, $0) }
                for j in 0..<shape.size { result[j] = mean[j] + scratch[j] }
              }
              time = time == 0 ? last : time &- 1
            }
          }
        }
      }
    }
  }

  private static func check(_ x: Matrix<Double>, _ table: MatrixTable, _ numbers: [Int32]) {
    precondition(x.columns == table.size, "the matrices of the table have another size")
    precondition(
      numbers.isEmpty ? x.rows == 0 : x.rows.isMultiple(of: numbers.count), "the rows are no whole number of sequences")
    precondition(numbers.allSatisfy { $0 >= 0 && $0 < table.count }, "the table has no matrix of that number")
  }

  @inline(__always) private static func forEachRow(
    _ rows: Int, _ numbers: [Int32], _ body: (_ row: Int, _ number: Int, _ time: Int) -> Void
  ) {
    numbers.withUnsafeBufferPointer { numbers in
      var time = 0
      for row in 0..<rows {
        body(row, Int(numbers[time]), time)
        time = time &+ 1 == numbers.count ? 0 : time &+ 1
      }
    }
  }

  /// A matrix whose rows are written in order, each as whole vectors where room is left, with scratch memory of two rows.
  private static func rows(
    like x: Matrix<Double>,
    _ write: (_ target: UnsafeMutablePointer<Double>, _ scratch: UnsafeMutablePointer<Double>) -> Void
  ) -> Matrix<Double> {
    let width = PaddedMatrix.width(x.columns)
    return withUnsafeTemporaryAllocation(byteCount: 2 * width * 8, alignment: 64) { bytes in
      let scratch = bytes.bindMemory(to: Double.self)
      scratch.update(repeating: 0)
      return Matrix(uninitializedRows: x.rows, columns: x.columns) { target in
        guard let scratch = scratch.baseAddress else { return }
        write(target.base, scratch)
      }
    }
  }
}

/// The length of rows and of matrices of a table.
private struct RowShape {
  let size: Int
  let width: Int
  var length: Int { width &* width }

  init(_ size: Int) {
    self.size = size
    width = PaddedMatrix.width(size)
  }

  /// Eight numbers of x M, in four sums.
  @inline(__always) func product(
    _ x: UnsafePointer<Double>, _ matrix: UnsafePointer<Double>, _ chunk: Int
  ) -> SIMD8<Double> {
    var (s0, s1) = (SIMD8<Double>(repeating: 0), SIMD8<Double>(repeating: 0))
    var (s2, s3) = (s0, s1)
    var row = matrix + chunk
    var j = 0
    while j &+ 4 <= size {
      s0 = s0.addingProduct(SIMD8(repeating: x[j]), VectorLoops.load(row, 0))
      s1 = s1.addingProduct(SIMD8(repeating: x[j &+ 1]), VectorLoops.load(row, width))
      s2 = s2.addingProduct(SIMD8(repeating: x[j &+ 2]), VectorLoops.load(row, 2 &* width))
      s3 = s3.addingProduct(SIMD8(repeating: x[j &+ 3]), VectorLoops.load(row, 3 &* width))
      row += 4 &* width
      j &+= 4
    }
    while j < size {
      s0 = s0.addingProduct(SIMD8(repeating: x[j]), VectorLoops.load(row, 0))
      row += width
      j &+= 1
    }
    return (s0 + s1) + (s2 + s3)
  }

  @inline(__always) func writeNumbers(
    to scratch: UnsafeMutablePointer<Double>, _ numbers: (_ chunk: Int) -> SIMD8<Double>
  ) {
    var chunk = 0
    while chunk < width {
      VectorLoops.store(numbers(chunk), scratch, chunk)
      chunk &+= 8
    }
  }

  /// Whole vectors to the scratch memory, and the numbers that count from there to the row.
  @inline(__always) func write(
    to scratch: UnsafeMutablePointer<Double>, _ row: UnsafeMutablePointer<Double>,
    _ numbers: (_ chunk: Int) -> SIMD8<Double>
  ) {
    writeNumbers(to: scratch, numbers)
    for j in 0..<size { row[j] = scratch[j] }
  }
}
