package dev.peeps.layout.found;

import dev.peeps.layout.LayoutText;
import dev.peeps.layout.Problem;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects the layouts of jars and folders that are named to it: entries {@code
 * META-INF/peeps/*.layout}, also of jars that lie uncompressed in a jar. Of a jar only its
 * directory is read, and these entries.
 *
 * <p>What is found may be hostile, so everything is bounded: at most {@value #MAX_JARS} jars, a
 * total of {@value #MAX_DIRECTORIES} bytes of directories, {@value #MAX_LAYOUTS} layouts of {@link
 * LayoutText#MAX_LENGTH} bytes, together {@value #MAX_TEXT}. What is beyond is a problem that says
 * so. Not safe for use by several threads.
 *
 * <p>Cost: some 30 µs for each jar, and its directory (100 bytes for each entry) in the memory of
 * the kernel.
 */
public final class LayoutSearch {
  private static final int MAX_JARS = 10_000;
  private static final long MAX_DIRECTORIES = 256 << 20;
  private static final int MAX_LAYOUTS = 256;
  private static final int MAX_TEXT = 16 << 20;
  private static final int MAX_PROBLEMS = 20;
  private static final String NO_ROOM = "not read: too many layouts before it";
  private static final String FOLDER = "META-INF/peeps/";

  private final Set<String> seen = new HashSet<>();
  private final List<LayoutText> layouts = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private int jars;
  private long bytes;
  private long text;
  private int problemsLeftOut;

  /** What was found, in the order in which it was met. */
  public List<LayoutText> layouts() {
    return Collections.unmodifiableList(layouts);
  }

  /** What could not be read or was left out. */
  public List<Problem> problems() {
    List<Problem> all = new ArrayList<>(problems);
    if (problemsLeftOut > 0) {
      all.add(
          new Problem("layouts", 0, 0, problemsLeftOut + " more files could not be looked into"));
    }
    return all;
  }

  /** How many jars were looked into. */
  public int jars() {
    return jars;
  }

  /** Says that this jar is known: it is passed over. */
  public void passOver(String shown) {
    seen.add(shown);
  }

  /**
   * Looks into a jar, war or zip file. One that was named before is passed over.
   *
   * @param file how it is opened
   * @param shown how a person calls it
   * @param mayBeOther whether it may be something else than a zip file, without that being a
   *     problem
   */
  public void jar(File file, String shown, boolean mayBeOther) {
    if (!seen.add(shown) || !file.isFile()) {
      return;
    }
    if (jars >= MAX_JARS || bytes > MAX_DIRECTORIES) {
      problem(shown, "not looked into for layouts: too many jars before it");
      return;
    }
    jars++;
    try (RandomAccessFile open = new RandomAccessFile(file, "r")) {
      jar(new ZipDirectory(open, 0, open.length()), shown, true);
    } catch (IOException e) {
      if (!mayBeOther) {
        problem(shown, "cannot be looked into for layouts: " + e.getMessage());
      }
    }
  }

  private void jar(ZipDirectory zip, String shown, boolean outer) throws IOException {
    List<LayoutText> mine = new ArrayList<>();
    boolean[] ours = new boolean[1];
    zip.visit(
        new ZipDirectory.Visitor() {
          @Override
          public void directory(int length) {
            bytes += length;
          }

          @Override
          public void layout(ZipDirectory.Entry entry) throws IOException {
            String name = entry.name.substring(FOLDER.length());
            // Only the jar of peeps has an index: its layouts are known, of whichever version.
            ours[0] |= name.equals("index");
            if (name.endsWith(".layout") && name.indexOf('/') < 0) {
              read(entry, shown, mine);
            }
          }

          @Override
          public void jar(ZipDirectory.Entry entry) throws IOException {
            if (outer) {
              nested(entry, shown);
            }
          }
        });
    if (!ours[0]) {
      for (LayoutText layout : mine) {
        if (layouts.size() < MAX_LAYOUTS) {
          layouts.add(layout);
        } else { // the jars in it have taken the rest
          problem(layout.file(), NO_ROOM);
        }
      }
    }
  }

  private void read(ZipDirectory.Entry entry, String shown, List<LayoutText> into) {
    String name = shown + "!/" + entry.name;
    if (!hasRoom(name, into.size())) {
      return;
    }
    try {
      byte[] content = entry.content(LayoutText.MAX_LENGTH);
      text += content.length;
      into.add(new LayoutText(name, new String(content, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      problem(name, "cannot be read: " + e.getMessage());
    }
  }

  /** Before anything is read: the entries of a jar may be many, and all the same bytes. */
  private boolean hasRoom(String name, int more) {
    if (layouts.size() + more >= MAX_LAYOUTS || text >= MAX_TEXT) {
      problem(name, NO_ROOM);
      return false;
    }
    return true;
  }

  private void nested(ZipDirectory.Entry entry, String shown) {
    if (jars >= MAX_JARS || bytes > MAX_DIRECTORIES) {
      problem(shown + "!/" + entry.name, "not looked into for layouts: too many jars before it");
      return;
    }
    jars++;
    try {
      jar(entry.nested(), shown + "!/" + entry.name, false);
    } catch (IOException e) {
      problem(shown + "!/" + entry.name, "cannot be looked into for layouts: " + e.getMessage());
    }
  }

  /**
   * Looks into the folder {@code META-INF/peeps} of a folder with classes.
   *
   * @param folder how it is opened
   * @param shown how a person calls it
   */
  public void folder(File folder, String shown) {
    if (seen.add(shown + "/")) {
      files(new File(folder, FOLDER), shown + "/" + FOLDER);
    }
  }

  /**
   * Takes all files {@code *.layout} of a folder, in the order of their names.
   *
   * @return false when there is no such folder
   */
  public boolean files(File folder, String shown) {
    String[] names = folder.list();
    if (names == null) {
      return false;
    }
    Arrays.sort(names);
    String prefix = shown.endsWith("/") ? shown : shown + "/";
    for (String name : names) {
      File file = new File(folder, name);
      if (name.endsWith(".layout") && file.isFile() && hasRoom(prefix + name, 0)) {
        try (InputStream in = new FileInputStream(file)) {
          byte[] content = in.readNBytes(LayoutText.MAX_LENGTH + 1);
          if (content.length > LayoutText.MAX_LENGTH) {
            problem(prefix + name, "too large for a layout");
          } else {
            text += content.length;
            layouts.add(new LayoutText(prefix + name, new String(content, StandardCharsets.UTF_8)));
          }
        } catch (IOException e) {
          problem(prefix + name, "cannot be read: " + e.getMessage());
        }
      }
    }
    return true;
  }

  void problem(String file, String message) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(new Problem(file, 0, 0, message));
    } else {
      problemsLeftOut++;
    }
  }
}
