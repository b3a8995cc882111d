package dev.peeps.layout;

import dev.peeps.graph.Graph;
import dev.peeps.graph.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The scopes of one process: each entity that is a place, with its members. */
final class Scopes {
  private final Map<Draft, Place> places = new LinkedHashMap<>();

  void add(String kind, Draft entity, List<Draft> members) {
    Place place = places.get(entity);
    if (place == null) {
      place = new Place(kind);
      places.put(entity, place);
    }
    for (Draft member : members) {
      place.members.add(member);
    }
  }

  void into(Graph.Builder builder, String process) {
    for (Map.Entry<Draft, Place> entry : places.entrySet()) {
      Draft entity = entry.getKey();
      Place place = entry.getValue();
      if (!entity.shown()) {
        continue;
      }
      List<String> members = new ArrayList<>(place.members.size());
      for (Draft member : place.members) {
        if (member.shown()) {
          members.add(member.id);
        }
      }
      builder.scope(
          new Scope(
              entity.id + "/scope",
              process,
              place.kind,
              entity.name.isEmpty() ? entity.type : entity.name,
              entity.id,
              members));
    }
  }

  private static final class Place {
    private final String kind;
    private final Set<Draft> members = new LinkedHashSet<>();

    Place(String kind) {
      this.kind = kind;
    }
  }
}
