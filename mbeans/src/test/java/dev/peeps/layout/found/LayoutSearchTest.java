package dev.peeps.layout.found;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.layout.LayoutText;
import dev.peeps.layout.Layouts;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layouts are found where runtimes put them, and nothing that lies there does harm. */
class LayoutSearchTest {
  private static final String LAYOUT = "layout acme 1\nlock com.acme.Gate\n";

  @TempDir private Path folder;
  private final LayoutSearch search = new LayoutSearch();

  @Test
  void ofAJarItsLayoutsAndNothingElse() throws Exception {
    Path jar = folder.resolve("acme.jar");
    write(
        jar,
        zip(
            true,
            "META-INF/MANIFEST.MF",
            "x",
            "com/acme/Gate.class",
            "y".repeat(5000),
            "META-INF/peeps/acme.layout",
            LAYOUT,
            "META-INF/peeps/README",
            "no",
            "META-INF/peeps/deep/other.layout",
            "no"));
    search.jar(jar.toFile(), "acme.jar", false);
    search.jar(jar.toFile(), "acme.jar", false);
    assertThat(search.layouts())
        .containsExactly(new LayoutText("acme.jar!/META-INF/peeps/acme.layout", LAYOUT));
    assertThat(search.problems()).isEmpty();
  }

  @Test
  void ofAFatJarThoseOfTheJarsInIt() throws Exception {
    byte[] inner = zip(true, "META-INF/peeps/acme.layout", LAYOUT);
    Path jar = folder.resolve("fat.jar");
    // A start script may stand before the zip, and a comment behind it.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("#!/bin/sh\nexec java -jar $0\n".getBytes(StandardCharsets.UTF_8));
    bytes.write(zip(false, "BOOT-INF/lib/acme.jar", inner, "comment of the file"));
    Files.write(jar, bytes.toByteArray());
    search.jar(jar.toFile(), "fat.jar", false);
    assertThat(files())
        .containsExactly("fat.jar!/BOOT-INF/lib/acme.jar!/META-INF/peeps/acme.layout");
    assertThat(search.layouts().get(0).text()).isEqualTo(LAYOUT);
  }

  @Test
  void ofAFolderWithClasses() throws Exception {
    Files.createDirectories(folder.resolve("META-INF/peeps"));
    Files.writeString(folder.resolve("META-INF/peeps/b.layout"), LAYOUT);
    Files.writeString(folder.resolve("META-INF/peeps/a.layout"), LAYOUT);
    search.folder(folder.toFile(), "classes");
    assertThat(files())
        .containsExactly("classes/META-INF/peeps/a.layout", "classes/META-INF/peeps/b.layout");
  }

  @Test
  void theJarOfPeepsItselfIsPassedOver() throws Exception {
    Path jar = folder.resolve("peeps-mbeans.jar");
    write(jar, zip(true, "META-INF/peeps/index", "a", "META-INF/peeps/a.layout", LAYOUT));
    search.jar(jar.toFile(), "peeps-mbeans.jar", false);
    assertThat(search.layouts()).isEmpty();
  }

  /**
   * A target with a registry has our jar open: to unpack what is known took longer than the rest.
   */
  @Test
  void aJarThatIsKnownIsNotLookedInto() throws Exception {
    Path jar = folder.resolve("acme.jar");
    write(jar, zip(true, "META-INF/peeps/acme.layout", LAYOUT));
    search.passOver("acme.jar");
    search.jar(jar.toFile(), "acme.jar", false);
    assertThat(search.layouts()).isEmpty();
    assertThat(search.jars()).isZero();
    search.jar(jar.toFile(), "other.jar", false);
    assertThat(search.layouts()).hasSize(1);
  }

  @Test
  void theSameLayoutInTwoJarsCountsOnceAndAnotherOfItsNameIsSaid() {
    Layouts base = Layouts.builtIn();
    LayoutText one = new LayoutText("a.jar!/x.layout", LAYOUT);
    LayoutText same = new LayoutText("b.jar!/x.layout", LAYOUT);
    LayoutText other = new LayoutText("c.jar!/x.layout", LAYOUT + "latch com.acme.Door\n");
    assertThat(base.and(List.of(one, same)).problems()).isEmpty();
    assertThat(base.and(List.of(one, same)).list()).hasSize(base.list().size() + 1);
    assertThat(base.and(List.of(one, other)).problems().toString())
        .contains("c.jar!/x.layout:1:8: the layout acme of a.jar!/x.layout says something else");
    assertThat(base.and(List.of())).isSameAs(base);
  }

  @Test
  void whatIsTooLargeOrNoZipIsSaid() throws Exception {
    Path jar = folder.resolve("large.jar");
    write(jar, zip(true, "META-INF/peeps/acme.layout", "#".repeat(2 << 20)));
    search.jar(jar.toFile(), "large.jar", false);
    Path text = folder.resolve("text.jar");
    Files.writeString(text, "this is no zip file, though its name says so");
    search.jar(text.toFile(), "text.jar", false);
    search.jar(text.toFile(), "again.jar", true);
    search.jar(folder.resolve("absent.jar").toFile(), "absent.jar", false);
    assertThat(search.layouts()).isEmpty();
    assertThat(search.problems().toString())
        .contains("large.jar!/META-INF/peeps/acme.layout: cannot be read: its entry")
        .contains("too large for a layout")
        .contains("text.jar: cannot be looked into for layouts: no zip file")
        .doesNotContain("again.jar")
        .doesNotContain("absent.jar");
  }

  @Test
  void entriesThatShareOneBodyAreNotReadBeyondTheBound() throws Exception {
    // 20,000 entries of one MB in a jar of 1.5 MB: 20 GB if they were read before they are counted.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] body = zip(true, "META-INF/peeps/a00000.layout", "#".repeat(1 << 20));
    int directory = find(body, "PK\1\2");
    int end = find(body, "PK\5\6");
    bytes.write(body, 0, directory);
    for (int i = 0; i < 20_000; i++) {
      byte[] entry = java.util.Arrays.copyOfRange(body, directory, end);
      byte[] name =
          String.format("META-INF/peeps/a%05d.layout", i).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(name, 0, entry, 46, name.length);
      bytes.write(entry);
    }
    java.nio.ByteBuffer record =
        java.nio.ByteBuffer.wrap(body, end, body.length - end)
            .slice()
            .order(java.nio.ByteOrder.LITTLE_ENDIAN);
    record.putShort(8, (short) 20_000).putShort(10, (short) 20_000);
    record.putInt(12, 20_000 * (end - directory));
    byte[] last = new byte[record.capacity()];
    record.get(last);
    bytes.write(last);
    Path jar = folder.resolve("many.jar");
    Files.write(jar, bytes.toByteArray());
    long before = allocated();
    search.jar(jar.toFile(), "many.jar", false);
    assertThat(allocated() - before).isLessThan(200L << 20);
    assertThat(search.layouts()).describedAs(search.problems().toString()).hasSize(16);
    assertThat(search.problems().toString())
        .contains("not read: too many layouts before it")
        .contains("more files could not be looked into");
  }

  @Test
  void noByteInAJarMakesTheSearchFail() throws Exception {
    byte[] inner = zip(true, "META-INF/peeps/acme.layout", LAYOUT);
    byte[] good = zip(false, "BOOT-INF/lib/acme.jar", inner, "");
    byte[] plain = zip(true, "META-INF/peeps/acme.layout", LAYOUT, "com/acme/A.class", "a");
    Random random = new Random(4711);
    for (int i = 0; i < 1000; i++) {
      byte[] bytes = (i % 2 == 0 ? good : plain).clone();
      for (int n = 0; n <= i % 3; n++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Path jar = folder.resolve("m.jar");
      Files.write(jar, i % 5 == 0 ? java.util.Arrays.copyOf(bytes, bytes.length / 2) : bytes);
      LayoutSearch each = new LayoutSearch();
      each.jar(jar.toFile(), "m.jar", false);
      assertThat(each.layouts()).hasSizeLessThan(3);
    }
  }

  @Test
  void aRunningProcessHasItsJarsOpen() throws Exception {
    Path jar = folder.resolve("acme.jar");
    write(jar, zip(true, "META-INF/peeps/acme.layout", LAYOUT, "com/acme/x.txt", "x"));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      assertThat(loader.getResource("com/acme/x.txt")).isNotNull();
      Files.delete(jar);
      new ProcessLayouts(search, "/proc/self", "").openFiles();
    }
    assertThat(search.layouts()).extracting(LayoutText::text).contains(LAYOUT);
    assertThat(search.problems()).isEmpty();
  }

  @Test
  void aClassPathIsReadAsTheProcessSeesIt() throws Exception {
    Path jars = Files.createDirectory(folder.resolve("lib"));
    write(jars.resolve("a.jar"), zip(true, "META-INF/peeps/a.layout", LAYOUT));
    write(jars.resolve("b.jar"), zip(true, "META-INF/peeps/b.layout", LAYOUT));
    Path proc = Files.createDirectory(folder.resolve("proc"));
    Files.createSymbolicLink(proc.resolve("cwd"), folder);
    ProcessLayouts process = new ProcessLayouts(search, proc.toString(), folder.toString());
    process.classPath("lib/a.jar:nowhere.jar::/lib/*");
    assertThat(files())
        .containsExactly(
            folder + "/lib/a.jar!/META-INF/peeps/a.layout",
            "/lib/a.jar!/META-INF/peeps/a.layout",
            "/lib/b.jar!/META-INF/peeps/b.layout");
  }

  @Test
  void zip64DirectoriesAreRead() throws Exception {
    Path jar = folder.resolve("many.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (int i = 0; i < 70_000; i++) {
        out.putNextEntry(new ZipEntry("e" + i));
      }
      out.putNextEntry(new ZipEntry("META-INF/peeps/acme.layout"));
      out.write(LAYOUT.getBytes(StandardCharsets.UTF_8));
    }
    search.jar(jar.toFile(), "many.jar", false);
    assertThat(search.problems()).isEmpty();
    assertThat(search.layouts()).hasSize(1);
  }

  private List<String> files() {
    return search.layouts().stream().map(LayoutText::file).collect(Collectors.toList());
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static int find(byte[] bytes, String mark) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(mark);
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(new File(file.toString()), "rw")) {
      out.write(bytes);
    }
  }

  private static byte[] zip(boolean deflated, String... namesAndContents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.setMethod(deflated ? ZipOutputStream.DEFLATED : ZipOutputStream.STORED);
      for (int i = 0; i < namesAndContents.length; i += 2) {
        out.putNextEntry(new ZipEntry(namesAndContents[i]));
        out.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(boolean deflated, String name, byte[] content, String comment)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      ZipEntry entry = new ZipEntry(name);
      CRC32 crc = new CRC32();
      crc.update(content);
      entry.setCrc(crc.getValue());
      entry.setSize(content.length);
      entry.setMethod(deflated ? ZipEntry.DEFLATED : ZipEntry.STORED);
      out.putNextEntry(entry);
      out.write(content);
      out.setComment(comment);
    }
    return bytes.toByteArray();
  }
}
