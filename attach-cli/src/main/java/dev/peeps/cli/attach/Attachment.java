package dev.peeps.cli.attach;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.Names;
import java.util.List;

/**
 * The way to one JVM: its own socket where that is open, else the Attach API, else {@code jattach};
 * {@code jattach} before the Attach API for a JVM in other namespaces or of another user.
 */
public final class Attachment {
  private final Jvm jvm;
  private final Way way;
  private String word = "";

  /** What {@code --via} asked for. */
  public enum Way {
    AUTO,
    ATTACH,
    JATTACH
  }

  public Attachment(Jvm jvm, Way way) {
    this.jvm = jvm;
    this.way = way;
  }

  /** The word for the way that was taken last; empty before the first load. */
  public String word() {
    return word;
  }

  /**
   * Has the JVM load the library and waits for the answer.
   *
   * @param library path as the target sees it
   * @return the library's own answer: it ran, though it may have failed
   * @throws CommandFailure when the JVM cannot be reached, refuses, or cannot load the library
   */
  public LoadAnswer load(String library, String options) throws CommandFailure {
    Attacher attacher = choose();
    word = attacher.word();
    LoadAnswer answer = attacher.load(jvm, library, options);
    return switch (answer.kind()) {
      case RAN -> answer;
      case AGENTS_REFUSED -> throw new AgentsRefused(jvm);
      case NOT_LOADED ->
          throw new CommandFailure(
              ExitStatus.NO_ATTACH,
              jvm + " could not load " + library,
              Names.shown(answer.text().replace('\n', ' ')),
              "see that the target's user may read it, that its file system is not mounted noexec,"
                  + " and that it was built for the target's libc and processor");
    };
  }

  /**
   * Has the JVM do what its attach protocol offers without an agent: {@code threaddump}, {@code
   * dumpheap}, {@code jcmd}.
   *
   * @param words the request and up to three arguments
   * @return the JVM's words, which may be that it could not do it
   * @throws CommandFailure when the JVM cannot be reached
   */
  public String ask(String... words) throws CommandFailure {
    Attacher attacher = choose();
    word = attacher.word();
    return attacher.ask(jvm, words).text();
  }

  private Attacher choose() throws CommandFailure {
    SocketAttacher socket = new SocketAttacher();
    ApiAttacher api = new ApiAttacher();
    JattachAttacher jattach = new JattachAttacher();
    List<Attacher> order =
        switch (way) {
          case ATTACH -> List.of(socket, api);
          case JATTACH -> List.of(jattach);
          case AUTO ->
              jvm.isContained() || jvm.isOfAnotherUser()
                  ? List.of(socket, jattach, api)
                  : List.of(socket, api, jattach);
        };
    for (Attacher attacher : order) {
      if (attacher.reaches(jvm)) {
        return attacher;
      }
    }
    throw Refusals.noWay(jvm);
  }
}
