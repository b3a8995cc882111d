package dev.peeps.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RoomAheadTest {
  @TempDir Path folder;

  @Test
  void readsTheNumberOfThreadsOfALargeCutThatIsStillToCome() throws IOException {
    byte[] head = CutBytes.begun("threads", "100008");
    assertThat(RoomAhead.announced(file(head))).isEqualTo(100_008);
    for (int length = 0; length < head.length; length++) {
      assertThat(RoomAhead.announced(file(Arrays.copyOf(head, length)))).as("%s", length).isZero();
    }
  }

  @Test
  void nothingIsConcludedFromAnotherFile() throws IOException {
    assertThat(RoomAhead.announced(file(CutBytes.begun("pid", "4711")))).isZero();
    assertThat(RoomAhead.announced(file(CutBytes.begun("threads", "many")))).isZero();
    byte[] error = "peeps-error: no memory\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(RoomAhead.announced(file(error))).isZero();
    assertThat(RoomAhead.announced(folder.resolve("none").toFile())).isZero();
  }

  @Test
  void whatHasNoNameOfAFormatIsNotReadToItsEnd() throws IOException {
    InputStream nameless =
        new ByteArrayInputStream("x".repeat(1_000).getBytes(StandardCharsets.US_ASCII));
    assertThat(RoomAhead.announced(nameless)).isZero();
    assertThat(nameless.available()).isGreaterThan(900);
  }

  @Test
  @Timeout(30)
  void endsWhenTheTargetHasAnswered() {
    RoomAhead room = new RoomAhead();
    room.asked(folder.resolve("none").toFile());
    room.answered();
    room.make();
  }

  private File file(byte[] content) throws IOException {
    return Files.write(folder.resolve("cut"), content).toFile();
  }
}
