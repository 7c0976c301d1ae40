let session = Session(console: .system, engine: .standard)
Files.leave(Tool.run(Array(CommandLine.arguments.dropFirst()), session))
