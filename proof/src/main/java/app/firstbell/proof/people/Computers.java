package app.firstbell.proof.people;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/// Addresses of this machine, one for each of the people, so that limits by address see many
/// computers: all of 127.0.0.0/8 on Linux. Where a system knows 127.0.0.1 alone, everybody has
/// that.
public final class Computers {
  private static final AtomicInteger LAST = new AtomicInteger();
  private static final int PER_NET = 250;
  private static final int NETS = 200 * PER_NET;

  private Computers() {}

  /// An address that nobody else has in this run.
  public static InetAddress next() {
    int number = LAST.getAndIncrement() % NETS;
    try {
      InetAddress own =
          InetAddress.getByAddress(
              new byte[] {127, 7, (byte) (number / PER_NET), (byte) (number % PER_NET + 1)});
      return isOurs(own) ? own : InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean isOurs(InetAddress address) {
    try (DatagramSocket bound = new DatagramSocket(new InetSocketAddress(address, 0))) {
      return bound.isBound();
    } catch (IOException notOfThisMachine) {
      return false;
    }
  }
}
