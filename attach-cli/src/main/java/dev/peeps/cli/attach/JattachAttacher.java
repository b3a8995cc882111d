package dev.peeps.cli.attach;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.proc.Jvm;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The program {@code jattach}: needs no JDK, enters the target's namespaces and takes on its user.
 */
final class JattachAttacher implements Attacher {
  private static final String RESPONSE = "response code = ";

  private String program;
  private boolean sought;

  /** Looks for it when it is needed: nearly always the socket is there. */
  private String program() {
    if (!sought) {
      sought = true;
      program = findProgram(System.getenv("PATH"));
    }
    return program;
  }

  @Override
  public String word() {
    return "jattach";
  }

  @Override
  public boolean reaches(Jvm jvm) {
    return program() != null;
  }

  static String findProgram(String path) {
    if (path != null) {
      for (String directory : path.split(File.pathSeparator, -1)) {
        File file = new File(directory, "jattach");
        if (!directory.isEmpty() && file.isFile() && file.canExecute()) {
          return file.getAbsolutePath();
        }
      }
    }
    return null;
  }

  @Override
  public LoadAnswer load(Jvm jvm, String library, String options) throws CommandFailure {
    Answer answer = ask(jvm, "load", library, "true", options);
    return LoadAnswer.of(answer.status(), answer.text());
  }

  @Override
  public Answer ask(Jvm jvm, String... words) throws CommandFailure {
    List<String> command = new ArrayList<>(List.of(program(), Long.toString(jvm.pid())));
    command.addAll(List.of(words));
    String output;
    Process process = null;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.NO_ATTACH,
          "cannot run " + program() + " to reach " + jvm,
          e.getMessage(),
          "check that it is the jattach program (Debian package jattach)");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusals.connection(jvm, "interrupted");
    } finally {
      if (process != null) {
        process.destroy();
      }
    }
    return parse(jvm, output);
  }

  private static Answer parse(Jvm jvm, String output) throws CommandFailure {
    int at = output.indexOf(RESPONSE);
    int end = at < 0 ? -1 : output.indexOf('\n', at);
    if (end < 0) {
      throw Refusals.connection(jvm, "jattach says: " + output.strip().replace('\n', ' '));
    }
    try {
      int status = Integer.parseInt(output.substring(at + RESPONSE.length(), end).strip());
      return new Answer(status, output.substring(end + 1));
    } catch (NumberFormatException e) {
      throw Refusals.connection(jvm, "the answer of jattach was not understood");
    }
  }
}
