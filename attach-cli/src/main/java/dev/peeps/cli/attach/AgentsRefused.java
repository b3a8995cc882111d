package dev.peeps.cli.attach;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.proc.Jvm;

/** A JVM takes no agents at run time; what needs none still works. */
public final class AgentsRefused extends CommandFailure {
  private static final long serialVersionUID = 1L;

  AgentsRefused(Jvm jvm) {
    super(
        ExitStatus.NO_ATTACH,
        jvm + " takes no agents at run time; nothing was loaded",
        "it was started with -XX:-EnableDynamicAgentLoading",
        "peeps dump --via=heap-dump "
            + jvm.pid()
            + " needs none; or start it with -XX:+EnableDynamicAgentLoading next time");
  }
}
