package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is read when it is needed is what would have been read at once. */
class BodyTest {
  /**
   * Of several places that use a name the one that is read first counts, which is for messages;
   * where the statements come from is what differs.
   */
  private static final String DIFFERENT = ".*(usedFields|usedAttributes|likes|body|ofView)";

  @TestFactory
  Stream<DynamicTest> everyLayoutThatComesWithPeeps() {
    List<Problem> problems = new ArrayList<>();
    Stream<String> ofLibraries = Layouts.runtimes(problems).stream().map(n -> Runtimes.FOLDER + n);
    return Stream.concat(Layouts.names(problems).stream(), ofLibraries)
        .map(name -> DynamicTest.dynamicTest(name, () -> compare(name)));
  }

  private static void compare(String name) {
    List<Problem> problems = new ArrayList<>();
    String text = Layouts.resource(name, problems);
    Layout atOnce = LayoutParser.parse(name, text, problems);
    Layout later = LayoutParser.headings(name, text);
    assertThat(problems).isEmpty();
    assertThat(later.classBlocks).hasSameSizeAs(atOnce.classBlocks);
    later.read();
    assertThat(later)
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(DIFFERENT)
        .isEqualTo(atOnce);
    assertThat(later.usedFields.keySet()).isEqualTo(atOnce.usedFields.keySet());
    assertThat(later.likes.keySet()).isEqualTo(atOnce.likes.keySet());
  }

  @Test
  void onlyTheHeadingsAreReadAtFirst() {
    String text =
        "layout test 1\n\npackage app\n# a comment\n\nlock A, B  # another\n"
            + "  # of a block\n  read x\n\n  show seen = x\n\n# between\n"
            + "blocked in A.m, \\\n  B.m\n  needs local(A)\nview V\n  read y\n  each e = y\n  key e";
    Layout layout = LayoutParser.headings("test.layout", text);
    assertThat(layout.classBlocks).hasSize(2);
    ClassBlock block = layout.classBlocks.get(0);
    assertThat(block.classes).containsExactly("app.A", "app.B");
    assertThat(block.reads).isEmpty();
    assertThat(block.read().reads).hasSize(1);
    assertThat(block.reads.get(0).place.problem("x").toString()).contains(":8:");
    assertThat(block.statements).hasSize(1);
    FrameRule rule = layout.frameRules.get(0);
    assertThat(rule.methods).hasSize(2);
    assertThat(rule.statements).isEmpty();
    assertThat(rule.usesLocals()).isTrue();
    assertThat(rule.statements).hasSize(1);
    View view = layout.views.get("app.V");
    assertThat(view.each).isNull();
    view.complete();
    assertThat(view.each).isNotNull();
    assertThat(view.key).isNotNull();
    assertThat(layout.classBlocks.get(1).read().reads).hasSize(1);
  }

  /** One thread reads what most pictures need while another already has one. */
  @Test
  void twoThreadsReadBlocksOfOneLayout() throws Exception {
    StringBuilder text = new StringBuilder("layout test 1\n");
    for (int block = 0; block < 600; block++) {
      text.append("lock app.C").append(block).append('\n');
      for (int field = 0; field < 3; field++) {
        String name = "f" + block + "_" + field;
        text.append("  show ").append(name).append(" = ").append(name).append('\n');
      }
    }
    Layout atOnce = LayoutParser.parse("test.layout", text.toString(), new ArrayList<>());
    for (int round = 0; round < 20; round++) {
      Layout later = LayoutParser.headings("test.layout", text.toString());
      CyclicBarrier start = new CyclicBarrier(2);
      CompletableFuture<Void> other = CompletableFuture.runAsync(() -> half(later, 0, start));
      half(later, 1, start);
      other.get();
      assertThat(later.usedFields.keySet())
          .containsExactlyInAnyOrderElementsOf(atOnce.usedFields.keySet());
      assertThat(later.shown).isEqualTo(atOnce.shown);
    }
  }

  private static void half(Layout layout, int first, CyclicBarrier start) {
    try {
      start.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
    for (int block = first; block < layout.classBlocks.size(); block += 2) {
      layout.classBlocks.get(block).read();
    }
  }
}
