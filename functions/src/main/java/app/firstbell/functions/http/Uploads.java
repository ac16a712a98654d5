package app.firstbell.functions.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.firstbell.photo.Darkroom;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.Base64;

/// A request's body as bytes.
final class Uploads {
  private Uploads() {}

  /// API Gateway hands on in base64 whatever it does not take for text.
  static byte[] bytes(APIGatewayV2HTTPEvent event) {
    String body = event.getBody() == null ? "" : event.getBody();
    // Before it is decoded: four characters are three bytes.
    if (body.length() > Darkroom.LARGEST / 3 * 4 + 8) {
      throw tooLarge();
    }
    byte[] bytes;
    try {
      bytes = event.getIsBase64Encoded() ? Base64.getDecoder().decode(body) : body.getBytes(UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw Problem.invalid(null, "expected the bytes of an image as the body");
    }
    if (bytes.length > Darkroom.LARGEST) {
      throw tooLarge();
    }
    return bytes;
  }

  private static Problem tooLarge() {
    return Problem.of(Slug.TOO_LARGE, "expected an image of at most 2 MB");
  }
}
