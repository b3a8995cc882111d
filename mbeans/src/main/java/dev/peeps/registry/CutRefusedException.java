package dev.peeps.registry;

/** Why no cut was taken or none could be read, in a sentence. Never leaves this package. */
final class CutRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  CutRefusedException(String message) {
    super(message);
  }
}
