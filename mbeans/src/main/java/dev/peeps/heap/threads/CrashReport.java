package dev.peeps.heap.threads;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What HotSpot writes when it crashes (hs_err_pidN.log): what happened, where, and which threads
 * there were. Arguments, environment and memory that the file holds as well are not read.
 */
public final class CrashReport {
  private static final String HEADING = "A fatal error has been detected by the Java";
  private static final String SHORT_OF_MEMORY = "There is insufficient memory for the Java";
  private static final String THREAD = "JavaThread \"";
  private static final int MOST_THREADS = 100_000;
  private static final int MOST_FRAMES = 1024;

  private String error = "";
  private String frame = "";
  private String javaVersion = "";
  private String vm = "";
  private String mainClass = "";
  private String time = "";
  private String uptime = "";
  private String current = "";
  private long pid = -1;
  private final List<DumpedThread> threads = new ArrayList<>();
  private final List<DumpedFrame> frames = new ArrayList<>();
  private boolean inThreads;
  private boolean frameNext;
  private boolean begun;

  private CrashReport() {}

  /**
   * Reads one. Of a file that is cut off, what is there is given.
   *
   * @throws ThreadDumpException when it cannot be read or is none
   */
  public static CrashReport read(Path file) throws ThreadDumpException {
    CrashReport report = new CrashReport();
    try (Reader in =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      Lines lines = new Lines(in);
      for (String line = lines.next(); line != null; line = lines.next()) {
        report.line(line);
      }
    } catch (IOException e) {
      throw new ThreadDumpException(file, 0, "cannot be read: " + e.getMessage(), e);
    }
    if (!report.begun) {
      throw new ThreadDumpException(
          file, 0, "no line of it says that a fatal error was detected", null);
    }
    report.finish();
    return report;
  }

  private void line(String line) {
    if (line.contains(HEADING) || line.contains(SHORT_OF_MEMORY)) {
      begun = true;
      error = line.contains(SHORT_OF_MEMORY) ? line.substring(1).strip() : error;
    } else if (line.startsWith("#")) {
      heading(line.substring(1).strip());
    } else if (line.startsWith("java_command: ")) {
      mainClass = firstWord(line.substring("java_command: ".length()));
    } else if (line.startsWith("Time: ")) {
      time(line.substring("Time: ".length()));
    } else if (line.startsWith("Current thread") && line.contains(THREAD)) {
      current = name(line);
    } else if (line.startsWith("Java Threads:")) {
      inThreads = true;
    } else if (inThreads) {
      thread(line);
    } else if (line.startsWith("Java frames:")) {
      frames.clear();
    } else if (line.startsWith("j  ") || line.startsWith("J ")) {
      frame(line);
    }
  }

  private void heading(String text) {
    if (frameNext) {
      frame = text;
      frameNext = false;
    } else if (text.startsWith("Problematic frame:")) {
      frameNext = true;
    } else if (text.startsWith("JRE version: ")) {
      javaVersion = text.substring("JRE version: ".length());
    } else if (text.startsWith("Java VM: ")) {
      vm = text.substring("Java VM: ".length());
    } else if (begun && error.isEmpty() && !text.isEmpty()) {
      error = text;
    }
    int at = text.indexOf("pid=");
    if (pid < 0 && at >= 0) {
      int end = at + 4;
      while (end < text.length() && Character.isDigit(text.charAt(end))) {
        end++;
      }
      pid = Numbers.decimal(text, at + 4, end);
    }
  }

  private void time(String text) {
    int at = text.indexOf(" elapsed time: ");
    time = at < 0 ? text : text.substring(0, at);
    if (at >= 0) {
      String rest = text.substring(at + " elapsed time: ".length());
      int bracket = rest.indexOf(" (");
      uptime = bracket < 0 ? rest : rest.substring(0, bracket);
    }
  }

  private void thread(String line) {
    int at = line.indexOf(THREAD);
    if (at < 0) {
      inThreads = !line.isBlank() && !line.startsWith("Other Threads") && !line.startsWith("Total");
      return;
    }
    int bracket = line.lastIndexOf(" [_thread");
    if (bracket < 0 || threads.size() == MOST_THREADS) {
      return;
    }
    DumpedThread thread = new DumpedThread();
    thread.name = name(line);
    thread.daemon = line.substring(0, bracket).stripTrailing().endsWith(" daemon");
    int comma = line.indexOf(',', bracket);
    thread.status = comma < 0 ? "" : line.substring(bracket + 2, comma);
    int id = line.indexOf(" id=", bracket);
    if (id >= 0) {
      int end = id + 4;
      while (end < line.length() && Character.isDigit(line.charAt(end))) {
        end++;
      }
      thread.nativeId = Math.max(0, Numbers.decimal(line, id + 4, end));
    }
    threads.add(thread);
  }

  /** {@code JavaThread "a name" daemon [_thread_blocked, ...}: up to the last quote before it. */
  private static String name(String line) {
    int from = line.indexOf(THREAD) + THREAD.length();
    int bracket = line.lastIndexOf(" [_thread");
    int to = line.lastIndexOf('"', bracket < 0 ? line.length() : bracket);
    return to >= from ? line.substring(from, to) : "";
  }

  /** {@code j a.b.C.m(I)V+12 module} or {@code J 1234 c2 a.b.C.m(I)V module (...)}. */
  private void frame(String line) {
    int open = line.indexOf('(');
    int start = open < 0 ? -1 : line.lastIndexOf(' ', open) + 1;
    int dot = open < 0 ? -1 : line.lastIndexOf('.', open);
    if (dot > start && frames.size() < MOST_FRAMES) {
      frames.add(
          new DumpedFrame(
              line.substring(start, dot), line.substring(dot + 1, open), null, -1, List.of()));
    }
  }

  private static String firstWord(String text) {
    int space = text.indexOf(' ');
    return space < 0 ? text : text.substring(0, space);
  }

  private void finish() {
    for (DumpedThread thread : threads) {
      if (thread.name.equals(current)) {
        thread.frames.addAll(frames);
        break;
      }
    }
  }

  /** What happened: {@code SIGSEGV (0xb) at pc=0x..., pid=4711, tid=4712}; may be empty. */
  public String error() {
    return error;
  }

  /** Where: {@code V [libjvm.so+0x...] ...}; empty when it does not say. */
  public String problematicFrame() {
    return frame;
  }

  public String javaVersion() {
    return javaVersion;
  }

  public String vm() {
    return vm;
  }

  /** Main class or jar without arguments; empty when it does not say. */
  public String mainClass() {
    return mainClass;
  }

  /** When, as it says; empty when it does not. */
  public String time() {
    return time;
  }

  /** How long the process had run: {@code 0.478284 seconds}; empty when it does not say. */
  public String uptime() {
    return uptime;
  }

  /** Name of the Java thread that ran into it; empty when it was none. */
  public String currentThread() {
    return current;
  }

  /** Process id; -1 when it does not say. */
  public long pid() {
    return pid;
  }

  /**
   * Its Java threads: names, native ids and what the VM saw of them; only the one that ran into the
   * error may have a stack.
   */
  public List<DumpedThread> threads() {
    return List.copyOf(threads);
  }
}
