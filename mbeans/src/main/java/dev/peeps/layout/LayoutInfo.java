package dev.peeps.layout;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What can be told about one layout without a heap. Immutable. */
public final class LayoutInfo {
  private final String name;
  private final String file;
  private final String text;
  private final List<String> classes;
  private final int rules;
  private final List<String> findings;
  private final List<Problem> problems;
  private final boolean builtIn;

  LayoutInfo(Layout layout, List<Problem> all) {
    this.name = layout.name;
    this.file = layout.file;
    this.text = layout.text;
    this.builtIn = layout.builtIn;
    Set<String> named = new LinkedHashSet<>();
    for (ClassBlock block : layout.classBlocks) {
      named.addAll(block.classes);
    }
    this.classes = List.copyOf(named);
    this.rules = layout.frameRules.size();
    List<String> macros = new ArrayList<>();
    for (Macro macro : layout.macros) {
      macros.add(macro.name);
    }
    this.findings = List.copyOf(macros);
    List<Problem> own = new ArrayList<>();
    for (Problem problem : all) {
      if (problem.file().equals(layout.file)) {
        own.add(problem);
      }
    }
    this.problems = List.copyOf(own);
  }

  /** The name in its first line; empty when it has none. */
  public String name() {
    return name;
  }

  /** Where it is; for those that come with peeps just the name of the file. */
  public String file() {
    return file;
  }

  /** Whether it comes with peeps. */
  public boolean isBuiltIn() {
    return builtIn;
  }

  /** All of it. */
  public String text() {
    return text;
  }

  /** The classes that its blocks are about, in their order. */
  public List<String> classes() {
    return classes;
  }

  /** How many rules about frames it has. */
  public int rules() {
    return rules;
  }

  /** The names of its finding blocks. */
  public List<String> findings() {
    return findings;
  }

  /** Its mistakes. */
  public List<Problem> problems() {
    return problems;
  }
}
