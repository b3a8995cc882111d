package dev.peeps.cli.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.proc.Jvm;
import java.io.IOException;

/**
 * The JDK's own Attach API. It sends the signal that opens a JVM's socket. Not every runtime has
 * it, and it does not cross namespaces on every JDK.
 */
final class ApiAttacher implements Attacher {

  @Override
  public String word() {
    return "attach";
  }

  @Override
  public boolean reaches(Jvm jvm) {
    return !jvm.isContained() && ModuleLayer.boot().findModule("jdk.attach").isPresent();
  }

  @Override
  public LoadAnswer load(Jvm jvm, String library, String options) throws CommandFailure {
    VirtualMachine machine;
    try {
      machine = VirtualMachine.attach(Long.toString(jvm.pid()));
    } catch (AttachNotSupportedException | IOException e) {
      throw Refusals.connection(jvm, e.getMessage());
    }
    try {
      machine.loadAgentPath(library, options);
      return new LoadAnswer(LoadAnswer.Kind.RAN, 0, "");
    } catch (AgentInitializationException e) {
      return new LoadAnswer(LoadAnswer.Kind.RAN, e.returnValue(), String.valueOf(e.getMessage()));
    } catch (AgentLoadException e) {
      LoadAnswer answer = LoadAnswer.of(-1, String.valueOf(e.getMessage()));
      return answer.kind() == LoadAnswer.Kind.RAN
          ? new LoadAnswer(LoadAnswer.Kind.NOT_LOADED, 0, answer.text())
          : answer;
    } catch (IOException e) {
      throw Refusals.connection(jvm, e.getMessage());
    } finally {
      detach(machine);
    }
  }

  /** The API has no words for it; but whoever has attached once has opened the JVM's socket. */
  @Override
  public Answer ask(Jvm jvm, String... words) throws CommandFailure {
    try {
      detach(VirtualMachine.attach(Long.toString(jvm.pid())));
    } catch (AttachNotSupportedException | IOException e) {
      throw Refusals.connection(jvm, e.getMessage());
    }
    SocketAttacher socket = new SocketAttacher();
    if (!socket.reaches(jvm)) {
      throw Refusals.connection(jvm, "its attach socket cannot be used from here");
    }
    return socket.ask(jvm, words);
  }

  private static void detach(VirtualMachine machine) {
    try {
      machine.detach();
    } catch (IOException e) {
      // The answer is here; a connection that cannot be closed properly changes nothing.
      return;
    }
  }
}
