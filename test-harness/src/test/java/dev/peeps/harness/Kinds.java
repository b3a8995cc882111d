package dev.peeps.harness;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Which kind of thread a victim hangs on, per JDK. */
public final class Kinds {
  private Kinds() {}

  /** Platform threads on each JDK, virtual ones where monitors do not pin them (24 and later). */
  public static Stream<Arguments> all() {
    return Jdks.all()
        .flatMap(
            jdk ->
                jdk.feature() >= 24
                    ? Stream.of(Arguments.of(jdk, "platform"), Arguments.of(jdk, "virtual"))
                    : Stream.of(Arguments.of(jdk, "platform")));
  }
}
