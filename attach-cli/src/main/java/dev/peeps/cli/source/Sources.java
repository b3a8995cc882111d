package dev.peeps.cli.source;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.TargetResolver;
import dev.peeps.cli.proc.Jvm;
import java.util.ArrayList;
import java.util.List;

/** From what a person types to the targets that are meant. Touches none of them. */
final class Sources {
  private final Session session;

  Sources(Session session) {
    this.session = session;
  }

  List<Source> all(List<String> targets) throws CommandFailure {
    List<Source> sources = new ArrayList<>();
    for (Jvm jvm : new TargetResolver(session.proc()).all(targets)) {
      sources.add(live(jvm));
    }
    return sources;
  }

  private Source live(Jvm jvm) throws CommandFailure {
    SourceOptions options = session.options();
    if (options.noLoad() || options.via() == Via.HEAP_DUMP || options.via() == Via.CORE) {
      throw new CommandFailure(
          ExitStatus.NO_ATTACH,
          options.noLoad()
              ? "this version cannot dump without loading its library; nothing was loaded"
              : "this version has no other way to a JVM than its library; nothing was loaded",
          "reading heap dumps and cores that others made is not built yet",
          "without --no-load and --via; or, touching less: jcmd PID Thread.print -l");
    }
    return new LiveSource(jvm, session);
  }
}
