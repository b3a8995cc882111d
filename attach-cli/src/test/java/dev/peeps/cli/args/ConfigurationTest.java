package dev.peeps.cli.args;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peeps.cli.CommandFailure;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Defaults of a user: what counts, what counts more, and how a mistake is said. */
class ConfigurationTest {
  @TempDir Path folder;

  private Arguments with(String config, String... words) throws Exception {
    Arguments arguments = CommandLines.parse(List.of(words));
    Configuration.complete(arguments, Files.writeString(folder.resolve("config"), config));
    return arguments;
  }

  @Test
  void setsWhatWasNotTyped() throws Exception {
    Arguments arguments =
        with("# ours\n\nload = never\ntimeout=60\n color = never \n", "dump", "4711");
    assertThat(arguments.has("--no-load")).isTrue();
    assertThat(arguments.value("--timeout", "")).isEqualTo("60");
    assertThat(arguments.value("--color", "")).isEqualTo("never");
  }

  @Test
  void theCommandLineCountsMore() throws Exception {
    Arguments arguments =
        with("load = never\ntimeout = 60\n", "dump", "--via=attach", "--timeout=5", "4711");
    assertThat(arguments.has("--no-load")).isFalse();
    assertThat(arguments.value("--timeout", "")).isEqualTo("5");
  }

  @Test
  void layoutsAreAdded() throws Exception {
    Arguments arguments = with("layout = /a\nlayout = /b\n", "dump", "--layout=/c", "4711");
    assertThat(arguments.all("--layout")).containsExactlyInAnyOrder("/a", "/b", "/c");
  }

  @Test
  void whatACommandHasNoUseForIsPassedOver() throws Exception {
    assertThat(with("load = never\nmax-pause = 100\n", "list").has("--no-load")).isFalse();
  }

  @Test
  void aMistakeIsNamedByItsLine() {
    assertThatThrownBy(() -> with("\nload = nevver\n", "dump"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("config, line 2: load takes one of auto, never, not 'nevver'");
    assertThatThrownBy(() -> with("timeout = soon\n", "dump"))
        .hasMessageContaining("line 1: timeout takes a number, not 'soon'");
    assertThatThrownBy(() -> with("colour = never\n", "dump"))
        .hasMessageContaining("line 1: no such key", "not 'colour'");
    assertThatThrownBy(() -> with("load\n", "dump")).hasMessageContaining("KEY = VALUE");
  }

  @Test
  void itsPlace() {
    assertThat(Configuration.file("/conf", "/home/u")).isEqualTo(new File("/conf/peeps/config"));
    assertThat(Configuration.file("relative", "/home/u"))
        .isEqualTo(new File("/home/u/.config/peeps/config"));
    assertThat(Configuration.file(null, null)).isNull();
  }
}
