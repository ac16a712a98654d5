package app.firstbell.chat;

import java.util.List;

/// What the rung agents did without getting the chat, kept beside its log. For agents' eyes only.
public record Beside(List<Late> late, List<Declined> declined) {
  public static final Beside NOTHING = new Beside(List.of(), List.of());

  public Beside {
    late = List.copyOf(late);
    declined = List.copyOf(declined);
  }
}
