package app.firstbell.notice;

import app.firstbell.purchase.Purchase;
import java.util.Map;

/// What the mail about a new order says: how to pay it. It goes to the administrators as renewal
/// links do, with such a link in it.
public final class OrderMail {
  /// What it is about, beside the words of [Warning].
  public static final String WORD = "order";

  public static final String CREDITS = "credits";
  public static final String INSTRUCTIONS = "instructions";

  private OrderMail() {}

  /// @param instructions how to pay, for people
  public static Map<String, String> payload(Purchase order, String instructions) {
    return Map.of(
        Warning.ABOUT, WORD, CREDITS, Long.toString(order.credits()), INSTRUCTIONS, instructions);
  }
}
