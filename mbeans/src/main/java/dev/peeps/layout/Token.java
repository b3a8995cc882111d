package dev.peeps.layout;

/** One word of a line, with its place. */
final class Token {

  /** What a token is. */
  enum Kind {
    WORD,
    NUMBER,
    TEXT,
    SYMBOL,
    END
  }

  final Kind kind;

  /** The word or symbol; a TEXT without its quotes but with its escapes. */
  final String text;

  final long number;
  final int line;
  final int column;

  Token(Kind kind, String text, long number, int line, int column) {
    this.kind = kind;
    this.text = text;
    this.number = number;
    this.line = line;
    this.column = column;
  }

  boolean is(String symbolOrWord) {
    return (kind == Kind.SYMBOL || kind == Kind.WORD) && text.equals(symbolOrWord);
  }

  /** As an error message names it. */
  String shown() {
    switch (kind) {
      case END:
        return "the end of the line";
      case TEXT:
        return "\"" + text + "\"";
      default:
        return "'" + text + "'";
    }
  }
}
