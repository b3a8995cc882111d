package dev.peeps.layout;

import dev.peeps.heap.Value;
import java.util.List;

/** {@code some(V in LIST where COND)}, {@code every(…)} and {@code those(…)}. */
final class ListExprs implements Expr {

  /** What is asked about the items. */
  enum Quantifier {
    /** Whether one of them is so. */
    SOME,
    /** Whether all of them are. */
    EVERY,
    /** Which of them are. */
    THOSE;

    final String word = name().toLowerCase(java.util.Locale.ROOT);

    /** The one of this word, or null. */
    static Quantifier ofWord(String word) {
      for (Quantifier quantifier : values()) {
        if (quantifier.word.equals(word)) {
          return quantifier;
        }
      }
      return null;
    }
  }

  private final Quantifier quantifier;
  private final int slot;
  private final Expr list;
  private final Expr condition;

  ListExprs(Quantifier quantifier, int slot, Expr list, Expr condition) {
    this.quantifier = quantifier;
    this.slot = slot;
    this.list = list;
    this.condition = condition;
  }

  @Override
  public Object eval(Env env) {
    Seq from = Seq.of(list.eval(env));
    Seq found = new Seq();
    found.partial = from.partial;
    int decisive = quantifier == Quantifier.EVERY ? 0 : 1;
    for (int i = 0; i < from.items.size(); i++) {
      if (!env.run.step()) {
        found.partial = true;
        break;
      }
      env.vars[slot] = from.items.get(i);
      int truth = Truth.of(condition.eval(env));
      found.partial |= truth < 0;
      if (quantifier == Quantifier.THOSE) {
        if (truth == 1) {
          found.items.add(from.items.get(i));
        }
      } else if (truth == decisive) {
        return Truth.value(decisive);
      }
    }
    if (quantifier == Quantifier.THOSE) {
      return found;
    }
    return found.partial ? Value.UNKNOWN : Truth.value(1 - decisive);
  }

  /** {@code starts(TEXT, PART)}, {@code ends} and {@code contains}. */
  static final class TextTest implements Expr {
    /** The words of the tests. */
    static final List<String> WORDS = List.of("starts", "ends", "contains");

    private final String word;
    private final Expr text;
    private final Expr part;

    TextTest(String word, Expr text, Expr part) {
      this.word = word;
      this.text = text;
      this.part = part;
    }

    @Override
    public Object eval(Env env) {
      String whole = Truth.text(text.eval(env), env);
      String piece = Truth.text(part.eval(env), env);
      if (whole == null || piece == null) {
        return Value.UNKNOWN;
      }
      switch (word) {
        case "starts":
          return whole.startsWith(piece);
        case "ends":
          return whole.endsWith(piece);
        default:
          return whole.contains(piece);
      }
    }
  }
}
