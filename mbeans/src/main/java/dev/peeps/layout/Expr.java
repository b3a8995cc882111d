package dev.peeps.layout;

/** An expression of the language. */
interface Expr {

  /** Its value; never null. Never fails: what cannot be computed is unknown. */
  Object eval(Env env);
}
