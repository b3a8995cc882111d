package dev.peeps.layout;

import dev.peeps.graph.EntityKind;
import java.util.ArrayList;
import java.util.List;

/** A block about the objects of some classes: an entity block or, without a kind, a part. */
final class ClassBlock extends LateBlock {
  final EntityKind kind;
  final List<String> classes;

  /** Where each of the classes is named. */
  final List<Place> places;

  final List<Stmt> statements = new ArrayList<>();
  final List<SameAs> aliases = new ArrayList<>();
  final List<Read> reads = new ArrayList<>();
  String settled;
  String settledUnless;
  List<String> keep = List.of();
  long budget = -1;
  boolean wide;
  boolean wideOnly;

  /** Looked for in the whole heap where that is in a file and costs no walk. */
  boolean inDumps;

  /** Met by chance, an object of these classes is not entered; over a field that says so it is. */
  boolean byField;

  /** Fields with what its objects wrap: whoever has one of these in a frame has that as well. */
  final List<String> wraps = new ArrayList<>(0);

  /** Classes whose statements count here, too. */
  List<String> likes = List.of();

  boolean logical;
  int variables;

  /** Whether it is a view's, of which only what the walk copies counts here. */
  private boolean ofView;

  ClassBlock(EntityKind kind, List<String> classes, List<Place> places) {
    this.kind = kind;
    this.classes = classes;
    this.places = places;
  }

  /** Its statements are still to be read; of a view's, what the walk is to copy. */
  void unread(Body still, boolean view) {
    ofView = view;
    unread(still);
  }

  /** This, with all that is said about it. */
  ClassBlock read() {
    complete();
    return this;
  }

  @Override
  void take(Body still) {
    if (ofView) {
      still.reads(this);
    } else {
      still.into(this);
    }
  }

  void run(Env env) {
    env.open(variables);
    Statements.runAll(statements, env);
  }

  /** {@code same_as EXPR when COND}: who names this object means that one. */
  static final class SameAs {
    final Expr target;
    final Expr condition;
    final Place place;

    SameAs(Expr target, Expr condition, Place place) {
      this.target = target;
      this.condition = condition;
      this.place = place;
    }
  }

  /** {@code read F|G as MODE}: what the walk copies. */
  static final class Read {
    final boolean isStatic;
    final List<String> fields;
    final List<String> modes;
    final Place place;

    Read(boolean isStatic, List<String> fields, List<String> modes, Place place) {
      this.place = place;
      this.isStatic = isStatic;
      this.fields = fields;
      this.modes = modes;
    }
  }
}
