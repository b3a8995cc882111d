package dev.peeps.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever the code says in JSON, peeps-json(5) explains. */
class ManPageTest {
  private static final Pattern NOTICE =
      Pattern.compile("otice\\(\\s*(?:(?:\"[^\"]*\"|[\\w.()]+)\\s*,\\s*)?\"([a-z]+(?:-[a-z]+)*)\"");
  private static final Pattern CONSTANT = Pattern.compile("String [A-Z_]+ = \"([a-z]+-[a-z-]+)\"");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("(?:attribute|amount)\\(\\s*(?:builder,\\s*)?\"(\\w+)\"");
  private static final Pattern OWN = Pattern.compile("String [A-Z_]+ = \"([a-zA-Z]+)\"");

  private static List<Path> sources() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String module : new String[] {"mbeans", "attach-cli"}) {
      try (Stream<Path> all = Files.walk(Path.of("..", module, "src/main/java"))) {
        all.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
      }
    }
    return files;
  }

  private static void find(Pattern pattern, String text, Set<String> into) {
    for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
      into.add(matcher.group(1));
    }
  }

  @Test
  void everyNoticeAndEveryKeyOfAnEntity() throws IOException {
    Set<String> codes = new TreeSet<>();
    Set<String> keys = new TreeSet<>();
    for (Path file : sources()) {
      String text = Files.readString(file);
      String name = file.getFileName().toString();
      find(NOTICE, text, codes);
      find(ATTRIBUTE, text, keys);
      if (name.equals("GraphNotice.java") || name.equals("Confirmation.java")) {
        find(CONSTANT, text, codes);
      }
      if (name.equals("OwnAttributes.java")) {
        find(OWN, text, keys);
      }
    }
    assertThat(codes).hasSizeGreaterThan(30).contains("bringers-unknown", "finding-gone");
    assertThat(keys).hasSizeGreaterThan(20).contains("peerPid", "holdersUnknown", "vmState");
    String page = Files.readString(Path.of("..", "man", "peeps-json.5"));
    assertThat(codes).allSatisfy(code -> assertThat(page).contains(".Ql " + code));
    assertThat(keys)
        .allSatisfy(key -> assertThat(page).containsPattern("\\.It Sy (\\w+ , )*" + key + "\\b"));
  }
}
