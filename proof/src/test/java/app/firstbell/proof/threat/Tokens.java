package app.firstbell.proof.threat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Mutants of a good access token, each by what was done to it.
record Tokens(String header, String payload, String signature) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /// Keys that lazy servers have been signed with.
  private static final List<String> WEAK_KEYS =
      List.of("", "secret", "firstbell", "access", "changeme", "\0", "0".repeat(32), "null");

  static Tokens of(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("expected three parts, got " + parts.length);
    }
    return new Tokens(parts[0], parts[1], parts[2]);
  }

  String text() {
    return header + "." + payload + "." + signature;
  }

  /// @param stranger another tenant's good token, whose parts are mixed in
  Map<String, String> mutants(Tokens stranger) {
    Map<String, String> all = new LinkedHashMap<>();
    headers(all);
    claims(all);
    signatures(all);
    shapes(all, stranger);
    all.remove("", text());
    all.values().removeIf(text()::equals);
    return all;
  }

  private void headers(Map<String, String> all) {
    for (String algorithm :
        List.of(
            "none", "None", "NONE", "nOnE", "", "HS384", "HS512", "RS256", "ES256", "PS256",
            "EdDSA", "dir", "A256KW", "hs256", "HS256 ")) {
      String edited = edited(header, node -> node.put("alg", algorithm));
      all.put("alg " + algorithm + ", signature kept", edited + "." + payload + "." + signature);
      all.put("alg " + algorithm + ", no signature", edited + "." + payload + ".");
      WEAK_KEYS.forEach(key ->
          all.put("alg " + algorithm + ", signed by '" + key + "'", signed(edited, payload, key)));
    }
    for (String kid :
        List.of("", "0", "../../dev/null", "' OR 1=1 --", "another", "file:///dev/null")) {
      String edited = edited(header, node -> node.put("kid", kid));
      all.put("kid " + kid + ", signature kept", edited + "." + payload + "." + signature);
      all.put("kid " + kid + ", signed by nothing", signed(edited, payload, ""));
    }
    for (String name : List.of("alg", "typ", "kid")) {
      all.put(
          "without " + name,
          edited(header, node -> node.remove(name)) + "." + payload + "." + signature);
    }
    all.put(
        "typ JWT",
        edited(header, node -> node.put("typ", "JWT")) + "." + payload + "." + signature);
    all.put("crit", signed(edited(header, node -> node.putArray("crit").add("b64")), payload, ""));
    all.put(
        "own jwk",
        signed(
            edited(
                header,
                node ->
                    node.putObject("jwk")
                        .put("kty", "oct")
                        .put(
                            "k",
                            ENCODER.encodeToString("secret".getBytes(StandardCharsets.UTF_8)))),
            payload,
            "secret"));
    all.put(
        "own jku",
        signed(
            edited(header, node -> node.put("jku", "https://attacker.example/keys")),
            payload,
            "secret"));
  }

  private void claims(Map<String, String> all) {
    Map<String, Consumer<ObjectNode>> edits = new LinkedHashMap<>();
    for (String value : List.of("platform", "demo", "harbor", "", "*", "demo#member", "PLATFORM")) {
      edits.put("org " + value, node -> node.put("org", value));
    }
    for (String value : List.of("olga", "marta", "", "*", "admin")) {
      edits.put("sub " + value, node -> node.put("sub", value));
    }
    for (String value : List.of("support", "admin", "platform", "")) {
      edits.put("kind " + value, node -> node.put("kind", value));
    }
    edits.put(
        "kind support from platform", node -> node.put("kind", "support").put("from", "platform"));
    edits.put("sid another", node -> node.put("sid", "a".repeat(26)));
    edits.put("sid a number", node -> node.put("sid", 1));
    edits.put("iss another", node -> node.put("iss", "https://attacker.example"));
    edits.put("aud another", node -> node.put("aud", "another"));
    edits.put("aud several", node -> node.putArray("aud").add("another"));
    edits.put("exp in a year", node -> node.put("exp", node.path("exp").asLong() + 31_536_000));
    edits.put("exp a text", node -> node.put("exp", "9999999999"));
    edits.put("exp negative", node -> node.put("exp", -1));
    edits.put("nbf zero", node -> node.put("nbf", 0));
    edits.put("role admin", node -> node.put("role", "admin"));
    edits.put("permissions all", node -> node.putArray("permissions").add("manage-customers"));
    for (String name :
        List.of("iss", "aud", "sub", "org", "sid", "kind", "iat", "nbf", "exp", "jti")) {
      edits.put("without " + name, node -> node.remove(name));
      edits.put(name + " null", node -> node.putNull(name));
    }
    edits.forEach((name, edit) -> {
      String edited = edited(payload, edit);
      all.put(name + ", signature kept", header + "." + edited + "." + signature);
      all.put(name + ", no signature", header + "." + edited + ".");
      all.put(name + ", signed by nothing", signed(header, edited, ""));
    });
  }

  private void signatures(Map<String, String> all) {
    for (int i = 0; i < signature.length(); i++) {
      char other = signature.charAt(i) == 'A' ? 'Q' : 'A';
      all.put(
          "signature's character " + i,
          header
              + "."
              + payload
              + "."
              + signature.substring(0, i)
              + other
              + signature.substring(i + 1));
    }
    for (int length : List.of(0, 1, 10, 21, 42)) {
      all.put(
          "signature cut to " + length,
          header + "." + payload + "." + signature.substring(0, length));
    }
    all.put("signature twice", text() + signature);
  }

  private void shapes(Map<String, String> all, Tokens stranger) {
    all.put("two parts", header + "." + payload);
    all.put("four parts", text() + ".e30");
    all.put("five parts", header + ".." + payload + "." + signature + ".e30");
    all.put("payload only", payload);
    all.put("empty parts", "..");
    all.put("header of another", stranger.header + "." + payload + "." + stranger.signature);
    all.put("payload of another", header + "." + stranger.payload + "." + signature);
    all.put("signature of another", header + "." + payload + "." + stranger.signature);
    all.put("padded", text() + "=");
    all.put("a blank within", header + ". " + payload + "." + signature);
    all.put("payload as plain text", header + ".{}." + signature);
    all.put("upper case", text().toUpperCase(java.util.Locale.ROOT));
    all.put("a name before", "Bearer " + text());
    all.put("a long one", text() + "A".repeat(4000));
  }

  static String edited(String part, Consumer<ObjectNode> edit) {
    try {
      ObjectNode node = (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(part));
      edit.accept(node);
      return ENCODER.encodeToString(node.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String signed(String header, String payload, String key) {
    byte[] bytes = key.isEmpty() ? new byte[32] : key.getBytes(StandardCharsets.UTF_8);
    return signed(header, payload, bytes);
  }

  static String signed(String header, String payload, byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] signature = mac.doFinal((header + "." + payload).getBytes(StandardCharsets.US_ASCII));
      return header + "." + payload + "." + ENCODER.encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
