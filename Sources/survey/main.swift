import Foundation

let arguments = CommandLine.arguments.dropFirst()
guard arguments.count <= 1, arguments.first?.hasPrefix("-") != true else {
  print("usage: survey [DIRECTORY]\nDIRECTORY holds chains.jsonl, snippets.jsonl and errors.jsonl")
  exit(2)
}
let survey = Survey(
  package: FileManager.default.currentDirectoryPath,
  corpus: CorpusFolder(path: arguments.first ?? "../shared/corpus"))
do {
  exit(try survey.run() ? 0 : 1)
} catch {
  print("survey: \(error)")
  exit(2)
}
