package dev.peeps.render;

import dev.peeps.finding.Certainty;
import dev.peeps.graph.EntityKind;
import java.util.List;
import java.util.Map;

/** Names that would spoil a report that does not look at them. */
final class HostileSamples {
  private HostileSamples() {}

  static Sketch controlCharacters() {
    String name = "evil\u001b[31m\"\nFAKE: no deadlock\u202e\u0085\u2028\ud83d\ude00\ud800\\";
    return new Sketch(4711, "com.acme.\u001b]0;title\u0007Evil", true, Map.of())
        .thread(21, name, "BLOCKED", List.of("com.acme.\u001b[2JEvil.run(Evil.java:1)"))
        .thing(
            "lock-1",
            EntityKind.LOCK,
            "monitor of com.acme.\nEvil",
            entity -> entity.name("x\ty").attribute("note", "a\rb"))
        .needs("thread-21", "lock-1")
        .held("lock-1", "thread-21", "because\u0000of")
        .notice("odd\u009b", 1, "a \u001b[1mnotice\u001b[0m")
        .deadlock(
            Certainty.LIKELY,
            "deadlock: \"evil\u001b[31m\" waits for itself",
            "com.acme.\u001b[2JEvil.run(Evil.java:1)",
            "seen\u2029once",
            new String[] {"thread-21", "lock-1"},
            "thread-21");
  }

  static Sketch hugeNames() {
    return Sketch.of("m".repeat(500))
        .thread(21, "n".repeat(100_000), "BLOCKED", List.of("com.acme.Main.run(Main.java:1)"))
        .lock("lock-1", "monitor of com.acme." + "L".repeat(70_000))
        .needs("thread-21", "lock-1");
  }
}
