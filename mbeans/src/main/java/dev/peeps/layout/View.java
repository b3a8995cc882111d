package dev.peeps.layout;

/** A {@code view} block: how to walk a collection. */
final class View extends LateBlock {
  int slot;
  Expr each;
  Expr key;
  Expr value;
  int variables;

  @Override
  void take(Body still) {
    still.into(this);
  }

  /** The entries of a collection; partial when not all of it was seen. */
  Seq entries(Object collection, Run run) {
    complete();
    Env env = new Env(run);
    env.self = collection;
    env.open(variables);
    Seq result = new Seq();
    if (each == null) {
      result.partial = true;
      return result;
    }
    Seq items = Seq.of(each.eval(env));
    result.partial = items.partial;
    for (Object item : items.items) {
      env.vars[slot] = item;
      Object itsKey = key == null ? item : key.eval(env);
      result.items.add(new Entry(itsKey, value == null ? item : value.eval(env), null));
    }
    return result;
  }
}
