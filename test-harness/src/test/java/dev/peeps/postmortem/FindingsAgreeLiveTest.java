package dev.peeps.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.peeps.finding.Certainty;
import dev.peeps.finding.Finding;
import dev.peeps.finding.FindingKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.harness.DeadHeap;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Live and dead agree about the verdict, too: for every victim that hangs the same kinds of
 * findings about the same tasks, and whoever is blamed live is blamed in the dump. Apart from this,
 * and only this, is in docs/post-mortem.md:
 *
 * <ul>
 *   <li>How sure it is, and what is only possible: each side sees something that the other does
 *       not.
 *   <li>Who refers to what is lost, or to a full queue, is all in a dump.
 *   <li>The initialisation of classes, which is in no heap.
 *   <li>Which request a connection of the kernel's belongs to, and who in the same process has its
 *       other end: no heap has its state.
 *   <li>Waits with a limit, of which one picture does not tell that they last.
 *   <li>Whether what follows from a finding is a finding of its own beside it.
 * </ul>
 */
class FindingsAgreeLiveTest {
  /**
   * What their findings rest on is in no heap: who initialises a class, whose the other end of a
   * connection is, what a child waits for, whether a wait with a limit lasts.
   */
  private static final Set<String> NOT_IN_A_DUMP =
      Set.of(
          "AwaitedAgain", "ClassInitialisation", "OpenerBeforeClass", "OwnCaller", "UnreadChild");

  static Stream<Arguments> victims() throws IOException {
    return LiveAndDeadLiveTest.victims()
        .filter(each -> !NOT_IN_A_DUMP.contains(simpleName((String) each.get()[2])));
  }

  private static String simpleName(String main) {
    return main.substring(main.lastIndexOf('.') + 1);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("victims")
  void agree(Jdk jdk, String choice, String main) throws Exception {
    try (VictimProcess victim = new VictimProcess.Start(jdk).args(choice.split(" ")).stuck(main)) {
      // Time enough to look for who can still bring something, however busy the machine is.
      Verdicts live = live(Peeps.dump(victim, "--format=json", "--max-pause=20000"));
      Verdicts dead = dead(DeadHeap.of(victim));
      assertThat(dead.causes()).isEqualTo(live.causes());
      live.causes()
          .forEach(
              verdict ->
                  assertThat(dead.culprits.get(verdict)).containsAll(live.culprits.get(verdict)));
      assertThat(dead.waitForWhatIsLost).containsAll(live.waitForWhatIsLost);
    }
  }

  private static Verdicts live(String json) throws IOException {
    JsonNode picture = new ObjectMapper().readTree(json);
    Map<String, String> names = new HashMap<>();
    Set<String> requests = new HashSet<>();
    for (JsonNode entity : picture.get("entities")) {
      if (entity.get("kind").asText().equals(EntityKind.REQUEST.word())) {
        requests.add(entity.get("id").asText());
      }
      String name = entity.get("name").asText();
      names.put(entity.get("id").asText(), name.isEmpty() ? entity.get("type").asText() : name);
    }
    Verdicts verdicts = new Verdicts(names);
    for (JsonNode finding : picture.get("findings")) {
      List<String> culprits = texts(finding.get("culprits"));
      culprits.removeAll(requests);
      verdicts.add(
          finding.get("kind").asText(),
          finding.get("certainty").asText(),
          texts(finding.get("tasks")),
          culprits);
    }
    return verdicts;
  }

  private static Verdicts dead(DeadHeap heap) {
    Map<String, String> names = new HashMap<>();
    for (Entity entity : heap.graph().entities()) {
      names.put(entity.id(), entity.name().isEmpty() ? entity.type() : entity.name());
    }
    Verdicts verdicts = new Verdicts(names);
    for (Finding finding : heap.findings()) {
      verdicts.add(
          finding.kind().word(), finding.certainty().word(), finding.tasks(), finding.culprits());
    }
    return verdicts;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  /** Kind and tasks, by name and sorted. */
  private record Verdict(String kind, List<String> tasks) {
    boolean followsFrom(Verdict other) {
      return kind.equals(other.kind)
          && tasks.size() < other.tasks.size()
          && other.tasks.containsAll(tasks);
    }
  }

  /** Findings without ids, those of one picture. */
  private static final class Verdicts {
    private final Map<String, String> names;

    /** Kind and tasks → whom to look at. */
    private final Map<Verdict, List<String>> culprits = new HashMap<>();

    private final Set<String> waitForWhatIsLost = new TreeSet<>();

    Verdicts(Map<String, String> names) {
      this.names = names;
    }

    void add(String kind, String certainty, List<String> tasks, List<String> blamed) {
      if (certainty.equals(Certainty.POSSIBLE.word())) {
        return;
      }
      if (kind.equals(FindingKind.LOST.word())) {
        waitForWhatIsLost.addAll(named(tasks));
      } else {
        culprits.put(new Verdict(kind, named(tasks)), named(blamed));
      }
    }

    /** Those whose tasks are not all in another one of the kind, from which they follow. */
    Set<Verdict> causes() {
      Set<Verdict> causes = new HashSet<>(culprits.keySet());
      causes.removeIf(one -> culprits.keySet().stream().anyMatch(one::followsFrom));
      return causes;
    }

    private List<String> named(List<String> ids) {
      return ids.stream().map(names::get).sorted().toList();
    }
  }
}
