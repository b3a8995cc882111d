package dev.peeps.heap;

/** What a frame says apart from its locals; shared by all stacks it is part of. */
final class SharedFrame {
  private static final int NATIVE = -3;

  final String className;
  final String method;
  final String descriptor;
  final String source;
  final int line;
  private String text;

  SharedFrame(String className, String method, String descriptor, String source, int line) {
    this.className = className;
    this.method = method;
    this.descriptor = descriptor;
    this.source = source;
    this.line = line;
  }

  /** As a Java stack trace has it; made once. */
  String text() {
    String known = text;
    if (known == null) {
      StringBuilder made = new StringBuilder(className.length() + method.length() + 32);
      made.append(className).append('.').append(method).append('(');
      if (line == NATIVE) {
        made.append("Native Method");
      } else if (source == null) {
        made.append("Unknown Source");
      } else {
        made.append(source);
        if (line > 0) {
          made.append(':').append(line);
        }
      }
      known = made.append(')').toString();
      text = known;
    }
    return known;
  }
}
