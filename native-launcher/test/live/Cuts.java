import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.VirtualMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts PID LIBRARY OPTIONS COUNT FOLDER: takes that many cuts in a row, each into a file of the folder that is deleted again,
 * and fails when one fails or when the target's resident memory grows between the first fifth and the end.
 */
public final class Cuts {
  static final int GROWTH_KB = 4096;

  public static void main(String[] args) throws Exception {
    String pid = args[0];
    int count = Integer.parseInt(args[3]);
    Path out = Paths.get(args[4], "cuts.hprof");
    long before = 0;
    for (int i = 0; i < count; i++) {
      VirtualMachine vm = VirtualMachine.attach(pid);
      try {
        vm.loadAgentPath(args[1], args[2] + ",out:" + out);
      } catch (AgentInitializationException e) {
        throw new IllegalStateException(new String(Files.readAllBytes(out)), e);
      } finally {
        vm.detach();
      }
      Files.delete(out);
      if (i == count / 5) before = residentKb(pid);
    }
    long growth = residentKb(pid) - before;
    System.out.println(count + " cuts, resident memory " + (growth < 0 ? "" : "+") + growth + " kB after the first fifth");
    if (growth > GROWTH_KB) System.exit(1);
  }

  static long residentKb(String pid) throws Exception {
    Matcher m = Pattern.compile("VmRSS:\\s*(\\d+)").matcher(new String(Files.readAllBytes(Paths.get("/proc", pid, "status"))));
    if (!m.find()) throw new IllegalStateException("the target has ended");
    return Long.parseLong(m.group(1));
  }
}
