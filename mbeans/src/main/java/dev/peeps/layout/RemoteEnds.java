package dev.peeps.layout;

import dev.peeps.graph.EntityKind;
import dev.peeps.graph.OneOf;
import dev.peeps.heap.reach.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the connections lead of threads that wait for events of several, as the objects of a whole
 * heap say. Left out are those that a socket of the process has accepted, and those at which a
 * thread waits by itself. Of a live JVM the kernel knows better.
 */
final class RemoteEnds {
  private static final String REMOTE = "remote";
  private static final String LOCAL = "local";
  private static final String LOCAL_PORT = "localPort";

  private final Run run;
  private List<Draft> sockets;

  RemoteEnds(Run run) {
    this.run = run;
  }

  /** All sockets of the heap that know where they lead, and were not accepted. */
  static List<Draft> sockets(Run run) {
    List<Draft> connected = new ArrayList<>();
    Set<String> served = new HashSet<>();
    for (Draft draft : run.drafts.all()) {
      if (draft.kind == EntityKind.SOCKET && !draft.garbage) {
        if (leads(draft.fact(REMOTE))) {
          connected.add(draft);
        } else {
          served.add(port(draft));
        }
      }
    }
    List<Draft> asking = new ArrayList<>();
    for (Draft draft : connected) {
      if (!draft.needed && !served.contains(port(draft))) {
        asking.add(draft);
      }
    }
    return asking;
  }

  private static boolean leads(Object remote) {
    return remote != null && remote.toString().indexOf(':') >= 0;
  }

  /** Of an address, or as such. */
  private static String port(Draft socket) {
    Object port = socket.fact(LOCAL_PORT);
    String local = String.valueOf(port != null ? port : socket.fact(LOCAL));
    return local.substring(local.lastIndexOf(':') + 1);
  }

  /**
   * Says where their connections lead.
   *
   * @param group threads that wait for events of them
   * @param alone what is within reach of these and of nobody else; null for all there is
   */
  void tell(List<Draft> group, Bringers.Found alone) {
    if (run.heap.info().isCut()) {
      return;
    }
    sockets = sockets == null ? sockets(run) : sockets;
    Set<String> different = new LinkedHashSet<>();
    for (Draft socket : sockets) {
      if (alone == null || alone.level(socket.object) == Level.LIVE) {
        different.add(String.valueOf(socket.fact(REMOTE)));
      }
    }
    for (Draft thread : group) {
      if (!different.isEmpty() && thread.fact(REMOTE) == null) {
        thread.attribute(REMOTE, OneOf.words(different));
      }
    }
  }
}
