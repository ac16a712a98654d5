package app.firstbell.use;

import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which chats are in parts that are full. These never change, so what an environment has read of
/// them stays true; it keeps those that it used last.
final class FullParts {
  private static final int KEPT = 2_000;

  /// @param until when the part was last added to
  record Ids(Set<String> ids, Instant until) {}

  private record Where(TenantId tenant, PartKey key) {}

  private final Map<Where, Ids> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Where, Ids> eldest) {
          return size() > KEPT;
        }
      };

  synchronized Optional<Ids> get(TenantId tenant, PartKey key) {
    return Optional.ofNullable(kept.get(new Where(tenant, key)));
  }

  synchronized Ids put(TenantId tenant, Part part) {
    Ids ids = new Ids(Set.copyOf(part.ids()), part.at());
    kept.put(new Where(tenant, part.key()), ids);
    return ids;
  }
}
