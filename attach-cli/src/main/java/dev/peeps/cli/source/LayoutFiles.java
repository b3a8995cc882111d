package dev.peeps.cli.source;

import dev.peeps.layout.LayoutText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Layouts that a person names: {@code --layout FILE|DIR}. */
public final class LayoutFiles {
  private LayoutFiles() {}

  /** The files themselves; of a folder, all files {@code *.layout} in it. */
  public static List<Path> of(List<Path> named) {
    List<Path> files = new ArrayList<>();
    for (Path path : named) {
      String[] names = path.toFile().list();
      if (names == null) {
        files.add(path);
      } else {
        Arrays.sort(names);
        for (String name : names) {
          if (name.endsWith(".layout")) {
            files.add(path.resolve(name));
          }
        }
      }
    }
    return files;
  }

  /** What those say that can be read; of the others the picture speaks that is made with them. */
  public static List<LayoutText> texts(List<Path> named) {
    List<LayoutText> texts = new ArrayList<>();
    for (Path file : of(named)) {
      try {
        if (Files.size(file) <= LayoutText.MAX_LENGTH) {
          String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
          texts.add(new LayoutText(file.toAbsolutePath().toString(), text));
        }
      } catch (IOException e) {
        // Said where the layouts are read.
      }
    }
    return texts;
  }
}
