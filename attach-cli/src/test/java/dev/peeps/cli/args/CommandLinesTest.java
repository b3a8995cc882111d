package dev.peeps.cli.args;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLinesTest {
  private static List<String> words(String line) {
    return List.of(line.split(" ", -1));
  }

  private static Arguments fast(String line) {
    List<String> words = words(line);
    return ArgumentReader.read(Commands.named(words.get(0)), words.subList(1, words.size()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dump",
        "dump 4711",
        "dump 4711 4712 orders",
        "dump --format=json 4711",
        "dump --format json -o file 4711",
        "dump 4711 --all --stacks -q",
        "dump --task=a.*b --layout x --layout=y",
        "dump -- -strange-name",
        "dump --confirm=0 --max-pause 10 4711",
        "dump --help",
        "list",
        "help dump",
        "version",
        "completion bash"
      })
  void theFastReaderAgreesWithPicocli(String line) throws UsageException {
    assertThat(fast(line)).as("read fast").isNotNull();
    assertThat(fast(line).toString()).isEqualTo(PicocliModel.parse(words(line)).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dump --nonsense",
        "dump --format=xml",
        "dump --format",
        "dump --top",
        "dump --top 1 --top 2",
        "dump --all=yes",
        "dump -o",
        "list 4711",
        "help dump list",
        "version --all"
      })
  void mistakesAreLeftToPicocliWhichRefusesThem(String line) {
    assertThat(fast(line)).isNull();
    assertThatThrownBy(() -> CommandLines.parse(words(line))).isInstanceOf(UsageException.class);
  }

  @Test
  void whatOnlyPicocliUnderstandsWorksToo() throws UsageException {
    Arguments arguments = CommandLines.parse(List.of("dump", "-qoFILE", "4711"));
    assertThat(arguments.has("--quiet")).isTrue();
    assertThat(arguments.value("--output", "")).isEqualTo("FILE");
  }

  @Test
  void suggestions() {
    assertThatThrownBy(() -> CommandLines.parse(List.of("dump", "--frmes=3")))
        .hasMessageContaining("--frames");
    assertThatThrownBy(() -> CommandLines.parse(List.of("dmp", "4711")))
        .hasMessageContaining("dump");
    assertThatThrownBy(() -> CommandLines.parse(List.of("4711")))
        .hasMessageContaining("peeps dump 4711");
  }

  @Test
  void everyOptionIsInTheHelp() {
    for (Command command : Commands.all()) {
      String help = PicocliModel.help(command);
      assertThat(help).contains(command.summary());
      for (Option option : command.options()) {
        assertThat(help).contains(option.key());
      }
      assertThat(PicocliModel.help(null)).contains(command.name());
    }
    assertThat(PicocliModel.help(Commands.named("dump")).replaceAll("\\s+", " "))
        .contains("A deadlock is an answer, not an error: the exit status is 0 then as well");
  }

  @Test
  void completionKnowsCommandsAndOptions() {
    assertThat(PicocliModel.bashCompletion()).contains("dump", "--max-pause", "complete -F");
  }
}
