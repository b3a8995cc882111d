package dev.peeps.cli.core;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What a core says about its process: its id, its program, the files it had mapped. See core(5) and
 * the kernel's fs/binfmt_elf.c for the notes. Its arguments and environment are not read.
 */
public final class CoreFile implements Closeable {
  private static final int PRPSINFO = 3;
  private static final int AUXV = 6;
  private static final int FILE = 0x46494c45;
  private static final int AT_EXECFN = 31;
  private static final int LONGEST_PATH = 4096;
  private static final int MOST_MAPPINGS = 1 << 20;

  /** A file that was mapped into the process. */
  record Mapping(long start, long end, long offset, String file) {}

  private final FileChannel channel;
  private final ElfImage image;
  private final List<Mapping> mappings = new ArrayList<>();
  private long pid = -1;
  private String program = "";
  private long executableName;
  private long end;

  private CoreFile(FileChannel channel) throws IOException {
    this.channel = channel;
    this.image = new ElfImage(this::fromFile);
    for (ElfImage.Segment segment : image.segments) {
      end = Math.max(end, segment.offset() + segment.fileSize());
      if (segment.type() == ElfImage.NOTE) {
        readNotes(segment);
      }
    }
  }

  /**
   * Opens one and reads its notes.
   *
   * @throws IOException when it cannot be read, or ends before its notes do
   */
  public static CoreFile open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new CoreFile(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e instanceof IOException ? (IOException) e : new IOException("its notes make no sense");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private ByteBuffer fromFile(long offset, int length) throws IOException {
    if (offset < 0 || length < 0 || offset + length > channel.size()) {
      throw new EOFException("it ends at byte " + channel.size());
    }
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw new EOFException("it ends at byte " + channel.size());
      }
    }
    return buffer.flip();
  }

  private void readNotes(ElfImage.Segment segment) throws IOException {
    for (ElfImage.Note note : image.notes(segment, segment.offset())) {
      if (note.owner().equals("CORE")) {
        switch (note.type()) {
          case PRPSINFO:
            processInfo(note.body());
            break;
          case AUXV:
            auxiliary(note.body());
            break;
          case FILE:
            files(note.body());
            break;
          default:
            // Registers and the like. The first PRSTATUS has the id of the thread that died, or of
            // the main thread: not always that of the process.
        }
      }
    }
  }

  /** struct elf_prpsinfo: the name without its arguments, which follow it. */
  private void processInfo(ByteBuffer in) {
    if (image.wide && in.limit() >= 56) {
      pid = Integer.toUnsignedLong(in.getInt(24));
      program = ElfImage.text(in, 40, 16);
    } else if (!image.wide && in.limit() >= 44) {
      pid = Integer.toUnsignedLong(in.getInt(12));
      program = ElfImage.text(in, 28, 16);
    }
  }

  private void auxiliary(ByteBuffer in) {
    int word = image.wide ? 8 : 4;
    for (int at = 0; at + 2 * word <= in.limit(); at += 2 * word) {
      if (word(in, at) == AT_EXECFN) {
        executableName = word(in, at + word);
      }
    }
  }

  private long word(ByteBuffer in, int at) {
    return image.wide ? in.getLong(at) : Integer.toUnsignedLong(in.getInt(at));
  }

  private void files(ByteBuffer in) {
    int word = image.wide ? 8 : 4;
    if (in.limit() < 2 * word) {
      return;
    }
    long count = word(in, 0);
    long page = word(in, word);
    long names = 2L * word + count * 3 * word;
    if (count < 0 || count > MOST_MAPPINGS || names > in.limit()) {
      return;
    }
    int name = (int) names;
    for (int i = 0; i < count && name < in.limit(); i++) {
      int at = 2 * word + i * 3 * word;
      String file = ElfImage.text(in, name, in.limit() - name);
      mappings.add(
          new Mapping(word(in, at), word(in, at + word), word(in, at + 2 * word) * page, file));
      name += file.getBytes(java.nio.charset.StandardCharsets.UTF_8).length + 1;
    }
  }

  /** Process id; -1 when it does not say. */
  public long pid() {
    return pid;
  }

  /** Name of the program, at most 15 characters; may be that of the thread that died. */
  public String program() {
    return program;
  }

  /** Number of the machine in the ELF heading; 62 is x86-64, 183 AArch64. */
  int machine() {
    return image.machine;
  }

  /** How many bytes the file lacks by what its own headers say; 0 when it is whole. */
  long missing() throws IOException {
    return Math.max(0, end - channel.size());
  }

  /** The mapped files, in the order of their addresses. */
  List<Mapping> mappings() {
    return mappings;
  }

  /** The path with which the program was started; empty when it is not in the core. */
  String executable() {
    try {
      return executableName == 0
          ? ""
          : ElfImage.text(memory(executableName, 1, LONGEST_PATH), 0, LONGEST_PATH);
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * The build id of the library that is mapped there; empty when its heading is not in the core.
   */
  String buildId(Mapping mapping) {
    try {
      ElfImage library =
          new ElfImage((offset, length) -> memory(mapping.start() + offset, length, length));
      return library.buildId(true);
    } catch (IOException | RuntimeException e) {
      return "";
    }
  }

  /** The memory of the process from an address on, between the least and the most wanted bytes. */
  private ByteBuffer memory(long address, int least, int most) throws IOException {
    for (ElfImage.Segment segment : image.segments) {
      long into = address - segment.address();
      if (segment.type() == ElfImage.LOAD && into >= 0 && into + least <= segment.fileSize()) {
        return fromFile(segment.offset() + into, (int) Math.min(most, segment.fileSize() - into));
      }
    }
    throw new IOException("address 0x" + Long.toHexString(address) + " is not in the core");
  }
}
