package app.firstbell.functions.http;

import app.firstbell.access.Grants;
import app.firstbell.identity.ApiKeyToken;
import app.firstbell.identity.TokenKeys;
import app.firstbell.json.Json;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.key.ApiKey;
import app.firstbell.key.KeyStore;
import app.firstbell.key.Scope;
import app.firstbell.transaction.Answer;
import app.firstbell.transaction.Application;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes, lists and revokes the API keys of an organization.
final class Keys {
  private static final int MOST = 50;
  private static final long LAST = 9_999_999_999_999L;
  private final KeyStore store;
  private final TokenKeys secrets;

  Keys(KeyStore store, TokenKeys secrets) {
    this.store = store;
    this.secrets = secrets;
  }

  /// The newest first.
  Answer list(Call call) {
    List<ApiKey> keys =
        store.all(call.tenant()).stream()
            .filter(key -> !key.isExpired(call.now()))
            .sorted(Comparator.comparing(Keys::position))
            .toList();
    Pages.Page<ApiKey> page = Pages.of(call, keys, Keys::position);
    return Http.json(
        200,
        json -> {
          json.objects("items", page.items(), Keys::write);
          json.text("next", page.next());
        });
  }

  /// The only answer that shows the key, and its repeat.
  Answer create(Call call) {
    Fields body = call.body("name", "scopes", "expiresAt");
    ApiKeyToken token = new ApiKeyToken(call.tenant(), call.gate().newId());
    ApiKey key =
        new ApiKey(
            call.tenant(),
            token.id(),
            body.text("name", Fields.LONGEST_NAME),
            scopes(call, body),
            Grants.reach(call.actor()),
            token.hash(secrets),
            call.now(),
            null,
            expiresAt(call, body).orElse(null));
    if (store.all(call.tenant()).stream().filter(it -> !it.isExpired(call.now())).count() >= MOST) {
      throw Problem.of(Slug.STATE, "There are " + MOST + " keys, the most there can be.");
    }
    Answer kept = Http.json(201, json -> write(json, key));
    Answer answer =
        call.commit(
            List.of(store.creating(key)),
            call.act(Application.KEYS, "keys.created")
                .on("key", key.id(), key.name())
                .with(
                    "scopes",
                    key.scopes().stream().map(Scope::word).collect(Collectors.joining(" "))),
            kept,
            _ -> Problem.stale());
    return shown(call, answer);
  }

  /// An answer with the key itself, which is in nothing that is stored: it is made again of its id.
  Answer shown(Call call, Answer kept) {
    if (kept.status() != 201) {
      return kept;
    }
    String id = Json.object(kept.body()).text("id").orElseThrow();
    String secret = new ApiKeyToken(call.tenant(), id).text(secrets);
    String end = ",\"key\":\"" + secret + "\"}";
    return kept.withBody(kept.body().substring(0, kept.body().length() - 1) + end);
  }

  Answer delete(Call call) {
    ApiKey key = store.key(call.tenant(), call.path("key")).orElseThrow(Problem::absent);
    return call.commit(
        List.of(store.deleting(call.tenant(), key.id())),
        call.act(Application.KEYS, "keys.deleted").on("key", key.id(), key.name()),
        Answer.noContent(),
        _ -> Problem.absent());
  }

  private static void write(JsonObjectWriter json, ApiKey key) {
    json.text("id", key.id())
        .text("name", key.name())
        .texts("scopes", key.scopes().stream().map(Scope::word).toList())
        .instant("createdAt", key.createdAt())
        .instant("expiresAt", key.expiresAt())
        .text("lastUsedDay", key.lastUsedDay());
  }

  private static Set<Scope> scopes(Call call, Fields body) {
    List<String> words =
        body.texts("scopes", 50, 40)
            .filter(list -> !list.isEmpty())
            .orElseThrow(() -> body.wrong("scopes", "expected at least one scope"));
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (int i = 0; i < words.size(); i++) {
      String pointer = "/scopes/" + i;
      Scope scope =
          Scope.of(words.get(i))
              .orElseThrow(() -> Problem.invalid(pointer, "expected a scope such as members:read"));
      if (!Grants.mayGive(call.actor(), scope)) {
        throw Problem.forbidden(
            "A key may do no more than you: "
                + scope.word()
                + " needs "
                + Grants.needed(scope).word()
                + ".");
      }
      scopes.add(scope);
    }
    return scopes;
  }

  private static Optional<Instant> expiresAt(Call call, Fields body) {
    return body.whole("expiresAt", 0, LAST)
        .map(Instant::ofEpochMilli)
        .map(at -> {
          if (!at.isAfter(call.now())) {
            throw body.wrong("expiresAt", "expected a time in the future, in milliseconds");
          }
          return at;
        });
  }

  /// The newest first; of two of one moment, by their ids.
  private static String position(ApiKey key) {
    return String.format(Locale.ROOT, "%013d", LAST - key.createdAt().toEpochMilli()) + key.id();
  }
}
