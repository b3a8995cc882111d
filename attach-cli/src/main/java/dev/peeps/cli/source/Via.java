package dev.peeps.cli.source;

import dev.peeps.cli.attach.Attachment;
import java.util.Locale;

/** The way to a live target that {@code --via} asks for. */
public enum Via {
  /** What leads there with the least trouble for the target. */
  AUTO,
  /** libpeeps, loaded through the attach socket or the Attach API. */
  ATTACH,
  /** libpeeps, loaded by the program jattach. */
  JATTACH,
  /** A heap dump made by the JVM itself; nothing is loaded. */
  HEAP_DUMP,
  /** A core, read by the JDK's serviceability agent; the JVM itself need not answer. */
  CORE;

  /** From the word of the option; the empty one is {@link #AUTO}. */
  static Via of(String word) {
    return switch (word) {
      case "attach" -> ATTACH;
      case "jattach" -> JATTACH;
      case "heap-dump" -> HEAP_DUMP;
      case "core" -> CORE;
      default -> AUTO;
    };
  }

  /** The word of the option. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How to attach for it. */
  Attachment.Way attachment() {
    return switch (this) {
      case ATTACH -> Attachment.Way.ATTACH;
      case JATTACH -> Attachment.Way.JATTACH;
      default -> Attachment.Way.AUTO;
    };
  }
}
