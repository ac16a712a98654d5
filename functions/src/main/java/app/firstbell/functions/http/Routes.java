package app.firstbell.functions.http;

import app.firstbell.transaction.Answer;

/// What a function does with the requests that the [Gate] lets in: a `switch` over their actions.
@FunctionalInterface
public interface Routes {
  /// Answers a request, or throws a [Problem].
  Answer answer(Call call);

  /// Answers the repeat of a request that was committed before. Whoever shows a secret once adds it
  /// here again, for it is not in what was kept.
  default Answer replay(Call call, Answer kept) {
    return kept;
  }
}
