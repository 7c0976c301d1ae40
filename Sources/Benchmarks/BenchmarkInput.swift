import NumericCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The inputs that the peers' scripts read, where they are there.
enum BenchmarkInput {
  /// The matrix of a name: numbers of 64 bits, the least significant byte first, in the folder that BENCH_DATA names, or
  /// in `.bench/data`; nil where there is no such file, or it has fewer rows.
  static func matrix(_ name: String, rows: Int, columns: Int) -> Matrix<Double>? {
    let folder = getenv("BENCH_DATA").map { String(cString: $0) } ?? ".bench/data"
    guard let file = fopen("\(folder)/\(name).f64", "rb") else { return nil }
    defer { fclose(file) }
    var bits = [UInt64](repeating: 0, count: rows * columns)
    guard fread(&bits, 8, bits.count, file) == bits.count else { return nil }
    return Matrix(
      rows: rows, columns: columns, elements: bits.map { Double(bitPattern: UInt64(littleEndian: $0)) })
  }
}
