package app.firstbell.emulator.lambda.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/// Does what its event says: throws, hangs, answers too much.
public final class Troubled implements RequestStreamHandler {
  public Troubled() {
    if ("yes".equals(System.getenv("BROKEN"))) {
      throw new IllegalStateException("no constructor today");
    }
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    switch (event) {
      case "\"throw\"" ->
          throw new IOException("the disk is gone", new IllegalArgumentException("why"));
      case "\"hang\"" -> {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException _) {
          System.err.println("interrupted");
        }
      }
      case "\"big\"" -> out.write(new byte[6 * 1024 * 1024 + 1]);
      case "\"thread\"" -> {
        Thread thread = new Thread(() -> System.out.println("from a thread of the handler's"));
        thread.start();
        try {
          thread.join();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      default -> out.write(event.getBytes(StandardCharsets.UTF_8));
    }
  }
}
