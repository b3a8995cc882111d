package dev.peeps.layout;

/** A statement of a block. */
interface Stmt {

  /** Runs it for the object or frame of the environment. Never fails. */
  void run(Env env);
}
