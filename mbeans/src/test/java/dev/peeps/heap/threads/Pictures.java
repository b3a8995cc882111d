package dev.peeps.heap.threads;

import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.HprofException;
import dev.peeps.heap.HprofReader;
import dev.peeps.heap.Monitor;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Tiny heap dumps with threads as HotSpot writes them, and monitors in short sentences. */
final class Pictures {
  static final int BLOCKED = 0x401;
  static final int WAITING = 0x191;
  static final int PARKED = 0x291;
  static final int RUNNABLE = 0x5;

  private Pictures() {}

  /** A thread with the facts in the fields of its object. */
  static ThreadSpec thread(Hprof dump, String name, long tid, int status) {
    ObjectSpec object = dump.instance("java.lang.Thread");
    object.set("tid", tid).set("name", dump.string(name)).set("threadStatus", status);
    return dump.thread(object, name, false);
  }

  static Heap read(Hprof dump) {
    try {
      Path directory = Files.createTempDirectory("peeps-threads-test");
      Path file = directory.resolve("x.hprof");
      try {
        return HprofReader.read(dump.writeTo(file));
      } finally {
        Files.deleteIfExists(file);
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (HprofException e) {
      throw new AssertionError(e);
    }
  }

  /** All monitors, sorted: {@code a.B owned by t@0 wanted by u, v waited on by w}. */
  static List<String> monitors(Heap heap) {
    List<String> sentences = new ArrayList<>();
    for (Monitor monitor : heap.monitors()) {
      StringBuilder text = new StringBuilder();
      text.append(
          heap.object(monitor.object()) == null
              ? "?" + monitor.typeName()
              : heap.object(monitor.object()).type().name());
      HeapThread owner = heap.threadOf(monitor.owner());
      if (owner != null) {
        text.append(" owned by ").append(owner.name()).append('@').append(monitor.ownerDepth());
      }
      names(heap, " wanted by ", monitor.entering(), text);
      names(heap, " waited on by ", monitor.waiting(), text);
      sentences.add(text.toString());
    }
    Collections.sort(sentences);
    return sentences;
  }

  private static void names(Heap heap, String words, List<Long> threads, StringBuilder text) {
    List<String> names = new ArrayList<>();
    for (Long thread : threads) {
      names.add(heap.threadOf(thread).name());
    }
    Collections.sort(names);
    if (!names.isEmpty()) {
      text.append(words).append(String.join(", ", names));
    }
  }
}
