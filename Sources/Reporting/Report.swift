/// Reports as functions of what was found: text for people, JSON for programs.
public enum Report {}
