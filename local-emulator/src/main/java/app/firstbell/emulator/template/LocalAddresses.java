package app.firstbell.emulator.template;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Where the things of the template that have an address in the cloud live on this machine.
///
/// After all intrinsics are resolved, `https://<distribution's domain>` becomes the distribution's
/// own port here, and `https://<api>.execute-api.<region>.amazonaws.com` becomes a path of the AWS
/// endpoint; `wss` becomes `ws`. So the functions, the sites and the outputs name addresses that
/// work, and nothing in the CDK app has to know of them.
///
/// @param awsPort port of the AWS endpoint and the emulator's page
/// @param distributionPorts port of each CloudFront distribution by its logical id
public record LocalAddresses(int awsPort, Map<String, Integer> distributionPorts) {
  private static final Pattern EXECUTE_API =
      Pattern.compile(
          "(?:(?<secure>https|wss)|http|ws)://(?<api>[a-z0-9]+)\\.execute-api\\."
              + Pattern.quote(Assembly.REGION)
              + "\\.amazonaws\\.com");

  public LocalAddresses {
    distributionPorts = Map.copyOf(distributionPorts);
  }

  /// Gives ports to distributions: the base port to the first, the next to the second, and, since
  /// the one after is the AWS endpoint's, the fourth and so on to the others.
  public static LocalAddresses from(int basePort, List<String> distributions) {
    Map<String, Integer> ports = new java.util.LinkedHashMap<>();
    for (int i = 0; i < distributions.size(); i++) {
      ports.put(distributions.get(i), basePort + (i < 2 ? i : i + 1));
    }
    return new LocalAddresses(basePort + 2, ports);
  }

  public String awsEndpoint() {
    return "http://127.0.0.1:" + awsPort;
  }

  /// The address of a distribution, without a slash at its end.
  public String distribution(String logicalId) {
    Integer port = distributionPorts.get(logicalId);
    if (port == null) {
      throw new IllegalArgumentException(
          "expected one of the distributions " + distributionPorts.keySet() + ", got " + logicalId);
    }
    return "http://127.0.0.1:" + port;
  }

  /// The rule above, on one string.
  String localize(String text, Map<String, String> distributionsByDomain) {
    if (!text.contains("://")) {
      return text;
    }
    String local =
        EXECUTE_API
            .matcher(text)
            .replaceAll(match ->
                (match.group().startsWith("ws") ? "ws" : "http")
                    + "://127.0.0.1:"
                    + awsPort
                    + "/_execute-api/"
                    + match.group("api"));
    for (Map.Entry<String, String> distribution : distributionsByDomain.entrySet()) {
      String here = distribution(distribution.getValue()).substring("http://".length());
      local =
          local
              .replace("https://" + distribution.getKey(), "http://" + here)
              .replace("wss://" + distribution.getKey(), "ws://" + here);
    }
    return local;
  }
}
