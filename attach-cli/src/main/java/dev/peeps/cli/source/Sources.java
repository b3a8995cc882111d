package dev.peeps.cli.source;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.TargetResolver;
import dev.peeps.cli.args.Values;
import dev.peeps.cli.file.FileKind;
import dev.peeps.cli.file.FileTarget;
import dev.peeps.cli.proc.Jvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * From what a person types to the targets that are meant. Touches none of them.
 *
 * <p>Digits are a process id. A file that is of a kind that peeps reads is that file, whatever it
 * is called. Anything else is a part of the name of a JVM: {@code orders.jar} is a file, too, where
 * that JVM was started. What is neither is answered as the file if there is one of that name.
 */
final class Sources {
  private final Session session;
  private final Set<Object> seen = new HashSet<>();
  private TargetResolver resolver;

  Sources(Session session) {
    this.session = session;
  }

  /**
   * In the order in which they were named; what is named twice counts once.
   *
   * @param unreachable told of those that are nothing that can be looked at
   */
  List<Source> all(List<String> targets, Session.Unreachable unreachable) throws CommandFailure {
    List<Source> sources = new ArrayList<>();
    if (session.options().threads() != null && targets.size() != 1) {
      throw Values.usage(
          "--threads goes with one heap dump, but there are "
              + (targets.isEmpty() ? "no TARGETs" : "several TARGETs"),
          "peeps dump --threads THREADDUMP HEAPDUMP");
    }
    if (targets.isEmpty()) {
      addLive(resolver().one(), sources);
    }
    for (String target : targets) {
      try {
        add(target, sources);
      } catch (CommandFailure e) {
        unreachable.failed(target, e);
      }
    }
    return sources;
  }

  private void add(String target, List<Source> sources) throws CommandFailure {
    if (TargetResolver.isNumber(target)) {
      addLive(resolver().one(target), sources);
    } else if (target.indexOf('/') < 0 && !new File(target).exists()) {
      addLive(byName(target), sources);
    } else {
      addNamed(target, sources);
    }
  }

  private Jvm byName(String target) throws CommandFailure {
    try {
      return resolver().one(target);
    } catch (CommandFailure e) {
      Values.file(target); // there may be such a file, and this locale has no name for it
      throw e;
    }
  }

  private void addNamed(String target, List<Source> sources) throws CommandFailure {
    FileTarget file = null;
    CommandFailure unreadable;
    try {
      file = FileTarget.of(Values.file(target));
      unreadable = file.isReadable() ? null : file.unreadable();
    } catch (CommandFailure e) {
      unreadable = e;
    }
    if (unreadable == null) {
      addFile(file, sources);
      return;
    }
    boolean looksLikeNoName = file != null && file.kind() != FileKind.OTHER;
    if (looksLikeNoName || resolver().named(target).isEmpty()) {
      throw unreadable;
    }
    addLive(resolver().one(target), sources);
  }

  private void addLive(Jvm jvm, List<Source> sources) throws CommandFailure {
    if (seen.add(jvm.pid())) {
      session.claim(Long.toString(jvm.pid()));
      sources.add(live(jvm));
    }
  }

  private Source live(Jvm jvm) throws CommandFailure {
    SourceOptions options = session.options();
    if (options.threads() != null) {
      throw Values.usage(
          "--threads is for a heap dump or core; the monitors of a running JVM are asked for", "");
    }
    if (options.via() == Via.CORE) {
      throw new CommandFailure(
          ExitStatus.NO_ATTACH,
          "peeps does not make a core of " + jvm + " itself",
          "that takes gcore, which stops the JVM while it writes",
          "gcore -o core " + jvm.pid() + ", then peeps dump core." + jvm.pid());
    }
    if (options.noLoad() || options.via() == Via.HEAP_DUMP || options.deep() == Deep.ALWAYS) {
      return new DumpedSource(jvm, session, "");
    }
    return new LiveSource(jvm, session);
  }

  private void addFile(FileTarget file, List<Source> sources) throws CommandFailure {
    Path real = file.path();
    try {
      real = real.toRealPath();
    } catch (IOException e) {
      // It could be read a moment ago; the reading will say what is wrong.
    }
    if (seen.add(real)) {
      sources.add(source(file));
    }
  }

  private Source source(FileTarget file) throws CommandFailure {
    return switch (file.kind()) {
      case HPROF -> new HeapDumpSource(file, newId(file), session);
      case SAVED_DUMP -> new SavedSource(file, session);
      case CORE -> new CoreSource(file, newId(file), session);
      case CRASH_REPORT -> new CrashSource(file, newId(file), session);
      default ->
          throw new CommandFailure(
              ExitStatus.FAILED,
              file.path() + " is " + file.kind().words() + ", which this version cannot read",
              "reading it is not built yet",
              "");
    };
  }

  /** The name of the file; with a number behind it when another target has that name. */
  private String newId(FileTarget file) {
    Path name = file.path().getFileName();
    String id = name == null ? file.path().toString() : name.toString();
    String free = id;
    for (int i = 2; !session.claim(free); i++) {
      free = id + '#' + i;
    }
    return free;
  }

  /** Only looked for when a target can be a process: files need no /proc. */
  private TargetResolver resolver() throws CommandFailure {
    if (resolver == null) {
      resolver = new TargetResolver(session.proc());
    }
    return resolver;
  }
}
