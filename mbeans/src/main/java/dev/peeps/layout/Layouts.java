package dev.peeps.layout;

import dev.peeps.heap.Heap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A set of layouts: what comes with peeps, and what a person adds. Immutable after construction and
 * safe for use by many threads. Cost of making one: a few milliseconds.
 *
 * <p>A mistake in a layout never stops the rest: the statement is left out and is in {@link
 * #problems}. Several blocks about the same class all count, in the order of the files.
 */
public final class Layouts {
  private static final String FOLDER = "/META-INF/peeps/";

  private final List<Layout> files;

  /** Those of libraries that were not read; null when all were. */
  private final Runtimes unread;

  /** Mistakes of single files; {@link #problems} has those that show in the whole as well. */
  private final List<Problem> mistakes;

  private final List<Problem> problems;
  private final Map<String, List<ClassBlock>> blocks = new LinkedHashMap<>();
  private final Map<String, View> views = new HashMap<>();
  private final FrameRules frameRules = new FrameRules();
  private boolean trial;

  private Layouts(List<Layout> files, List<Problem> problems, Runtimes unread) {
    this.files = files;
    this.unread = unread;
    this.mistakes = List.copyOf(problems);
    for (Layout file : files) {
      for (ClassBlock block : file.classBlocks) {
        for (String name : block.classes) {
          List<ClassBlock> known = blocks.get(name);
          if (known == null) {
            known = new ArrayList<>(1);
            blocks.put(name, known);
          }
          known.add(block);
        }
      }
      views.putAll(file.views);
      frameRules.add(file);
    }
    if (unread == null) {
      for (Layout file : files) {
        file.read();
      }
      new LayoutChecks(files, blocks, problems).run();
    }
    this.problems = Collections.unmodifiableList(problems);
  }

  /** The layouts that come with peeps. */
  public static Layouts builtIn() {
    return with(List.of());
  }

  /**
   * The layouts that come with peeps and those in these files. A file that cannot be read is a
   * problem like any other.
   */
  public static Layouts with(List<Path> files) {
    return with(null, files);
  }

  /**
   * The same, where the layouts that come with peeps are already at hand. When no file is named,
   * those of libraries are only read for pictures that have their classes.
   *
   * @param prepared null when they are not
   */
  public static Layouts with(PreparedLayouts prepared, List<Path> files) {
    List<Problem> problems = new ArrayList<>();
    List<Layout> layouts = new ArrayList<>();
    if (prepared != null && files.isEmpty()) {
      for (String name : prepared.names()) {
        Layout layout = LayoutParser.headings(name, prepared.text(name));
        layout.builtIn = true;
        layouts.add(layout);
      }
      return new Layouts(layouts, problems, new Runtimes(prepared));
    }
    if (prepared == null) {
      for (String name : names(problems)) {
        layouts.add(ours(name, resource(name, problems), problems));
      }
      for (String name : runtimes(problems)) {
        layouts.add(runtime(name, resource(Runtimes.FOLDER + name, problems), problems));
      }
    } else {
      for (String name : prepared.names()) {
        layouts.add(ours(name, prepared.text(name), problems));
      }
    }
    if (prepared != null) {
      runtimes(new Runtimes(prepared).all(), layouts, problems);
    }
    for (Path file : files) {
      String text = text(file, problems);
      if (text != null) {
        layouts.add(LayoutParser.parse(file.toString(), text, problems));
      }
    }
    return new Layouts(layouts, problems, null);
  }

  private static Layout ours(String file, String text, List<Problem> problems) {
    Layout layout = LayoutParser.parse(file, text, problems);
    layout.builtIn = true;
    return layout;
  }

  private static Layout runtime(String file, String text, List<Problem> problems) {
    Layout layout = ours(file, text, problems);
    layout.runtime = true;
    return layout;
  }

  private static void runtimes(List<LayoutText> texts, List<Layout> to, List<Problem> problems) {
    for (LayoutText text : texts) {
      to.add(runtime(text.file(), text.text(), problems));
    }
  }

  /** These, with those of libraries that this heap has classes of. */
  Layouts within(Heap heap) {
    List<LayoutText> called = unread == null ? List.of() : unread.of(heap);
    return called.isEmpty() ? this : and(called, unread);
  }

  /** These, with those of all libraries that peeps knows. Cost: that of reading them. */
  public Layouts all() {
    return unread == null ? this : and(unread.all(), null);
  }

  private Layouts and(List<LayoutText> runtimes, Runtimes left) {
    List<Layout> layouts = new ArrayList<>(files);
    List<Problem> its = new ArrayList<>(mistakes);
    for (LayoutText text : runtimes) {
      Layout layout = LayoutParser.headings(text.file(), text.text());
      layout.builtIn = true;
      layout.runtime = true;
      layouts.add(layout);
    }
    Layouts more = new Layouts(layouts, its, left);
    more.trial = trial;
    return more;
  }

  /**
   * These and those that a person named, which count even if their names are taken. Cost: as of
   * {@link #and(List)}.
   */
  public Layouts named(List<LayoutText> given) {
    if (given.isEmpty()) {
      return this;
    }
    Layouts base = all();
    List<Problem> its = new ArrayList<>(base.mistakes);
    List<Layout> layouts = new ArrayList<>(base.files);
    for (LayoutText text : given) {
      layouts.add(LayoutParser.parse(text.file(), text.text(), its));
    }
    Layouts more = new Layouts(layouts, its, null);
    more.trial = trial;
    return more;
  }

  /**
   * These and those that a runtime brings along. One whose name is known already does not count: if
   * it says something else, that is a problem. Only what comes with peeps about a library gives way
   * to what the library itself says. Cost: that of the new ones, and of those of libraries that
   * were not read yet.
   *
   * @return this when there is nothing to add
   */
  public Layouts and(List<LayoutText> found) {
    if (unread != null) {
      return found.isEmpty() ? this : all().and(found);
    }
    List<Problem> more = new ArrayList<>();
    List<Layout> layouts = new ArrayList<>(files);
    for (LayoutText text : found) {
      List<Problem> its = new ArrayList<>();
      Layout layout = LayoutParser.parse(text.file(), text.text(), its);
      Layout known = named(layout.name, layouts);
      if (known != null && known.runtime) {
        layouts.remove(known); // the library knows itself better than peeps does
        known = null;
      }
      if (known == null) {
        layouts.add(layout);
        more.addAll(its);
      } else if (!known.text.equals(layout.text)) {
        more.add(
            new Problem(
                text.file(),
                1,
                8,
                "the layout "
                    + layout.name
                    + " of "
                    + known.file
                    + " says something else and counts; --layout adds this one"));
      }
    }
    if (layouts.equals(files) && more.isEmpty()) {
      return this;
    }
    more.addAll(0, mistakes);
    Layouts all = new Layouts(layouts, more, null);
    all.trial = trial;
    return all;
  }

  private static Layout named(String name, List<Layout> layouts) {
    for (Layout layout : layouts) {
      if (!name.isEmpty() && layout.name.equals(name)) {
        return layout;
      }
    }
    return null;
  }

  /** The files, in the order in which they count. */
  public List<LayoutInfo> list() {
    List<LayoutInfo> list = new ArrayList<>(files.size());
    for (Layout file : files) {
      list.add(new LayoutInfo(file, problems));
    }
    return list;
  }

  /** The names of the layouts that come with peeps, in their order. */
  static List<String> names(List<Problem> problems) {
    return Runtimes.lines(resource("index", problems));
  }

  /** The names of the layouts of libraries that come with peeps, in their order. */
  static List<String> runtimes(List<Problem> problems) {
    List<String> names = new ArrayList<>();
    for (String line : Runtimes.lines(resource(Runtimes.INDEX, problems))) {
      names.add(Runtimes.words(line)[0]);
    }
    return names;
  }

  /** Layouts from texts only, without those that come with peeps: file name → text. */
  static Layouts of(Map<String, String> texts) {
    List<Problem> problems = new ArrayList<>();
    List<Layout> layouts = new ArrayList<>();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      layouts.add(LayoutParser.parse(text.getKey(), text.getValue(), problems));
    }
    return new Layouts(layouts, problems, null);
  }

  /** All mistakes, in the order of the files; empty when there is none. */
  public List<Problem> problems() {
    return problems;
  }

  /** The plan for the walk, as docs/cut-format.md has it: that of all layouts, read or not. */
  public String plan() {
    if (unread != null) {
      return all().plan();
    }
    return new PlanCompiler(files, blocks).plan();
  }

  /** The finding blocks of all files, in their order. */
  List<Macro> macros() {
    List<Macro> macros = List.of();
    for (int i = 0; i < files.size(); i++) {
      if (!files.get(i).macros.isEmpty()) {
        macros = macros.isEmpty() ? new ArrayList<>() : macros;
        macros.addAll(files.get(i).macros);
      }
    }
    return macros;
  }

  List<Layout> files() {
    return files;
  }

  /**
   * The same, for somebody who tries layouts out: pictures made with them also have notices with
   * the code {@code layout-note} about blocks and rules that did nothing.
   */
  public Layouts onTrial() {
    Layouts trial = new Layouts(files, new ArrayList<>(mistakes), unread);
    trial.trial = true;
    return trial;
  }

  /** Whether there are any that do not come with peeps: they come last. */
  boolean hasOthers() {
    return !files.isEmpty() && !files.get(files.size() - 1).builtIn;
  }

  boolean trial() {
    return trial;
  }

  List<ClassBlock> blocksOf(String className) {
    List<ClassBlock> known = blocks.get(className);
    if (known == null) {
      return List.of();
    }
    for (int i = 0; i < known.size(); i++) {
      known.get(i).read();
    }
    return known;
  }

  /**
   * Reads what is said about these classes, so that nobody has to wait for it later.
   *
   * @param names as {@link CommonBlocks} lists them; one that no layout has means nothing
   */
  public void read(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      blocksOf(names.get(i));
      frameRules.read(names.get(i));
    }
  }

  Collection<String> classNames() {
    return blocks.keySet();
  }

  View view(String className) {
    return views.get(className);
  }

  FrameRules frameRules() {
    return frameRules;
  }

  static String resource(String name, List<Problem> problems) {
    try (InputStream in = Layouts.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        problems.add(new Problem(name, 0, 0, "a layout that should come with peeps is missing"));
        return "";
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      problems.add(new Problem(name, 0, 0, "cannot be read: " + e.getMessage()));
      return "";
    }
  }

  /** Null when it cannot be read, which is a problem then. */
  private static String text(Path file, List<Problem> problems) {
    try {
      if (Files.size(file) > LayoutParser.MAX_LENGTH) {
        problems.add(new Problem(file.toString(), 0, 0, "too large for a layout"));
        return null;
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      problems.add(new Problem(file.toString(), 0, 0, "cannot be read: " + e));
      return null;
    }
  }
}
