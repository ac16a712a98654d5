package app.firstbell.functions.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Where a request comes from.
///
/// Anybody can reach the API past CloudFront and write into `X-Forwarded-For` what they like. So
/// that header counts only beside a secret that CloudFront alone adds, in place of whatever a
/// viewer wrote there; of anybody else API Gateway itself says the address.
///
/// @param secret what CloudFront adds; nothing where nobody stands before the API
public record Edge(Optional<String> secret) {
  /// The header that the distribution adds to what it sends to the API: see infra's sites.
  static final String HEADER = "x-firstbell-edge";

  /// Nobody stands before the API.
  public static final Edge NONE = new Edge(Optional.empty());

  Optional<String> address(APIGatewayV2HTTPEvent event) {
    return isBehind(event) ? forwarded(event).or(() -> source(event)) : source(event);
  }

  private boolean isBehind(APIGatewayV2HTTPEvent event) {
    return secret
        .flatMap(expected ->
            Http.header(event, HEADER)
                .map(given ->
                    MessageDigest.isEqual(given.getBytes(UTF_8), expected.getBytes(UTF_8))))
        .orElse(false);
  }

  /// CloudFront puts the viewer's address at the end, and API Gateway CloudFront's behind it.
  private static Optional<String> forwarded(APIGatewayV2HTTPEvent event) {
    List<String> all =
        Http.header(event, "x-forwarded-for").stream()
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .toList();
    return all.size() < 2 ? Optional.empty() : Optional.of(all.get(all.size() - 2));
  }

  private static Optional<String> source(APIGatewayV2HTTPEvent event) {
    return Optional.ofNullable(event.getRequestContext())
        .map(APIGatewayV2HTTPEvent.RequestContext::getHttp)
        .map(APIGatewayV2HTTPEvent.RequestContext.Http::getSourceIp)
        .filter(address -> !address.isBlank());
  }

  /// Not the secret, so that no log has it.
  @Override
  public String toString() {
    return "edge";
  }
}
