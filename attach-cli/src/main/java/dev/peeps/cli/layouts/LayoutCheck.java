package dev.peeps.cli.layouts;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.args.Arguments;
import dev.peeps.cli.args.Values;
import dev.peeps.cli.proc.Names;
import dev.peeps.cli.proc.ProcFs;
import dev.peeps.cli.source.Picture;
import dev.peeps.cli.source.Session;
import dev.peeps.cli.source.SourceOptions;
import dev.peeps.finding.Finding;
import dev.peeps.finding.FindingKind;
import dev.peeps.graph.GraphNotice;
import dev.peeps.layout.LayoutInfo;
import dev.peeps.layout.Problem;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code peeps layout check FILE... [TARGET]}. */
final class LayoutCheck {
  private static final int LOOK = 4096;

  private final ProcFs proc;
  private final PrintStream out;
  private final PrintStream err;

  LayoutCheck(ProcFs proc, PrintStream out, PrintStream err) {
    this.proc = proc;
    this.out = out;
    this.err = err;
  }

  int run(Arguments arguments, List<String> operands) throws CommandFailure {
    List<Path> files = new ArrayList<>();
    String target = null;
    for (int i = 0; i < operands.size(); i++) {
      String operand = operands.get(i);
      if (i == operands.size() - 1 && i > 0 && !isLayout(operand)) {
        target = operand;
      } else {
        files.add(existing(operand));
      }
    }
    if (files.isEmpty()) {
      throw Values.usage("no FILE to check given", "peeps layout check FILE... [TARGET]");
    }
    Session session = Session.open(proc, SourceOptions.of(arguments, files), err);
    Set<String> mistakes = new LinkedHashSet<>();
    Set<String> notes = new LinkedHashSet<>();
    if (target == null) {
      for (Problem problem : session.layouts().problems()) {
        mistakes.add(problem.toString());
      }
      session.done();
    } else {
      Picture picture = session.take(session.sources(List.of(target)));
      for (GraphNotice notice : picture.graph().notices()) {
        if (notice.code().equals("layout-problem")) {
          mistakes.add(notice.text());
        } else if (notice.code().equals("layout-note")) {
          notes.add(notice.text());
        }
      }
      silentRules(session, picture.findings(), notes);
      session.finish(picture);
    }
    return print(session, of(files, mistakes), of(files, notes), target != null);
  }

  /** Finding blocks that have reported nothing: good news, or a rule that cannot fire. */
  private static void silentRules(Session session, List<Finding> findings, Set<String> notes) {
    for (LayoutInfo layout : session.layouts().layouts().list()) {
      for (String name : layout.findings()) {
        boolean fired = false;
        for (Finding finding : findings) {
          fired |=
              finding.kind() == FindingKind.CUSTOM && finding.summary().startsWith(name + ": ");
        }
        if (!fired) {
          notes.add(layout.file() + ": the rule \"" + name + "\" reported nothing here");
        }
      }
    }
  }

  /** What is about these files, line by line: the target may bring layouts of its own along. */
  private static List<String> of(List<Path> files, Set<String> lines) {
    List<String> own = new ArrayList<>();
    for (Path file : files) {
      List<String> its = new ArrayList<>();
      for (String line : lines) {
        if (line.startsWith(file + ":") || line.startsWith(file + "/")) {
          its.add(line);
        }
      }
      int prefix = file.toString().length();
      its.sort(Comparator.comparingInt(line -> lineNumber(line, prefix)));
      own.addAll(its);
    }
    return own;
  }

  private static int lineNumber(String line, int prefix) {
    int number = 0;
    int at = line.indexOf(':', prefix) + 1;
    while (at < line.length() && Character.isDigit(line.charAt(at))) {
      number = number * 10 + line.charAt(at++) - '0';
    }
    return number;
  }

  private int print(Session session, List<String> mistakes, List<String> notes, boolean compared) {
    for (String mistake : mistakes) {
      out.println(Names.shown(mistake));
    }
    for (String note : notes) {
      out.println("note: " + Names.shown(note));
    }
    int layouts = 0;
    int classes = 0;
    for (LayoutInfo layout : session.layouts().layouts().list()) {
      if (!layout.isBuiltIn()) {
        layouts++;
        classes += layout.classes().size();
      }
    }
    out.println(
        count(layouts, "layout")
            + " about "
            + count(classes, "class")
            + ": "
            + (mistakes.isEmpty() ? "no mistake" : count(mistakes.size(), "mistake"))
            + (compared
                ? ", " + count(notes.size(), "note")
                : "; not compared with any class: name a TARGET"));
    return mistakes.isEmpty() ? ExitStatus.OK : ExitStatus.MISTAKES;
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : what.endsWith("s") ? "es" : "s");
  }

  private static Path existing(String operand) throws CommandFailure {
    if (!new File(operand).exists()) {
      throw new CommandFailure(
          ExitStatus.NO_TARGET,
          "there is no file " + Names.shown(operand),
          "",
          "peeps layout check FILE... [TARGET]: files first");
    }
    return Values.file(operand);
  }

  /** A folder, or a file of text: what a target is has bytes that no text has. */
  private static boolean isLayout(String operand) {
    File file = new File(operand);
    if (file.isDirectory() || operand.endsWith(".layout")) {
      return true;
    }
    if (!file.isFile()) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file.toPath())) {
      byte[] start = in.readNBytes(LOOK);
      boolean json = start.length > 0 && start[0] == '{';
      for (byte b : start) {
        if (b == 0) {
          return false;
        }
      }
      return !json;
    } catch (IOException e) {
      return false;
    }
  }
}
