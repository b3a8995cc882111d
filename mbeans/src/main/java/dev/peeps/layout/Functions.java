package dev.peeps.layout;

import dev.peeps.graph.Entity;
import dev.peeps.graph.Labels;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.Value;
import java.util.ArrayList;
import java.util.List;

/** The named functions of the language; peeps-layout(5) documents each. */
final class Functions implements Expr {

  /** Names and numbers of arguments. */
  enum Name {
    COUNT,
    LENGTH,
    FIRST,
    ITEMS,
    THREADLOCALS,
    THREAD,
    STRING,
    CLASSNAME,
    SIMPLENAME,
    HOST,
    TASK,
    ENTITY,
    MONITOR,
    ENUM,
    SINCE,
    UNTIL,
    ADDRESS,
    USERS,
    RUNNERS,
    ID;

    private static final Name[] ALL = values();

    /** True for those that any list will do for. */
    boolean ofLists() {
      return this == COUNT || this == FIRST;
    }

    final String word = name().toLowerCase(java.util.Locale.ROOT);

    /** The function of this name, or null. */
    static Name ofWord(String word) {
      for (Name name : ALL) {
        if (name.word.equals(word)) {
          return name;
        }
      }
      return null;
    }
  }

  private final Name name;
  private final Expr argument;
  private final Place place;

  /** The place is null in a rule over a graph. */
  Functions(Name name, Expr argument, Place place) {
    this.name = name;
    this.argument = argument;
    this.place = place;
  }

  @Override
  public Object eval(Env env) {
    Object value = argument.eval(env);
    if (name == Name.COUNT) {
      Seq seq = Seq.of(value);
      return seq.partial ? Value.UNKNOWN : (Object) (long) seq.items.size();
    }
    if (name == Name.FIRST) {
      Seq seq = Seq.of(value);
      return !seq.items.isEmpty() ? seq.items.get(0) : seq.partial ? Value.UNKNOWN : Value.NULL;
    }
    if (Truth.unknown(value)) {
      return Value.UNKNOWN;
    }
    return value == Value.NULL ? ofNull() : apply(value, env);
  }

  private Object ofNull() {
    switch (name) {
      case ITEMS:
      case THREADLOCALS:
      case USERS:
      case RUNNERS:
        return new Seq();
      case ENTITY:
        return false;
      default:
        return Value.NULL;
    }
  }

  private Object apply(Object value, Env env) {
    switch (name) {
      case LENGTH:
        return length(value, env);
      case ITEMS:
        return Views.entries(value, env.run, place);
      case THREADLOCALS:
        return env.run.threadLocals(value);
      case THREAD:
        return thread(value, env);
      case STRING:
        return orUnknown(Truth.text(value, env));
      case CLASSNAME:
      case SIMPLENAME:
      case HOST:
        return className(value, env);
      case ENUM:
        return orUnknown(Truth.text(PathExprs.Field.read(value, "name", env.run), env));
      case TASK:
        return end(env.run.draft(value));
      case ENTITY:
        return isEntity(value, env);
      case MONITOR:
        return value instanceof Value ? Monitors.lockOf((Value) value, env.run) : Value.UNKNOWN;
      case ADDRESS:
        return orUnknown(Addresses.show(value, env));
      case ID:
        return EdgeStatement.isEnd(value) ? (Object) ((Value) value).id() : Value.UNKNOWN;
      case USERS:
        return env.run.users(value);
      case RUNNERS:
        return env.run.runners(env.run.draft(value));
      case SINCE:
      case UNTIL:
        return Clock.millis(value, name == Name.SINCE, env.run.heap.info());
      default:
        throw new AssertionError(name);
    }
  }

  private static Object length(Object value, Env env) {
    HeapObject array = env.run.object(value);
    return array == null || array.length() < 0 ? Value.UNKNOWN : (Object) (long) array.length();
  }

  /** A Thread object itself; a number is taken for a Thread.threadId(). */
  private static Object thread(Object value, Env env) {
    return value instanceof Long ? end(env.run.drafts.threadByTid((Long) value)) : value;
  }

  private static Object end(Draft draft) {
    return draft == null || draft.object == 0 ? Value.UNKNOWN : Value.reference(draft.object);
  }

  static Object isEntity(Object value, Env env) {
    HeapObject object = env.run.object(value);
    if (object == null) {
      return Value.UNKNOWN;
    }
    if (env.run.heap.threadOf(object.id()) != null) {
      return true;
    }
    ClassPlan plan = env.run.planOf(object.type());
    return plan.kind != null || (plan.isAlias() && env.run.draft(value) != null);
  }

  private Object className(Object value, Env env) {
    HeapObject object = env.run.object(value);
    if (object == null) {
      return Value.UNKNOWN;
    }
    String full = object.type().name();
    switch (name) {
      case SIMPLENAME:
        return full.substring(full.lastIndexOf('.') + 1);
      case HOST:
        return host(full);
      default:
        return full;
    }
  }

  /** The class that a lambda stands in; else the class itself. */
  static String host(String className) {
    int lambda = className.indexOf("$$Lambda");
    return lambda < 0 ? className : className.substring(0, lambda);
  }

  private static Object orUnknown(String text) {
    return text == null ? Value.UNKNOWN : text;
  }

  /** A value as text: what is unknown is a question mark. */
  static String show(Object value, Env env) {
    if (value instanceof Seq) {
      StringBuilder text = new StringBuilder();
      for (Object item : ((Seq) value).items) {
        text.append(text.length() == 0 ? "" : ", ").append(show(item, env));
      }
      return ((Seq) value).partial ? text.append(" and perhaps more").toString() : text.toString();
    }
    if (Truth.unknown(value) || value == Truth.SOMETHING) {
      return "?";
    }
    if (value == Value.NULL) {
      return "null";
    }
    if (!EdgeStatement.isEnd(value)) {
      return value instanceof Entity ? Labels.of((Entity) value) : value.toString();
    }
    String text = Truth.text(value, env);
    if (text != null) {
      return text;
    }
    HeapObject object = env.run.object(value);
    return object == null ? "?" : object.type().name() + "@" + Long.toHexString(object.id());
  }

  /** A value as an attribute; null when there is nothing to say. */
  static Object attribute(Object value, Env env) {
    if (Truth.unknown(value) || value == Value.NULL || value == Truth.SOMETHING) {
      return null;
    }
    if (value instanceof Long || value instanceof Double || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Seq) {
      List<Object> list = new ArrayList<>();
      for (Object item : ((Seq) value).items) {
        list.add(show(item, env));
      }
      return list;
    }
    return show(value, env);
  }
}
