package dev.peeps.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.heap.Heap;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CutAheadTest {
  private static final String THREADS = "6000";

  @TempDir Path folder;
  private File file;

  @BeforeEach
  void file() throws IOException {
    file = Files.createFile(folder.resolve("cut")).toFile();
  }

  @Test
  void readsWhatIsWrittenMeanwhile() throws IOException {
    byte[] cut = CutBytes.whole("threads", THREADS, "pid", "4711");
    for (int step : new int[] {1, 7, cut.length}) {
      Files.write(file.toPath(), new byte[0]);
      CutAhead ahead = new CutAhead(file);
      ahead.read(new Parts(cut, step));
      Heap heap = ahead.await(file);
      assertThat(heap.info().fact("pid")).as("%s bytes at a time", step).isEqualTo("4711");
      assertThat(heap.info().number("threads")).isEqualTo(6000);
      assertThat(heap.notices()).isEmpty();
    }
  }

  @Test
  void whatIsNoWholeCutInTheEndIsLeftToWhoeverReadsItThen() throws IOException {
    byte[] cut = CutBytes.whole("threads", THREADS, "pid", "4711");
    for (int length = 0; length < cut.length; length++) {
      Files.write(file.toPath(), new byte[0]);
      CutAhead ahead = new CutAhead(file);
      ahead.read(new Parts(Arrays.copyOf(cut, length), 16));
      assertThat(ahead.await(file)).as("%s bytes", length).isNull();
    }
  }

  @Test
  void aCutThatFailsIsThrownAwayWhole() {
    byte[] begun = Arrays.copyOf(CutBytes.whole("threads", THREADS, "pid", "4711"), 60);
    byte[] reason = "peeps-error: no memory\n".getBytes(StandardCharsets.US_ASCII);
    CutAhead ahead = new CutAhead(file);
    ahead.read(
        new Parts(begun, begun.length) {
          @Override
          boolean after() throws IOException {
            Files.write(file.toPath(), reason);
            return true;
          }
        });
    assertThat(ahead.await(file)).isNull();
  }

  @Test
  void answersForItsOwnFileAlone() {
    CutAhead ahead = new CutAhead(file);
    ahead.read(new Parts(CutBytes.whole("threads", THREADS, "pid", "4711"), 64));
    assertThat(ahead.await(folder.resolve("other").toFile())).isNull();
    assertThat(ahead.await(file)).isNotNull();
  }

  @Test
  void aFileThatCannotBeReadIsLeftToWhoeverReadsItThen() {
    File none = folder.resolve("none").toFile();
    CutAhead ahead = new CutAhead(none);
    ahead.read(new Parts(CutBytes.whole("threads", THREADS, "pid", "4711"), 64));
    assertThat(ahead.await(none)).isNull();
  }

  /** With room made for it, until the target says that it is whole. */
  @Test
  void isReadOnceThereIsRoom() throws Exception {
    byte[] cut = CutBytes.whole("threads", THREADS, "pid", "4711");
    Files.write(file.toPath(), Arrays.copyOf(cut, cut.length - 9));
    RoomAhead room = new RoomAhead();
    assertThat(room.heap(file)).isNull();
    Thread maker = new Thread(room::make);
    maker.start();
    room.asked(file);
    while (!room.isReading()) {
      assertThat(maker.isAlive()).isTrue();
      Thread.onSpinWait();
    }
    byte[] end = Arrays.copyOfRange(cut, cut.length - 9, cut.length);
    Files.write(file.toPath(), end, StandardOpenOption.APPEND);
    room.answered();
    assertThat(room.heap(file).info().fact("pid")).isEqualTo("4711");
    maker.join();
  }

  @Test
  void nothingIsReadAheadThatIsWholeAlready() throws Exception {
    Files.write(file.toPath(), CutBytes.whole("threads", THREADS, "pid", "4711"));
    RoomAhead room = new RoomAhead();
    room.asked(file);
    room.answered();
    room.make();
    assertThat(room.heap(file)).isNull();
  }

  /** Who writes some bytes each time that a reader has to wait. */
  private class Parts implements GrowingFile.Writing {
    private final byte[] content;
    private final int step;
    private int written;
    private boolean over;

    Parts(byte[] content, int step) {
      this.content = content;
      this.step = step;
    }

    @Override
    public boolean isOver(long millis) {
      if (millis > 0 && !over) {
        over = written >= content.length;
        try {
          int end = Math.min(content.length, written + step);
          Files.write(
              file.toPath(), Arrays.copyOfRange(content, written, end), StandardOpenOption.APPEND);
          written = end;
          over = over && after();
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
      return over;
    }

    /** When all is written; true when that was all. */
    boolean after() throws IOException {
      return true;
    }
  }
}
