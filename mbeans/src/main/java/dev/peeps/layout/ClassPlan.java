package dev.peeps.layout;

import dev.peeps.graph.EntityKind;
import java.util.List;

/** What the layouts say about one class of a heap: the blocks of the nearest class they name. */
final class ClassPlan {
  static final ClassPlan NOTHING = new ClassPlan(List.of());

  final List<ClassBlock> blocks;

  /** Null when the objects are no entities. */
  final EntityKind kind;

  private final boolean logical;
  private final boolean alias;

  ClassPlan(List<ClassBlock> blocks) {
    this.blocks = blocks;
    EntityKind last = null;
    boolean anyLogical = false;
    boolean anyAlias = false;
    for (ClassBlock block : blocks) {
      last = block.kind == null ? last : block.kind;
      anyLogical |= block.logical;
      anyAlias |= !block.aliases.isEmpty();
    }
    this.kind = last;
    this.logical = anyLogical;
    this.alias = anyAlias;
  }

  boolean logical() {
    return logical;
  }

  /** The fields with what its objects wrap; mostly none. */
  List<String> wraps() {
    for (ClassBlock block : blocks) {
      if (!block.wraps.isEmpty()) {
        return block.wraps;
      }
    }
    return List.of();
  }

  /** True for collections and their entries. */
  boolean isCollection() {
    for (ClassBlock block : blocks) {
      if (block.byField) {
        return true;
      }
    }
    return false;
  }

  /** True when its objects may stand for others ({@code same_as}). */
  boolean isAlias() {
    return alias;
  }

  void run(Env env) {
    for (int i = 0; i < blocks.size(); i++) {
      blocks.get(i).run(env);
    }
  }

  /** True when this field is the one whose value means that the object is over. */
  boolean settles(String field) {
    for (ClassBlock block : blocks) {
      if (field.equals(block.settled)) {
        return true;
      }
    }
    return false;
  }
}
