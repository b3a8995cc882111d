package dev.peeps.victims.stalled;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Work;
import dev.peeps.victims.Workers;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A table is exported: one thread reads rows, one makes lines of them, one writes these, and the
 * main thread waits for the end. The reader waits for the cursor, which a thread that has ended
 * never gave back, so that all queues are empty and stay so.
 */
public final class TableExport {
  private TableExport() {}

  /** Reads rows while it has the cursor. */
  private static final class RowReader implements Work {
    private final ReentrantLock cursor;
    private final BlockingQueue<String> rows;

    RowReader(ReentrantLock cursor, BlockingQueue<String> rows) {
      this.cursor = cursor;
      this.rows = rows;
    }

    @Override
    public void run() throws InterruptedException {
      rows.put("row 1");
      fetch();
    }

    private void fetch() throws InterruptedException {
      cursor.lockInterruptibly();
      try {
        rows.put("row 2");
      } finally {
        cursor.unlock();
      }
    }
  }

  /** Takes rows, and passes lines on. */
  private static final class Formatter implements Work {
    private final BlockingQueue<String> rows;
    private final BlockingQueue<String> lines;

    Formatter(BlockingQueue<String> rows, BlockingQueue<String> lines) {
      this.rows = rows;
      this.lines = lines;
    }

    @Override
    public void run() throws InterruptedException {
      while (true) {
        lines.put(rows.take() + ";");
      }
    }
  }

  /** Takes lines to the end of the table. */
  private static final class FileWriter implements Work {
    private final BlockingQueue<String> lines;
    private long written;

    FileWriter(BlockingQueue<String> lines) {
      this.lines = lines;
    }

    @Override
    public void run() throws InterruptedException {
      for (String line = lines.take(); !line.isEmpty(); line = lines.take()) {
        written += line.length();
      }
    }

    long written() {
      return written;
    }
  }

  public static void main(String[] args) throws InterruptedException {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    ReentrantLock cursor = new ReentrantLock();
    workers.start("table-check", cursor::lock).join();
    export(workers, cursor);
  }

  private static void export(Workers workers, ReentrantLock cursor) throws InterruptedException {
    BlockingQueue<String> rows = new ArrayBlockingQueue<>(100);
    BlockingQueue<String> lines = new LinkedBlockingQueue<>(100);
    Thread reader = workers.start("row-reader", new RowReader(cursor, rows));
    Thread formatter = workers.start("formatter", new Formatter(rows, lines));
    FileWriter file = new FileWriter(lines);
    Thread writer = workers.start("file-writer", file);
    Victim.stuckWhen(
        () ->
            Waits.in(reader, "RowReader.fetch")
                && Waits.in(formatter, "ArrayBlockingQueue.take")
                && Waits.in(writer, "LinkedBlockingQueue.take"));
    writer.join();
    System.out.println(file.written() + " characters");
  }
}
