package dev.peeps.heap;

import java.util.Objects;

/**
 * Something that was not seen, was dropped or stopped early. Codes are listed in
 * docs/cut-format.md.
 */
public final class Notice {
  private final String code;
  private final long count;
  private final String detail;

  /**
   * @param code short stable word, lower case with hyphens
   * @param count how many things it concerns, 0 when it is not about a number
   * @param detail one sentence for a person; empty when the code says it all
   */
  public Notice(String code, long count, String detail) {
    this.code = Objects.requireNonNull(code);
    this.count = count;
    this.detail = Objects.requireNonNull(detail);
  }

  public String code() {
    return code;
  }

  public long count() {
    return count;
  }

  public String detail() {
    return detail;
  }

  @Override
  public String toString() {
    return code + " " + count + " " + detail;
  }
}
