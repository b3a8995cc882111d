package dev.peeps.layout;

import dev.peeps.heap.HeapClass;
import dev.peeps.heap.HeapObject;

/** Finds the view of a collection. */
final class Views {

  private Views() {}

  /**
   * The entries of a collection or array; partial when there is no view for it.
   *
   * @param place what is told so
   */
  static Seq entries(Object collection, Run run, Place place) {
    if (collection instanceof Seq) {
      return wrap((Seq) collection);
    }
    HeapObject object = run.object(collection);
    if (object != null && object.length() >= 0) {
      return wrap(PathExprs.Elements.of(collection, run));
    }
    View view = of(object, run);
    if (view != null) {
      return view.entries(collection, run);
    }
    if (object != null) {
      String type = object.type().name();
      run.mistakes.problem(
          place, "no view says how to walk a " + type + ": a 'view " + type + "' block would");
    }
    Seq nothing = new Seq();
    nothing.partial = true;
    return nothing;
  }

  /** The view of the nearest class of this object that has one; null when none has. */
  static View of(HeapObject object, Run run) {
    HeapClass type = object == null ? null : object.type();
    for (int depth = 0; type != null && depth < 1000; type = type.superclass(), depth++) {
      View view = run.layouts.view(type.name());
      if (view != null) {
        return view;
      }
    }
    return null;
  }

  private static Seq wrap(Seq plain) {
    Seq result = new Seq();
    result.partial = plain.partial;
    long index = 0;
    for (Object item : plain.items) {
      result.items.add(new Entry(index++, item, null));
    }
    return result;
  }
}
