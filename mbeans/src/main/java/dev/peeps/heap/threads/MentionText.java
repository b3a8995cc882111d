package dev.peeps.heap.threads;

/** Takes apart the lines below frames: {@code - waiting to lock <0x...> (a a.b.C)}. */
final class MentionText {
  private static final String CLASS_INIT = "waiting on the Class initialization monitor for ";
  private static final String FOR = "java.lang.Class for ";

  private MentionText() {}

  /**
   * The mention; null when the line says nothing that can be used (an eliminated lock, no object).
   *
   * @param text what follows the dash
   */
  static LockMention parse(String text) {
    if (text.startsWith(CLASS_INIT)) {
      String type = text.substring(CLASS_INIT.length()).trim();
      return new LockMention(
          LockMention.Kind.CLASS_INIT, "class " + type, 0, "java.lang.Class", binary(type));
    }
    int open = text.indexOf('<');
    int close = text.indexOf('>', open + 1);
    if (open < 0 || close < 0) {
      return null;
    }
    String address = text.substring(open + 1, close);
    LockMention.Kind kind = kind(text.substring(0, open).trim());
    long number = Numbers.any(address);
    if (kind == null || number <= 0 || !address.startsWith("0x")) {
      return null;
    }
    String type = type(text, close + 1);
    boolean classObject = type.startsWith(FOR);
    return new LockMention(
        kind,
        "<0x" + Long.toHexString(number) + ">",
        number,
        classObject ? "java.lang.Class" : binary(type),
        classObject ? binary(type.substring(FOR.length())) : "");
  }

  /** True for lines of these forms of which nothing is wanted. */
  static boolean isKnown(String text) {
    return text.startsWith("eliminated")
        || text.startsWith("None")
        || text.startsWith("<0x")
        || text.contains("<no object reference available>")
        || text.contains("<no locals available>")
        || text.contains("<owner is scalar replaced>");
  }

  private static LockMention.Kind kind(String words) {
    switch (words) {
      case "locked":
        return LockMention.Kind.OWNED;
      case "waiting to lock":
        return LockMention.Kind.ENTERING;
      case "waiting on":
        return LockMention.Kind.WAITING;
      case "waiting to re-lock in wait()":
      case "waiting to re-lock in wait":
        return LockMention.Kind.REENTERING;
      case "parking to wait for":
        return LockMention.Kind.PARKED;
      default:
        return null;
    }
  }

  /** {@code (a a.b.C)}; jhsdb writes the names of some classes with slashes. */
  private static String type(String text, int from) {
    int open = text.indexOf("(a ", from);
    int close = text.lastIndexOf(')');
    return open < 0 || close < open ? "" : text.substring(open + 3, close);
  }

  /** The binary name for what a dump or Class.getName writes. */
  static String binary(String type) {
    int dimensions = 0;
    while (dimensions < type.length() && type.charAt(dimensions) == '[') {
      dimensions++;
    }
    String element = type.substring(dimensions);
    if (dimensions > 0) {
      element =
          element.startsWith("L") && element.endsWith(";")
              ? element.substring(1, element.length() - 1)
              : primitive(element);
    }
    return FrameText.className(element).replace('/', '.') + "[]".repeat(dimensions);
  }

  private static String primitive(String descriptor) {
    switch (descriptor) {
      case "Z":
        return "boolean";
      case "B":
        return "byte";
      case "C":
        return "char";
      case "S":
        return "short";
      case "I":
        return "int";
      case "J":
        return "long";
      case "F":
        return "float";
      case "D":
        return "double";
      default:
        return descriptor;
    }
  }
}
