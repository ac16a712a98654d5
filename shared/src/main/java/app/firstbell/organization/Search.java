package app.firstbell.organization;

import java.util.List;
import java.util.Optional;

/// What is looked for in a directory of organizations.
///
/// @param words beginnings of words of the name, all of which must be there; none finds all
/// @param state nothing finds all but the deleted ones
public record Search(
    List<String> words,
    Optional<OrganizationState> state,
    Optional<Pricing> pricing,
    Optional<Plan> plan,
    Optional<String> country) {
  public static final Search EVERYTHING =
      new Search(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public Search {
    words = List.copyOf(words);
  }

  /// The same for other words, as somebody typed them.
  public Search of(String text) {
    return new Search(Words.of(text), state, pricing, plan, country);
  }

  public Search with(OrganizationState other) {
    return new Search(words, Optional.of(other), pricing, plan, country);
  }

  /// The word by which the directory is read: the longest, which the fewest names have.
  Optional<String> key() {
    return words.stream().reduce((one, other) -> other.length() > one.length() ? other : one);
  }

  /// Whether an organization that was found under one word is to be shown there: it has the other
  /// words too, and is shown once although two of its words may begin alike.
  boolean shows(Listing listing, Optional<String> under) {
    List<String> names = listing.words();
    boolean hasAll =
        words.stream().allMatch(word -> names.stream().anyMatch(name -> name.startsWith(word)));
    return hasAll
        && (under.isEmpty()
            || names.stream()
                .filter(name -> name.startsWith(key().orElse("")))
                .sorted()
                .findFirst()
                .equals(under));
  }
}
