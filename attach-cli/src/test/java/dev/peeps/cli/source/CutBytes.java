package dev.peeps.cli.source;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The bytes of small cuts: header, version, one INFO record for each pair of key and value. */
final class CutBytes {
  private static final int PEEPS = 0x50;
  private static final int END = 0x2C;

  private CutBytes() {}

  /** A cut of which more is to come. */
  static byte[] begun(String... keysAndValues) {
    return bytes(false, keysAndValues);
  }

  static byte[] whole(String... keysAndValues) {
    return bytes(true, keysAndValues);
  }

  private static byte[] bytes(boolean whole, String... keysAndValues) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeBytes("JAVA PROFILE 1.0.2\0");
      out.writeInt(8);
      out.writeLong(0);
      record(out, PEEPS, new byte[] {1, 0, 0, 0, 1});
      for (int i = 0; i < keysAndValues.length; i += 2) {
        record(out, PEEPS, info(keysAndValues[i], keysAndValues[i + 1]));
      }
      if (whole) {
        record(out, END, new byte[0]);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void record(DataOutputStream out, int tag, byte[] body) throws IOException {
    out.writeByte(tag);
    out.writeInt(0);
    out.writeInt(body.length);
    out.write(body);
  }

  private static byte[] info(String key, String value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(2);
    out.writeInt(1);
    out.writeInt(key.length());
    out.writeBytes(key);
    out.writeInt(value.length());
    out.writeBytes(value);
    return bytes.toByteArray();
  }
}
