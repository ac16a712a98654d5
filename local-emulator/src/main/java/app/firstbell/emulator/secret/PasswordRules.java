package app.firstbell.emulator.secret;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// `GenerateSecretString` of a secret: how long the text is, and which characters it may have.
///
/// Source: "AWS::SecretsManager::Secret GenerateSecretString" in the CloudFormation reference: 32
/// characters, all kinds but the space, at least one of each kind, unless the template says
/// otherwise.
///
/// @param kinds the characters of each kind that is not excluded
record PasswordRules(int length, Each each, List<String> kinds) {

  enum Each {
    /// At least one character of every kind.
    REQUIRED,
    LEFT_TO_CHANCE
  }

  private static final int LONGEST = 4096;
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  private static final Set<String> KNOWN =
      Set.of(
          "PasswordLength",
          "RequireEachIncludedType",
          "ExcludeCharacters",
          "ExcludeUppercase",
          "ExcludeLowercase",
          "ExcludeNumbers",
          "ExcludePunctuation",
          "IncludeSpace");

  /// @param where names the secret in an error
  /// @throws IllegalArgumentException for a property that is not played here, and for rules that no
  ///   text can keep
  static PasswordRules of(JsonNode given, String where) {
    Set<String> unknown = new TreeSet<>();
    given.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(KNOWN);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has GenerateSecretString with %s, which the emulator does not do; it does %s"
              .formatted(where, unknown, new TreeSet<>(KNOWN)));
    }
    String excluded = given.path("ExcludeCharacters").asText("");
    List<String> kinds = new ArrayList<>();
    kind(kinds, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", given.path("ExcludeUppercase"), excluded);
    kind(kinds, "abcdefghijklmnopqrstuvwxyz", given.path("ExcludeLowercase"), excluded);
    kind(kinds, "0123456789", given.path("ExcludeNumbers"), excluded);
    kind(kinds, PUNCTUATION, given.path("ExcludePunctuation"), excluded);
    if (given.path("IncludeSpace").asBoolean(false)) {
      kinds.add(" ");
    }
    int length = given.path("PasswordLength").asInt(32);
    Each each =
        given.path("RequireEachIncludedType").asBoolean(true) ? Each.REQUIRED : Each.LEFT_TO_CHANCE;
    if (kinds.isEmpty() || length < 1 || length > LONGEST || length < kinds.size()) {
      throw new IllegalArgumentException(
          "%s asks for %d characters of %d kinds; expected 1 to %d characters, and one kind or more"
              .formatted(where, length, kinds.size(), LONGEST));
    }
    return new PasswordRules(length, each, List.copyOf(kinds));
  }

  private static void kind(List<String> kinds, String all, JsonNode exclude, String excluded) {
    String left =
        all.chars()
            .filter(c -> excluded.indexOf(c) < 0)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    if (!exclude.asBoolean(false) && !left.isEmpty()) {
      kinds.add(left);
    }
  }

  /// A new text by these rules.
  String generate() {
    Random random = new SecureRandom();
    List<Character> text = new ArrayList<>();
    if (each == Each.REQUIRED) {
      kinds.forEach(kind -> text.add(one(kind, random)));
    }
    String all = String.join("", kinds);
    while (text.size() < length) {
      text.add(one(all, random));
    }
    Collections.shuffle(text, random);
    return text.stream().map(String::valueOf).collect(Collectors.joining());
  }

  private static char one(String characters, Random random) {
    return characters.charAt(random.nextInt(characters.length()));
  }
}
