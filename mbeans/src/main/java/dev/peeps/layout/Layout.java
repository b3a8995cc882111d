package dev.peeps.layout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One parsed layout file. */
final class Layout {
  final String file;
  final String text;
  String name = "";

  /** Whether it comes with peeps. */
  boolean builtIn;

  /** Whether it comes with peeps and is about a library, of which there are many versions. */
  boolean runtime;

  final List<ClassBlock> classBlocks = new ArrayList<>();
  final List<FrameRule> frameRules = new ArrayList<>();
  final Map<String, View> views = new LinkedHashMap<>();
  final List<String> transparent = new ArrayList<>();

  /** Rules over the graph. */
  final List<Macro> macros = new ArrayList<>(0);

  /** Names that {@code show} gives to attributes. */
  final Set<String> shown = new HashSet<>();

  /**
   * Facts and attributes of entities that {@code finding} blocks use, each with its first place.
   */
  final Map<String, Token> usedAttributes = new LinkedHashMap<>();

  /** Fields that expressions use, each with the first place. */
  final Map<String, Token> usedFields = new LinkedHashMap<>();

  /** Classes that {@code like} names, each with the first place. */
  final Map<String, Token> likes = new LinkedHashMap<>();

  Layout(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /** Reads what was not read yet of its blocks. */
  void read() {
    for (ClassBlock block : classBlocks) {
      block.complete();
    }
    for (FrameRule rule : frameRules) {
      rule.complete();
    }
    for (View view : views.values()) {
      view.complete();
    }
  }
}
