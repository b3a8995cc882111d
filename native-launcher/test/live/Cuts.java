import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.VirtualMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts PID LIBRARY OPTIONS COUNT FOLDER: takes that many cuts in a row, each into a file of the folder that is deleted again,
 * and fails when one fails or when the target's resident memory grows between the first fifth and the end, and grows as much again in
 * two more such rounds: what the library leaks it leaks in each, while the threads, compilers and collections of the target itself settle.
 * With the first three arguments alone it loads the library once and prints its return code as jcmd does, for a JDK whose jcmd cannot (8).
 */
public final class Cuts {
  static final int GROWTH_KB = 4096;
  static final int ROUNDS = 3;

  public static void main(String[] args) throws Exception {
    String pid = args[0];
    if (args.length == 3) {
      System.out.println("return code: " + load(pid, args[1], args[2]));
      return;
    }
    int count = Integer.parseInt(args[3]);
    Path out = Paths.get(args[4], "cuts.hprof");
    long growth = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && growth > GROWTH_KB; round++) {
      growth = round(pid, args[1], args[2] + ",out:" + out, count, out);
      System.out.println(count + " cuts, resident memory " + (growth < 0 ? "" : "+") + growth + " kB after the first fifth");
    }
    if (growth > GROWTH_KB) System.exit(1);
  }

  static long round(String pid, String library, String options, int count, Path out) throws Exception {
    long before = 0;
    for (int i = 0; i < count; i++) {
      int code = load(pid, library, options);
      if (code != 0) throw new IllegalStateException(code + " " + new String(Files.readAllBytes(out)));
      Files.delete(out);
      if (i == count / 5) before = residentKb(pid);
    }
    return residentKb(pid) - before;
  }

  static int load(String pid, String library, String options) throws Exception {
    VirtualMachine vm = VirtualMachine.attach(pid);
    try {
      vm.loadAgentPath(library, options);
      return 0;
    } catch (AgentInitializationException e) {
      return e.returnValue();
    } finally {
      vm.detach();
    }
  }

  static long residentKb(String pid) throws Exception {
    Matcher m = Pattern.compile("VmRSS:\\s*(\\d+)").matcher(new String(Files.readAllBytes(Paths.get("/proc", pid, "status"))));
    if (!m.find()) throw new IllegalStateException("the target has ended");
    return Long.parseLong(m.group(1));
  }
}
