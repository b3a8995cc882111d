package dev.peeps.layout;

import java.util.ArrayList;
import java.util.List;

/** A {@code finding} block: a team's own rule over the finished graph. */
final class Macro {
  final String name;
  final Layout layout;
  final int line;
  final List<Stmt> statements = new ArrayList<>();
  int variables;

  Macro(String name, Layout layout, int line) {
    this.name = name;
    this.layout = layout;
    this.line = line;
  }

  /** Runs it; what it reports is added to the run's hits. */
  void run(Run run) {
    Env env = new Env(run);
    env.macro = this;
    env.open(variables);
    Statements.runAll(statements, env);
  }
}
