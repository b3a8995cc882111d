package dev.peeps.graph;

import java.util.Objects;

/** What could not be seen or concluded, for a person and for a script. Immutable. */
public final class GraphNotice {
  /** A layout that is not peeps' own took part. */
  public static final String LAYOUT_FOUND = "layout-found";

  /** A thing does not record who holds it, as the thing itself is told with. */
  public static final String OWNER_UNKNOWN = "owner-unknown";

  private final String process;
  private final String code;
  private final long count;
  private final String text;

  /**
   * @param process id of the process it is about; empty when about none
   * @param code stable word (docs/cut-format.md and peeps-json(5))
   * @param count how many things it concerns; 0 when it is not about a number
   * @param text a full sentence
   */
  public GraphNotice(String process, String code, long count, String text) {
    this.process = Objects.requireNonNull(process);
    this.code = Objects.requireNonNull(code);
    this.count = count;
    this.text = Objects.requireNonNull(text);
  }

  public String process() {
    return process;
  }

  public String code() {
    return code;
  }

  /**
   * True when it says that something was not seen; else it only says how the picture came about.
   */
  public boolean isGap() {
    return !code.equals(OWNER_UNKNOWN) && !code.equals(LAYOUT_FOUND);
  }

  public long count() {
    return count;
  }

  public String text() {
    return text;
  }
}
