package dev.peeps.layout;

import java.util.ArrayList;
import java.util.List;

/** One statement: its words and the statements indented below it. */
final class Line {
  final int number;
  final int indent;
  final List<Token> tokens;
  final List<Line> children = new ArrayList<>(4);

  /** Where in the text the statements below begin that were not read; -1 when all were. */
  int unreadFrom = -1;

  int unreadTo;

  /** Number of the first of them. */
  int unreadLine;

  Line(int number, int indent, List<Token> tokens) {
    this.number = number;
    this.indent = indent;
    this.tokens = tokens;
  }
}
