package app.firstbell.commands;

import app.firstbell.json.Json;
import app.firstbell.json.MalformedJsonException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// Where the installation is.
///
/// @param emulator the address of the emulator that runs here; nothing on AWS, where the SDK finds
///   region, credentials and endpoint by itself
/// @param mail where the emulator shows the mails that were sent
record Place(Optional<URI> emulator, Optional<String> mail) {
  private static final String ENDPOINT = "AWS_ENDPOINT_URL";

  /// @param variables of the environment
  /// @param firstbell the text of `target/firstbell.json`, which is there while the emulator runs
  static Place of(Map<String, String> variables, Optional<String> firstbell) {
    if (!variables.getOrDefault(ENDPOINT, "").isBlank()) {
      URI endpoint = URI.create(variables.getOrDefault(ENDPOINT, ""));
      boolean hasKey = variables.containsKey("AWS_ACCESS_KEY_ID");
      return new Place(
          isHere(endpoint) && !hasKey ? Optional.of(endpoint) : Optional.empty(), Optional.empty());
    }
    return firstbell
        .map(text -> {
          try {
            var json = Json.object(text);
            return new Place(json.text("emulator").map(URI::create), json.text("mail"));
          } catch (MalformedJsonException halfWritten) {
            throw new WrongUseException("target/firstbell.json cannot be read: run firstbell up");
          }
        })
        .orElseGet(() -> new Place(Optional.empty(), Optional.empty()));
  }

  DynamoDbClient dynamoDb() {
    return here(DynamoDbClient.builder().httpClient(UrlConnectionHttpClient.create())).build();
  }

  LambdaClient lambda() {
    return here(LambdaClient.builder().httpClient(UrlConnectionHttpClient.create())).build();
  }

  private <B extends AwsClientBuilder<B, ?>> B here(B client) {
    emulator.ifPresent(address ->
        client
            .endpointOverride(address)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("operator", "none"))));
    return client;
  }

  private static boolean isHere(URI endpoint) {
    return "127.0.0.1".equals(endpoint.getHost()) || "localhost".equals(endpoint.getHost());
  }
}
