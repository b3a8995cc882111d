package dev.peeps.layout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One parsed layout file. */
final class Layout {
  final String file;
  String name = "";
  final List<ClassBlock> classBlocks = new ArrayList<>();
  final List<FrameRule> frameRules = new ArrayList<>();
  final Map<String, View> views = new LinkedHashMap<>();
  final List<String> transparent = new ArrayList<>();

  /** Fields that expressions use, each with the first place. */
  final Map<String, Token> usedFields = new LinkedHashMap<>();

  /** Classes that {@code like} names, each with the first place. */
  final Map<String, Token> likes = new LinkedHashMap<>();

  Layout(String file) {
    this.file = file;
  }
}
