import Symbolic
public enum Spelling {
  public static func plain(_ t: Term) -> String {
    let args = t.arguments.map(plain).joined(separator: ", ")
    switch t.head {
    case .symbol(let s): return s.name
    case .number(let n): return "\(n)"
    case .sum: return "(" + t.arguments.map(plain).joined(separator: " + ") + ")"
    case .product: return "[" + t.arguments.map(plain).joined(separator: " ") + "]"
    case .negation: return "-" + args
    case .transpose: return args + "'"
    case .dimension(let d): return "\(d)"
    case .summation(let s): return "sum_\(s.name)(\(args))"
    case .expectation(let s): return "E_\(s.name)(\(args))"
    case .productOver(let s): return "prod_\(s.name)(\(args))"
    case .vector(let s, _): return "vec_\(s.name)(\(args))"
    default: return "\(t.head)(\(args))"
    }
  }
  public static func latex(_ t: Term) -> String { plain(t) } }
