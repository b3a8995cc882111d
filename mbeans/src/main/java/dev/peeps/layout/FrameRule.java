package dev.peeps.layout;

import java.util.ArrayList;
import java.util.List;

/** A {@code blocked in} or {@code running in} block. */
final class FrameRule {
  final boolean running;
  final List<Method> methods;
  final List<Stmt> statements = new ArrayList<>();

  boolean usesLocals;
  int variables;

  /** Null once it was read. */
  private volatile Body body;

  FrameRule(boolean running, List<Method> methods) {
    this.running = running;
    this.methods = methods;
  }

  /** Its statements are still to be read. */
  void unread(Body still) {
    body = still;
  }

  /** This, with all that it says. */
  FrameRule read() {
    if (body != null) {
      readBody();
    }
    return this;
  }

  /** Whether nobody has needed it so far. */
  boolean isUnread() {
    return body != null;
  }

  private synchronized void readBody() {
    if (body != null) {
      body.into(this);
      body = null;
    }
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
