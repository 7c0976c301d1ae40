import DataFiles
import Models
import NumericCore
import Testing

@Suite("Texts of numbers")
struct TextFileTests {
  @Test(
    "Every form of the same table is the same table",
    arguments: [
      "1,2.5\n-3,4e1\n", "1,2.5\r\n-3,4e1\r\n", "1,2.5\n-3,4e1", "\u{FEFF}1,2.5\n-3,4e1\n", "1;2.5\n-3;4e1\n",
      "1\t2.5\n-3\t4e1\n", "1 2.5\n-3 4e1\n", "  1   2.5  \n -3 40\n", " 1 , 2.5 \n\t-3\t,\t40\n",
      "\"1\",\"2.5\"\n-3,\"40\"\n",
      "\n\n1,2.5\n\n-3,4e1\n\n", "# a comment, with text\n1,2.5\n# another\n-3,4e1\n", "a,b\n1,2.5\n-3,4e1\n",
      "\"a, \"\"b\"\"\",\"c\nd\"\n1,2.5\n-3,4e1\n", "left side,right side\n1,2.5\n-3,4e1\n", ",b\n1,2.5\n-3,4e1\n",
      "x y\n1 2.5\n-3 4e1\n", "\"a,b\";c\n1;2.5\n-3;40\n",
    ])
  func forms(_ text: String) throws {
    let found = try matrix(text)
    #expect(found.elements == [1, 2.5, -3, 40] && found.columns == 2)
  }

  @Test("The names of the columns are those of the header, where there is one")
  func names() throws {
    func names(_ text: String, _ options: DataOptions = DataOptions()) throws -> [String]? {
      try DataFile<Double>(source(text), options).columnNames
    }
    #expect(try names("a, b \n1,2\n") == ["a", "b"])
    #expect(try names("1,2\n3,4\n") == nil)
    #expect(try names("1,2\n3,4\n", DataOptions(header: .present)) == ["1", "2"])
    #expect(try names("a,b,c\n1,2,3\n", DataOptions(columns: [.name("c"), .number(1)])) == ["c", "a"])
    // A name with blanks is one name.
    #expect(try names("waiting time\n79\n") == ["waiting time"])
    #expect(try names("\"say \"\"x\"\"\",é\n1,2\n") == ["say \"x\"", "é"])
  }

  @Test("Columns are read in the order that is asked for, and the others not at all")
  func columns() throws {
    let text = "id,x,species,y\n1,10,setosa,100\n2,20,\"versi,color\",200\n"
    let found = try matrix(text, DataOptions(columns: [.name("y"), .number(2)]))
    #expect(found.elements == [100, 10, 200, 20])
    // Without a header only the columns that are read are looked at.
    let plain = try matrix("1,setosa\n2,virginica\n", DataOptions(columns: [.number(1)]))
    #expect(plain.elements == [1, 2])
  }

  @Test("Missing values and infinities are read where they are allowed")
  func policies() throws {
    let missing = try matrix("1,\nNA,2\nnan,null\n", DataOptions(numbers: .finiteOrMissing))
    #expect(same(missing.elements, [1, .nan, .nan, 2, .nan, .nan]))
    let any = try matrix("inf,-Infinity\n1e999,NaN\n", DataOptions(numbers: .any))
    #expect(same(any.elements, [.infinity, -.infinity, .infinity, .nan]))
    // In a single column an empty line is a missing value, but not at the end.
    let single = try matrix("1\n\n3\n\n\n", DataOptions(numbers: .finiteOrMissing))
    #expect(same(single.elements, [1, .nan, 3]))
  }

  @Test(
    "What is wrong is told with line and column",
    arguments: [
      ("", ": holds no row of data"),
      ("\n\r\n# nothing\n", ": holds no row of data"),
      ("a,b\n", ": holds no row of data"),
      ("1,2\n3\n", ":2:2: 1 field, where the first row has 2"),
      ("1,2\n3,4,5\n", ":2:6: 3 fields, where the first row has 2"),
      ("a,b\n1,2,3\n", ":2:6: 3 fields, where the first row has 2"),
      ("a,b\n1,x\n", ":2:3: “x” is not a number (column 2, b)"),
      ("1,2\n3, 4 5 \n", ":2:4: “4 5” is not a number (column 2)"),
      ("1,2\n3,0x10\n", ":2:3: “0x10” is not a number (column 2)"),
      ("1;2\n1,5;2\n", ":2:1: “1,5” is not a number (column 1)"),
      ("1,2\n\n3,\u{1B}[31m\n", ":3:3: “\\u{1b}[31m” is not a number (column 2)"),
      ("1,2\n3,\n", ":2:3: the value is missing (column 2)"),
      ("1,2\nnan,4\n", ":2:1: the value is missing (column 1)"),
      ("x\n1\n\n3\n", ":3:1: the value is missing (column 1, x)"),
      ("1,2\n3,-inf\n", ":2:3: “-inf” is not finite (column 2)"),
      ("1,2\n3,1e309\n", ":2:3: “1e309” is not finite (column 2)"),
      ("1,a\n2,3\n", ":1:1: the first line has both numbers and text: state whether it holds the names of the columns"),
      ("1,2\n3,\"4\n5,6\n", ":2:3: the quotation mark is never closed"),
      ("1,2\n3,4\"\n", ":2:4: a quotation mark within a field that does not begin with one"),
      ("1,2\n\"3\"x,4\n", ":2:4: something stands between the closing quotation mark and the end of the field"),
      ("\"a\nb\",c\n1,2\n3,x\n", ":4:3: “x” is not a number (column 2, c)"),
    ])
  func complaints(_ text: String, _ expected: String) {
    #expect(complaint(source(text)) == "data.csv" + expected)
  }

  @Test(
    "A column that is not there, or twice, is an error",
    arguments: [
      ([DataOptions.Column.name("c")], "c"), ([.number(3)], "3"), ([.number(0)], "0"), ([.name("a"), .number(1)], "1"),
      ([], ""),
    ])
  func noColumn(_ columns: [DataOptions.Column], _ name: String) {
    let found = complaint(source("a,b\n1,2\n"), DataOptions(columns: columns))
    #expect(found == "data.csv: there is no column “\(name)”, but a, b")
  }

  @Test("What is neither a text nor an array is called by its name")
  func otherForms() {
    func complaint(_ bytes: [UInt8]) -> String { DataFilesTests.complaint(DataSource(bytes: bytes, name: "file")) }
    #expect(complaint([0x1F, 0x8B, 8, 0]).contains("gunzip"))
    #expect(complaint([0x50, 0x4B, 3, 4]).contains("zip archive"))
    #expect(complaint([0xFF, 0xFE, 0x31, 0]).contains("UTF-16"))
    #expect(complaint([0x31, 0, 0x32]).contains("neither a text"))
  }

  @Test("Blocks hold every row once, however rows lie in the buffer", arguments: [1, 7, 1000, Int.max])
  func blocks(_ length: Int) throws {
    // Some 400 KB, more than the buffer, with rows of any length.
    var random = RandomSource(seed: 3, stream: 0)
    var expected: [Double] = []
    var text = "x,y,z\n"
    for row in 0..<7000 {
      for column in 0..<3 {
        let number = row % 7 == 0 ? Double(random.integer(in: -9...9)) : random.normal()
        expected.append(number)
        text += "\(number)\(column < 2 ? "," : row % 5 == 0 ? "\r\n" : "\n")"
      }
    }
    let file = try DataFile<Double>(source(text))
    for _ in 0..<2 {
      var (elements, counts) = ([Double](), [Int]())
      try file.forEachBlock(rows: length) { block in
        elements += block.elements
        counts.append(block.rows)
      }
      #expect(elements == expected)
      #expect(counts.dropLast().allSatisfy { $0 == length } && counts.reduce(0, +) == 7000)
    }
  }

  @Test("A row is as long as it is")
  func longRow() throws {
    let row = (0..<60_000).map { "\($0)" }.joined(separator: ",")
    let found = try matrix("\(row)\n\(row)\n")
    #expect(found.rows == 2 && found.columns == 60_000 && found[1, 59_999] == 59_999)
  }

  @Test("Float is the double rounded, and what is too large for it is an error")
  func floats() throws {
    #expect(try DataFile<Float>(source("0.1,3\n")).matrix().elements == [0.1, 3])
    #expect(
      throws: DataFileError(
        file: "data.csv", place: .entry(row: 2, column: 1), .infinite("1e+300", column: "column 1, as a Float"))
    ) { try DataFile<Float>(source("1\n1e300\n")).matrix() }
  }

  @Test("Scaled data are the data times the factor")
  func scaled() throws {
    let base = try DataFile<Double>(source("1,2\n3,4\n5,6\n"))
    var elements: [Double] = []
    try ScaledObservations(base, by: 0.5).forEachBlock(rows: 2) { elements += $0.elements }
    #expect(elements == [0.5, 1, 1.5, 2, 2.5, 3])
  }

  @Test("No bytes whatever stop the reader from ending with rows or an error")
  func anyBytes() {
    var random = RandomSource(seed: 4, stream: 0)
    let alphabet = Array("0123456789.,;\t \"\n\r#-+eEnaif".utf8) + [0, 0xFF, 0xEF, 0xBB, 0xBF]
    var read = 0
    for _ in 0..<3000 {
      let bytes = (0..<random.integer(in: 0...30)).map { _ in alphabet[random.integer(in: 0...alphabet.count - 1)] }
      let options = DataOptions(numbers: .any, header: random.uniform() < 0.5 ? .absent : .detected)
      if complaint(DataSource(bytes: bytes, name: "x"), options).isEmpty { read += 1 }
    }
    #expect(read > 0)
  }
}
