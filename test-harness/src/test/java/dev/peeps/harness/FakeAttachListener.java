package dev.peeps.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;

/**
 * Answers in place of a JVM that nobody has attached to yet: so a test decides when, what and
 * whether the target answers.
 */
public final class FakeAttachListener implements AutoCloseable {

  /** What the fake JVM does with a request. */
  public interface Behaviour {
    /**
     * Answers one request.
     *
     * @param options what libpeeps would have got
     * @return the answer; null to close the connection without one
     */
    String answer(String options) throws Exception;
  }

  private final Path path;
  private final ServerSocketChannel server;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final WholeBehaviour behaviour;

  private FakeAttachListener(Path path, ServerSocketChannel server, WholeBehaviour behaviour) {
    this.path = path;
    this.server = server;
    this.behaviour = behaviour;
  }

  /** Listens where the JVM of this pid would. */
  public static FakeAttachListener of(long pid, Behaviour behaviour) {
    return ofWords(pid, words -> behaviour.answer(words[4]));
  }

  /** What the fake JVM does with all the words of a request: version, command, arguments. */
  public interface WholeBehaviour {
    /** As {@link Behaviour#answer}. */
    String answer(String[] words) throws Exception;
  }

  /** Listens where the JVM of this pid would, for any request. */
  public static FakeAttachListener ofWords(long pid, WholeBehaviour behaviour) {
    try {
      Path path = Path.of("/tmp/.java_pid" + pid);
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      FakeAttachListener listener = new FakeAttachListener(path, server, behaviour);
      Thread thread = new Thread(listener::serve, "fake-attach-listener");
      thread.setDaemon(true);
      thread.start();
      return listener;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Blocks until it has been asked for the first time. */
  public void awaitRequest() throws InterruptedException {
    asked.await();
  }

  private void serve() {
    try {
      while (true) {
        try (SocketChannel channel = server.accept()) {
          String request = request(channel);
          asked.countDown();
          String answer = behaviour.answer(request.split("\0", -1));
          if (answer != null) {
            channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
          }
        }
      }
    } catch (ClosedChannelException e) {
      // closed by the test: over
    } catch (Exception e) {
      throw new IllegalStateException("the fake attach listener failed", e);
    }
  }

  /** Five strings, each ended by NUL: version, command, three arguments. */
  private static String request(SocketChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8192);
    int ends = 0;
    int looked = 0;
    while (ends < 5 && channel.read(bytes) >= 0) {
      for (; looked < bytes.position(); looked++) {
        ends += bytes.get(looked) == 0 ? 1 : 0;
      }
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
