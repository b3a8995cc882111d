import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.VirtualMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts PID LIBRARY OPTIONS COUNT FOLDER: takes that many cuts in a row, each into a file of the folder that is deleted again,
 * and fails when one fails or when the target's resident memory grows between the first fifth and the end. With the first three
 * arguments alone it loads the library once and prints its return code as jcmd does, for a JDK whose jcmd cannot (8).
 */
public final class Cuts {
  static final int GROWTH_KB = 4096;

  public static void main(String[] args) throws Exception {
    String pid = args[0];
    if (args.length == 3) {
      System.out.println("return code: " + load(pid, args[1], args[2]));
      return;
    }
    int count = Integer.parseInt(args[3]);
    Path out = Paths.get(args[4], "cuts.hprof");
    long before = 0;
    for (int i = 0; i < count; i++) {
      int code = load(pid, args[1], args[2] + ",out:" + out);
      if (code != 0) throw new IllegalStateException(code + " " + new String(Files.readAllBytes(out)));
      Files.delete(out);
      if (i == count / 5) before = residentKb(pid);
    }
    long growth = residentKb(pid) - before;
    System.out.println(count + " cuts, resident memory " + (growth < 0 ? "" : "+") + growth + " kB after the first fifth");
    if (growth > GROWTH_KB) System.exit(1);
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
