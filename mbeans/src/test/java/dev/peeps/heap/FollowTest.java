package dev.peeps.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ThreadSpec;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A cut that is read from a stream of which nobody knows how long it will be. */
class FollowTest {
  private static final Path NAME = Path.of("cut.hprof");

  private static Heap follow(byte[] bytes, long most) throws HprofException {
    InputStream slow =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 3));
          }
        };
    return HprofReader.follow(NAME, slow, most);
  }

  private static Hprof cut() {
    Hprof cut = Hprof.cut().info("pid", "4711");
    ThreadSpec thread = cut.thread("main").tid(1).at("a.C.run(C.java:1)");
    cut.instance("a.Task").set("thread", thread);
    return cut;
  }

  @Test
  void isTheSameAsReadFromAFile() throws Exception {
    Heap heap = follow(cut().bytes(), 1 << 20);
    assertThat(heap.info().number("pid")).isEqualTo(4711);
    assertThat(heap.threads()).extracting(HeapThread::name).containsExactly("main");
    assertThat(heap.threads().get(0).frames().get(0).text()).isEqualTo("a.C.run(C.java:1)");
    assertThat(heap.notices()).isEmpty();
  }

  @Test
  void whatIsNotWholeIsNotRead() throws Exception {
    byte[] bytes = cut().bytes();
    for (int length = 40; length < bytes.length; length++) {
      assertThat(follow(Arrays.copyOf(bytes, length), 1 << 20)).as("%s bytes", length).isNull();
    }
    assertThat(follow(cut().withoutEnd().bytes(), 1 << 20)).isNull();
  }

  @Test
  void whatIsLongerThanAllowedIsNotRead() throws Exception {
    byte[] bytes = cut().bytes();
    assertThat(follow(bytes, bytes.length / 2)).isNull();
  }

  @Test
  void aHeapDumpIsNoCut() throws Exception {
    Hprof dump = Hprof.dump();
    dump.instance("a.Task");
    assertThat(follow(dump.bytes(), 1 << 20)).isNull();
  }

  @Test
  void whatIsNoHprofFileIsRefused() {
    byte[] error = "peeps-error: no memory\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> follow(error, 1 << 20)).isInstanceOf(HprofException.class);
  }
}
