package dev.peeps.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.harness.Command;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Jdks;
import dev.peeps.harness.LiveCut;
import dev.peeps.harness.VictimProcess;
import dev.peeps.heap.Heap;
import dev.peeps.heap.HprofReader;
import dev.peeps.heap.ReadOptions;
import dev.peeps.layout.GraphReader;
import dev.peeps.layout.Layouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Live and dead agree: the graph of a cut and that of a heap dump of the same hung process are
 * equal entity by entity and edge by edge, apart from what HPROF cannot carry
 * (docs/post-mortem.md). All victims that hang take part, a new one as soon as it is there.
 */
class LiveAndDeadLiveTest {
  private static final Layouts LAYOUTS = Layouts.builtIn();

  /** Programs that go on working, so that no two pictures of them are alike, or need a partner. */
  private static final Set<String> NOT_HUNG = Set.of("healthy", "outside", "library");

  /** They hang only with options, arguments or a partner, which their own tests give them. */
  private static final Set<String> NOT_ALONE =
      Set.of(
          "DeepStacks.java",
          "OtherEnd.java",
          "PinnedCarriers.java",
          "StuckCaller.java",
          "StuckServer.java");

  /** They try again all the time, and whichever carrier has just run one waits otherwise. */
  private static final String TRIES_AGAIN = "CrossedTryLocks.java";

  /** Its futures are garbage on purpose: in a dump of everything, and in no cut. */
  private static final String GARBAGE = "DroppedFuture.java";

  /** Whoever waits for a class pins its carrier, which a dump can tell as little as the wait. */
  private static final Set<String> PINNING =
      Set.of("ClassInitialisation.java", "LockAgainstForName.java", "OpenerBeforeClass.java");

  @TempDir Path directory;

  /** A word that a victim compares its argument with. */
  private static final Pattern CHOICE = Pattern.compile("(?:equals\\(|case )\"([a-z-]+)\"");

  /** Platform threads on the older JDKs, virtual ones where monitors do not pin them. */
  static Stream<Arguments> victims() throws IOException {
    List<Jdk> jdks = Jdks.all().collect(Collectors.toList());
    List<Arguments> all = new ArrayList<>();
    Path sources = Path.of("src/main/java");
    try (Stream<Path> files = Files.walk(sources.resolve("dev/peeps/victims"))) {
      for (Path file : files.sorted().collect(Collectors.toList())) {
        boolean java = file.toString().endsWith(".java");
        String text = java ? Files.readString(file) : "";
        String folder = file.getParent().getFileName().toString();
        if (text.contains("void main(String[]")
            && text.contains("stuckWhen(")
            && !NOT_HUNG.contains(folder)
            && !NOT_ALONE.contains(file.getFileName().toString())
            && !file.endsWith(TRIES_AGAIN)
            && !file.endsWith(GARBAGE)) {
          String path = sources.relativize(file).toString();
          String main = path.substring(0, path.length() - ".java".length()).replace('/', '.');
          // Programs of virtual threads need a JDK that has them.
          boolean virtual =
              text.contains("VIRTUAL")
                  || text.contains("ThreadPerTask")
                  || text.contains("Workers.virtual()");
          for (Jdk jdk : jdks) {
            if (virtual && jdk.feature() < 21) {
              continue;
            }
            boolean pins = PINNING.contains(file.getFileName().toString()) || jdk.feature() < 24;
            String kind = pins ? "platform" : "virtual";
            String more = text.contains("parseInt(args[1])") ? " 20" : ""; // how many of them
            choices(text, kind).forEach(choice -> all.add(Arguments.of(jdk, choice + more, main)));
          }
        }
      }
    }
    return all.stream();
  }

  /** What a victim can be told to do; most only ask on which kind of threads. */
  private static Set<String> choices(String source, String kind) {
    Set<String> choices = new LinkedHashSet<>();
    Matcher matcher = CHOICE.matcher(source);
    while (source.contains("args[0]") && matcher.find()) {
      choices.add(matcher.group(1));
    }
    return choices.isEmpty() ? Set.of(kind) : choices;
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("victims")
  void agree(Jdk jdk, String choice, String main) throws Exception {
    try (VictimProcess victim = new VictimProcess.Start(jdk).args(choice.split(" ")).stuck(main)) {
      // What nobody has any more would be in the dump, and in no cut.
      jcmd(jdk, victim, "GC.run");
      LiveCut cut = LiveCut.of(victim, "walk:wide");
      Path file = directory.resolve("dump.hprof");
      jcmd(jdk, victim, "GC.heap_dump", "-all", file.toString());

      Heap dead = HprofReader.read(file, LAYOUTS.plan(), ReadOptions.defaults());

      Map<String, Integer> live = GraphPicture.of(cut.graph());
      assertThat(live).isNotEmpty();
      assertThat(differences(live, GraphPicture.of(graph(dead, victim.pid())))).isEmpty();
    }
  }

  private static void jcmd(Jdk jdk, VictimProcess victim, String... command) throws Exception {
    List<String> words = new ArrayList<>(List.of(jdk.tool("jcmd"), Long.toString(victim.pid())));
    words.addAll(List.of(command));
    Command.run(words.toArray(new String[0])).orFail();
  }

  /** Lines that only one of the two has, or more often. */
  private static List<String> differences(Map<String, Integer> live, Map<String, Integer> dead) {
    List<String> lines = new ArrayList<>();
    live.forEach(
        (line, count) -> {
          if (!count.equals(dead.get(line))) {
            lines.add("live only: " + count + " " + line);
          }
        });
    dead.forEach(
        (line, count) -> {
          if (!count.equals(live.get(line))) {
            lines.add("dead only: " + count + " " + line);
          }
        });
    return lines;
  }

  private static Graph graph(Heap heap, long pid) {
    Graph.Builder builder = new Graph.Builder();
    ProcessInfo process =
        new ProcessInfo(Long.toString(pid), pid, "victim", heap.info().facts(), true);
    builder.process(process);
    GraphReader.read(heap, LAYOUTS, process, builder);
    return builder.build();
  }
}
