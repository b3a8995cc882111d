package dev.peeps.cli;

import java.util.Objects;

/**
 * The command cannot go on, and the person who typed it learns what failed, why, and what to try.
 *
 * <p>{@link #getMessage()} is one sentence that names the process or file. Cause and advice may be
 * empty when the sentence says it all.
 */
public class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String likelyCause;
  private final String advice;

  /**
   * @param status one of {@link ExitStatus}
   * @param what one sentence: what failed, for which process or file
   * @param likelyCause why, as far as it is known; may be empty
   * @param advice what to try next; may be empty
   */
  public CommandFailure(int status, String what, String likelyCause, String advice) {
    super(Objects.requireNonNull(what));
    this.status = status;
    this.likelyCause = Objects.requireNonNull(likelyCause);
    this.advice = Objects.requireNonNull(advice);
  }

  public int status() {
    return status;
  }

  public String likelyCause() {
    return likelyCause;
  }

  public String advice() {
    return advice;
  }

  /** The lines for stderr, without a line end at the end. */
  public String render() {
    StringBuilder text = new StringBuilder("peeps: ").append(getMessage());
    if (!likelyCause.isEmpty()) {
      text.append("\n  cause: ").append(likelyCause);
    }
    if (!advice.isEmpty()) {
      text.append("\n  try:   ").append(advice);
    }
    return text.toString();
  }
}
