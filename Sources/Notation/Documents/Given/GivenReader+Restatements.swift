import Symbolic

extension GivenReader {
  /// Whether an equation says what holds of what is declared already, such as `\mathrm{h}(X | Y) = \int p(y)
  /// \mathrm{h}(X | Y = y) \, \mathrm{d}y`: it is proved here, and declares nothing.
  func restates(_ left: ArraySlice<Token>, _ right: ArraySlice<Token>) -> Bool {
    guard NameReader.name(left) == nil, let whole = try? scope.value(left),
      let value = try? scope.value(right, expected: whole.shape), whole.sort == value.sort
    else { return false }
    let kernel = Kernel(declarations: scope.declarations, rules: .all)
    return kernel.equality(whole, value)?.assumptions.isEmpty ?? false
  }
}
