package dev.peeps.layout;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compiles what the layouts read into the plan that the walk gets (docs/cut-format.md). */
final class PlanCompiler {
  private final List<Layout> files;
  private final Map<String, List<ClassBlock>> blocks;

  PlanCompiler(List<Layout> files, Map<String, List<ClassBlock>> blocks) {
    this.files = files;
    this.blocks = blocks;
  }

  /** Text of the plan; each class and each method is in it once. */
  String plan() {
    StringBuilder plan = new StringBuilder("peeps-plan 1\n");
    for (Map.Entry<String, List<ClassBlock>> entry : blocks.entrySet()) {
      type(plan, entry.getKey(), entry.getValue());
    }
    methods(plan);
    return plan.append("end\n").toString();
  }

  private static void type(StringBuilder plan, String name, List<ClassBlock> blocks) {
    plan.append("class ").append(name);
    boolean wide = false;
    boolean wideOnly = true;
    boolean inDumps = false;
    boolean byField = true;
    long budget = -1;
    for (ClassBlock block : blocks) {
      wide |= block.wide;
      wideOnly &= block.wideOnly;
      inDumps |= block.inDumps;
      byField &= block.byField;
      budget = Math.max(budget, block.budget);
    }
    // Looking for a class in the whole heap costs a pass of its own: only where a block asks for
    // it.
    plan.append(wideOnly ? " wide-only" : wide ? "" : " narrow-only");
    plan.append(inDumps && !wide ? " wide-only" : "");
    plan.append(byField ? " by-field" : "");
    if (budget >= 0) {
      plan.append(" budget:").append(budget);
    }
    plan.append('\n');
    rules(plan, blocks);
    fields(plan, blocks);
  }

  private static void rules(StringBuilder plan, List<ClassBlock> blocks) {
    Set<String> keep = new LinkedHashSet<>();
    boolean settled = false;
    for (ClassBlock block : blocks) {
      keep.addAll(block.keep);
      if (block.settled != null && !settled) {
        settled = true;
        plan.append("settled ").append(block.settled);
        plan.append(block.settledUnless == null ? "" : " unless " + block.settledUnless);
        plan.append('\n');
      }
    }
    if (!keep.isEmpty()) {
      plan.append("keep ").append(String.join(" ", keep)).append('\n');
    }
  }

  private static void fields(StringBuilder plan, List<ClassBlock> blocks) {
    Map<String, Set<String>> fields = new LinkedHashMap<>();
    for (ClassBlock block : blocks) {
      for (ClassBlock.Read read : block.reads) {
        for (String field : read.fields) {
          String key = (read.isStatic ? "static " : "field ") + field;
          Set<String> modes = fields.get(key);
          if (modes == null) {
            modes = new LinkedHashSet<>(2);
            fields.put(key, modes);
          }
          modes.addAll(read.modes);
        }
      }
    }
    for (Map.Entry<String, Set<String>> field : fields.entrySet()) {
      Set<String> modes = field.getValue();
      plan.append(field.getKey()).append(' ');
      plan.append(modes.isEmpty() ? "point" : String.join(" ", modes)).append('\n');
    }
  }

  private void methods(StringBuilder plan) {
    Set<String> seen = new LinkedHashSet<>();
    for (Layout file : files) {
      for (FrameRule rule : file.frameRules) {
        for (FrameRule.Method method : rule.methods) {
          if (rule.usesLocals() && !method.name.endsWith("*")) {
            seen.add("method " + method.className + "." + method.name + "\n");
          }
        }
      }
    }
    for (String line : seen) {
      plan.append(line);
    }
  }
}
