package dev.peeps.registry;

import dev.peeps.graph.Entity;
import java.util.Hashtable;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Names of the MBeans. Whatever comes from the target is quoted. */
final class Names {
  private static final String DOMAIN = "dev.peeps";

  private Names() {}

  static ObjectName registry() {
    return name("Registry", null);
  }

  /** {@code dev.peeps:type=Executor,name="executor-2a pool-1"}. */
  static ObjectName resource(String type, Entity entity) {
    String id = entity.id().substring(entity.id().indexOf('/') + 1);
    return name(type, entity.name().isEmpty() ? id : id + " " + entity.name());
  }

  @SuppressWarnings("JdkObsolete") // what ObjectName takes
  private static ObjectName name(String type, String name) {
    Hashtable<String, String> keys = new Hashtable<>();
    keys.put("type", type);
    if (name != null) {
      keys.put("name", ObjectName.quote(name));
    }
    try {
      return new ObjectName(DOMAIN, keys);
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException("a quoted name is never malformed: " + name, e);
    }
  }
}
