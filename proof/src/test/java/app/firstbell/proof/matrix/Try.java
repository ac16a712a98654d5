package app.firstbell.proof.matrix;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Request;

/// A request that would succeed if nothing but the policy were asked.
///
/// @param by with whose credentials
/// @param success the status of success
/// @param after puts right what a success has changed
record Try(Request request, Api by, int success, Runnable after) {
  static Try of(Scene scene, int success, Request request) {
    return new Try(request, scene.who().api(), success, () -> {});
  }

  Try by(Api other) {
    return new Try(request, other, success, after);
  }

  Try then(Runnable restore) {
    return new Try(request, by, success, restore);
  }
}
