package dev.peeps.layout;

import dev.peeps.graph.EntityKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses a layout file. What cannot be read is a {@link Problem} and is left out; the rest counts.
 */
final class LayoutParser {
  /** The version of the language that is understood. */
  static final long FORMAT = 1;

  /** A layout is written by hand: what is larger is none. */
  static final int MAX_LENGTH = LayoutText.MAX_LENGTH;

  private static final Map<String, EntityKind> ENTITIES = entities();

  private final Layout layout;
  private final List<Problem> problems;
  private String packagePrefix = "";

  private LayoutParser(Layout layout, List<Problem> problems) {
    this.layout = layout;
    this.problems = problems;
  }

  /** Never fails; adds to the problems. */
  static Layout parse(String file, String text, List<Problem> problems) {
    return parse(file, text, false, problems);
  }

  /** The same of a layout without mistakes: its blocks are read when somebody needs them. */
  static Layout headings(String file, String text) {
    return parse(file, text, true, new ArrayList<>(0));
  }

  private static Layout parse(String file, String text, boolean headings, List<Problem> problems) {
    Layout layout = new Layout(file, text);
    if (text.length() > MAX_LENGTH) {
      problems.add(new Problem(file, 0, 0, "larger than " + MAX_LENGTH + " characters"));
      return layout;
    }
    LayoutParser parser = new LayoutParser(layout, problems);
    List<Line> lines =
        headings ? Lexer.headings(file, text, problems) : Lexer.lines(file, text, problems);
    if (parser.header(lines)) {
      for (Line line : lines.subList(1, lines.size())) {
        parser.guarded(line);
      }
    }
    return layout;
  }

  /** {@code layout NAME FORMAT}: without it, or of another format, nothing is read. */
  private boolean header(List<Line> lines) {
    if (lines.isEmpty() || !lines.get(0).tokens.get(0).is("layout")) {
      int line = lines.isEmpty() ? 1 : lines.get(0).number;
      problems.add(
          new Problem(layout.file, line, 1, "expected 'layout NAME " + FORMAT + "' first"));
      return false;
    }
    Cursor cursor = new Cursor(lines.get(0).tokens);
    try {
      cursor.expect("layout");
      layout.name = cursor.dotted("the name of the layout");
      Token version = cursor.peek();
      if (version.kind != Token.Kind.NUMBER) {
        throw cursor.fail("the version of the format (" + FORMAT + ")");
      }
      if (version.number != FORMAT) {
        throw cursor.error(
            "format " + version.number + " is not known: this peeps reads format " + FORMAT);
      }
      cursor.next();
      cursor.expectEnd();
      noChildren(lines.get(0));
      return true;
    } catch (ParseException e) {
      problems.add(new Problem(layout.file, e.line(), e.column(), e.getMessage()));
      return false;
    }
  }

  private void guarded(Line line) {
    try {
      block(line);
    } catch (ParseException e) {
      problems.add(new Problem(layout.file, e.line(), e.column(), e.getMessage()));
    }
  }

  private void block(Line line) throws ParseException {
    Cursor cursor = new Cursor(line.tokens);
    Token first = cursor.next();
    BlockParser blocks = new BlockParser(layout, packagePrefix, problems);
    switch (first.text) {
      case "package":
        packagePrefix = cursor.dotted("the name of a package") + ".";
        cursor.expectEnd();
        noChildren(line);
        return;
      case "transparent":
        layout.transparent.add(transparent(cursor));
        noChildren(line);
        return;
      case "part":
        blocks.classBlock(null, cursor, line);
        return;
      case "finding":
        if (line.unreadFrom >= 0) {
          line.children.addAll(Lexer.below(layout, line, problems));
        }
        new MacroParser(layout, packagePrefix, problems).block(cursor, line);
        return;
      case "view":
        blocks.view(cursor, line);
        return;
      case "blocked":
      case "running":
        blocks.frameRule(first.is("running"), cursor, line);
        return;
      default:
        break;
    }
    EntityKind kind = first.kind == Token.Kind.WORD ? ENTITIES.get(first.text) : null;
    if (kind != null) {
      blocks.classBlock(kind, cursor, line);
      return;
    }
    throw new ParseException(
        first.line,
        first.column,
        "expected a block (a kind of entity, part, view, blocked in, running in, finding, transparent"
            + " or package), found "
            + first.shown());
  }

  private static Map<String, EntityKind> entities() {
    Map<String, EntityKind> entities = new HashMap<>();
    for (EntityKind kind : EntityKind.values()) {
      entities.put(kind.word(), kind);
    }
    return entities;
  }

  private static String transparent(Cursor cursor) throws ParseException {
    StringBuilder prefix = new StringBuilder(cursor.word("the beginning of class names").text);
    while (cursor.accept(".")) {
      prefix.append('.');
      if (cursor.peek().kind == Token.Kind.WORD) {
        prefix.append(cursor.next().text);
      }
    }
    cursor.expectEnd();
    return prefix.toString();
  }

  private static void noChildren(Line line) throws ParseException {
    if (!line.children.isEmpty()) {
      Line child = line.children.get(0);
      throw new ParseException(
          child.number, child.indent + 1, "'" + line.tokens.get(0).text + "' takes no statements");
    }
  }
}
