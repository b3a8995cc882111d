package dev.peeps.layout;

import java.util.ArrayList;
import java.util.List;

/** One statement: its words and the statements indented below it. */
final class Line {
  final int number;
  final int indent;
  final List<Token> tokens;
  final List<Line> children = new ArrayList<>(4);

  Line(int number, int indent, List<Token> tokens) {
    this.number = number;
    this.indent = indent;
    this.tokens = tokens;
  }
}
