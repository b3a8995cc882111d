package dev.peeps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.peeps.graph.Graph;
import dev.peeps.layout.Layouts;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every dump of a live JVM goes through makes no classes while it runs: the first lambda of a
 * JVM costs some 10 ms on JDK 17, which is a tenth of a whole dump.
 */
class StartUpTest {
  private static final List<Class<?>> ONE_OF_EACH_PACKAGE = List.of(Graph.class, Layouts.class);

  @Test
  void thePathOfALiveDumpHasNoLambdas() throws IOException, URISyntaxException {
    List<String> lambdas = new ArrayList<>();
    for (Class<?> one : ONE_OF_EACH_PACKAGE) {
      Path folder = Path.of(one.getResource(one.getSimpleName() + ".class").toURI()).getParent();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          String content = Files.readString(file, StandardCharsets.ISO_8859_1);
          if (content.contains("java/lang/invoke/LambdaMetafactory")) {
            lambdas.add(one.getPackageName() + '.' + file.getFileName());
          }
        }
      }
    }
    assertEquals(List.of(), lambdas);
  }
}
