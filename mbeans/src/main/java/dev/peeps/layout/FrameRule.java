package dev.peeps.layout;

import java.util.ArrayList;
import java.util.List;

/** A {@code blocked in} or {@code running in} block. */
final class FrameRule extends LateBlock {
  final boolean running;
  final List<Method> methods;
  final List<Stmt> statements = new ArrayList<>();

  boolean usesLocals;
  int variables;

  FrameRule(boolean running, List<Method> methods) {
    this.running = running;
    this.methods = methods;
  }

  /** This, with all that it says. */
  FrameRule read() {
    complete();
    return this;
  }

  @Override
  void take(Body still) {
    still.into(this);
  }

  /** True when a statement looks at the frame's objects, so that the walk has to record them. */
  boolean usesLocals() {
    return read().usesLocals;
  }

  void run(Env env) {
    read();
    env.open(variables);
    Statements.runAll(statements, env);
  }

  /** CLASS.METHOD; the method may end in {@code *}. */
  static final class Method {
    final String className;
    final String name;
    final Place place;

    Method(String className, String name, Place place) {
      this.place = place;
      this.className = className;
      this.name = name;
    }

    boolean matches(String method) {
      int stem = name.length() - 1;
      return name.charAt(stem) == '*'
          ? method.regionMatches(0, name, 0, stem)
          : method.equals(name);
    }
  }
}
