package dev.peeps.heap.threads;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All objects that a thread dump names, each with where it does. */
final class MentionIndex {

  /** One mention; the thread may be unknown to the heap. */
  static final class Place {
    final ThreadMatches.Match match;
    final DumpedThread dumped;
    final int frame;
    final LockMention mention;

    Place(ThreadMatches.Match match, DumpedThread dumped, int frame, LockMention mention) {
      this.match = match;
      this.dumped = dumped;
      this.frame = frame;
      this.mention = mention;
    }
  }

  /** By label, in the order in which the dump names them. */
  final Map<String, List<Place>> places = new LinkedHashMap<>();

  void add(ThreadMatches.Match match, DumpedThread dumped) {
    List<DumpedFrame> frames = dumped.frames();
    for (int i = 0; i < frames.size(); i++) {
      for (LockMention mention : frames.get(i).mentions()) {
        if (mention.kind() != LockMention.Kind.CLASS_INIT) {
          places
              .computeIfAbsent(mention.label(), label -> new ArrayList<>())
              .add(new Place(match, dumped, i, mention));
        }
      }
    }
  }
}
