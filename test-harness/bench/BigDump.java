import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Writes a heap dump of any size: its own, with pending futures in chains of ten, and behind it as many
 * more objects as are wanted, in segments as HotSpot writes them (orders with a name and a list, and
 * buffers), so that a dump larger than this machine's memory can be had.
 *
 * <p>usage: BigDump FILE MEGABYTES FUTURES
 */
public final class BigDump {
  private static final int SEGMENT = 1 << 20;
  private static final int CHAIN = 10;
  private static final long NO_LENGTH = 0;

  /** What the added objects are instances of. */
  static final class Order {
    long number;
    String name;
    Object[] items;
    Order next;
  }

  static final Order SAMPLE = new Order();
  static final List<CompletableFuture<?>> FUTURES = new ArrayList<>();

  private BigDump() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    long bytes = Long.parseLong(arguments[1]) << 20;
    for (int i = Integer.parseInt(arguments[2]); i > 0; i -= CHAIN) {
      CompletableFuture<Object> future = new CompletableFuture<>();
      FUTURES.add(future);
      for (int k = 1; k < CHAIN; k++) {
        future = future.thenApply(value -> value);
      }
    }
    Files.deleteIfExists(file);
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(file.toString(), true);
    long type = typeOfOrders(file);
    try (RandomAccessFile dump = new RandomAccessFile(file.toFile(), "rw")) {
      dump.setLength(dump.length() - 9); // the record that ends it
    }
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.APPEND), SEGMENT))) {
      long id = 1L << 44;
      for (long written = Files.size(file); written < bytes; written += SEGMENT) {
        id = segment(out, id, type);
      }
      out.writeByte(0x2C);
      out.writeLong(NO_LENGTH);
    }
  }

  private static long segment(DataOutputStream out, long firstId, long type) throws IOException {
    ByteBuffer segment = ByteBuffer.allocate(SEGMENT);
    long id = firstId;
    for (int i = 0; segment.remaining() > 8192; i++) {
      segment.put((byte) 0x21).putLong(id).putInt(1).putLong(type).putInt(32);
      segment.putLong(i).putLong(id + 32).putLong(id + 56).putLong(0);
      segment.put((byte) 0x23).putLong(id + 32).putInt(1).putInt(12).put((byte) 8);
      segment.position(segment.position() + 12);
      segment.put((byte) 0x23).putLong(id + 56).putInt(1).putInt(i % 100 == 0 ? 4096 : 8);
      segment.put((byte) 8).position(segment.position() + (i % 100 == 0 ? 4096 : 8));
      id += i % 100 == 0 ? 4192 : 104;
    }
    out.writeByte(0x1C);
    out.writeInt(0);
    out.writeInt(segment.position());
    out.write(segment.array(), 0, segment.position());
    return id;
  }

  /** The id of the class Order, from its LOAD CLASS record. */
  private static long typeOfOrders(Path file) throws IOException {
    try (RandomAccessFile dump = new RandomAccessFile(file.toFile(), "r")) {
      long name = -1;
      long at = 31;
      while (true) {
        dump.seek(at);
        int tag = dump.read();
        dump.readInt();
        long length = dump.readInt() & 0xffff_ffffL;
        if (tag == 0x01 && length == 8 + "BigDump$Order".length()) {
          long id = dump.readLong();
          byte[] text = new byte["BigDump$Order".length()];
          dump.readFully(text);
          name = new String(text, "UTF-8").equals("BigDump$Order") ? id : name;
        } else if (tag == 0x02) {
          dump.readInt();
          long type = dump.readLong();
          dump.readInt();
          if (dump.readLong() == name) {
            return type;
          }
        }
        at += 9 + length;
      }
    }
  }
}
