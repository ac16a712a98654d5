package app.firstbell.functions.http;

import app.firstbell.transaction.Answer;
import java.util.function.BiFunction;
import java.util.function.Function;

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

  /// Routes whose repeats are answered with more than what was kept.
  static Routes of(Function<Call, Answer> answers, BiFunction<Call, Answer, Answer> repeats) {
    return new Routes() {
      @Override
      public Answer answer(Call call) {
        return answers.apply(call);
      }

      @Override
      public Answer replay(Call call, Answer kept) {
        return repeats.apply(call, kept);
      }
    };
  }
}
