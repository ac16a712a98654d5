package app.firstbell.simulator.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The items of one table in all their versions.
final class Table {
  private record Version(long commit, @Nullable Map<String, AttributeValue> item) {}

  private final String name;
  private final List<Index> indexes;
  private final TreeMap<String, TreeMap<String, List<Version>>> partitions = new TreeMap<>();

  /// By index and value: the places of items that ever stood under it.
  private final Map<String, Map<String, Set<Place>>> listed = new HashMap<>();

  Table(String name, List<Index> indexes) {
    this.name = name;
    this.indexes = indexes;
    indexes.forEach(index -> listed.put(index.name(), new HashMap<>()));
  }

  String name() {
    return name;
  }

  Index index(String index) {
    return indexes.stream()
        .filter(it -> it.name().equals(index))
        .findFirst()
        .orElseThrow(
            () -> Refusals.invalid("The table does not have the specified index: " + index));
  }

  /// The item as it was after the write `asOf`.
  @Nullable Map<String, AttributeValue> item(Place place, long asOf) {
    @Nullable TreeMap<String, List<Version>> partition = partitions.get(place.pk());
    @Nullable List<Version> versions = partition == null ? null : partition.get(place.sk());
    return versions == null ? null : latest(versions, asOf);
  }

  void put(Place place, long commit, @Nullable Map<String, AttributeValue> item) {
    partitions
        .computeIfAbsent(place.pk(), _ -> new TreeMap<>())
        .computeIfAbsent(place.sk(), _ -> new ArrayList<>(2))
        .add(new Version(commit, item));
    if (item != null) {
      for (Index index : indexes) {
        @Nullable AttributeValue hash = item.get(index.hash());
        if (hash != null && item.containsKey(index.range())) {
          listed(index).computeIfAbsent(hash.s(), _ -> new LinkedHashSet<>()).add(place);
        }
      }
    }
  }

  /// The items of a partition in the order of their keys.
  List<Map<String, AttributeValue>> partition(String pk, long asOf) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    @Nullable TreeMap<String, List<Version>> partition = partitions.get(pk);
    if (partition != null) {
      for (List<Version> versions : partition.values()) {
        @Nullable Map<String, AttributeValue> item = latest(versions, asOf);
        if (item != null) {
          items.add(item);
        }
      }
    }
    return items;
  }

  /// The items that stand under a value of an index, in the index's order.
  List<Map<String, AttributeValue>> listed(Index index, String hash, long asOf) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (Place place : listed(index).getOrDefault(hash, Set.of())) {
      @Nullable Map<String, AttributeValue> item = item(place, asOf);
      if (item != null && isListed(item, index, hash)) {
        items.add(item);
      }
    }
    items.sort((one, other) -> order(index, one, other));
    return items;
  }

  static int order(
      Index index, Map<String, AttributeValue> one, Map<String, AttributeValue> other) {
    @Nullable Integer order = Values.order(one.get(index.range()), other.get(index.range()));
    if (order != null && order != 0) {
      return order;
    }
    Place first = Place.of(one);
    Place second = Place.of(other);
    int byPk = first.pk().compareTo(second.pk());
    return byPk != 0 ? byPk : first.sk().compareTo(second.sk());
  }

  /// Every item there is now, in the order of the keys.
  void all(BiConsumer<Place, Map<String, AttributeValue>> each) {
    partitions.forEach((pk, partition) ->
        partition.forEach((sk, versions) -> {
          @Nullable Map<String, AttributeValue> item = versions.getLast().item();
          if (item != null) {
            each.accept(new Place(pk, sk), item);
          }
        }));
  }

  private Map<String, Set<Place>> listed(Index index) {
    return listed.computeIfAbsent(index.name(), _ -> new HashMap<>());
  }

  private static boolean isListed(Map<String, AttributeValue> item, Index index, String hash) {
    @Nullable AttributeValue value = item.get(index.hash());
    return value != null && value.s().equals(hash) && item.containsKey(index.range());
  }

  private static @Nullable Map<String, AttributeValue> latest(List<Version> versions, long asOf) {
    for (int i = versions.size() - 1; i >= 0; i--) {
      if (versions.get(i).commit() <= asOf) {
        return versions.get(i).item();
      }
    }
    return null;
  }
}
