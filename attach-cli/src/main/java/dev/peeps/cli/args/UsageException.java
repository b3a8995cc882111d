package dev.peeps.cli.args;

/** The command line cannot be understood; the message says which part and what is near. */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
