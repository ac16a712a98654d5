package app.firstbell.ledger;

/// Something in the books that is not as it must be.
///
/// @param where the row, or the account
/// @param expected and `found`, as people read them
public record Difference(Kind kind, String where, String expected, String found) {
  /// What is wrong.
  public enum Kind {
    UNREADABLE("a row cannot be read"),
    UNBALANCED("a posting's legs do not sum to zero"),
    ALTERED("a posting is not as it was written"),
    MISSING_ENTRY("a posting lacks an entry"),
    ALTERED_ENTRY("an entry is not its posting's leg"),
    STRAY_ENTRY("there is an entry that its posting does not have"),
    ORPHAN_ENTRY("there is an entry of a posting that is not there"),
    NO_BALANCE("an account lacks its balance"),
    OTHER_UNIT("an entry is in another unit than its account"),
    POSTED("a balance is not the sum of its entries"),
    ENTRIES("a balance counts other entries than there are"),
    PENDING("what is held is not the sum of the open holds"),
    AVAILABLE("what is available is not what is posted less what is held"),
    SPENDABLE("what can be spent is not what is available above the floor"),
    BELOW_FLOOR("a balance is below its floor"),
    REVERSAL("a reversal is not the opposite of its posting"),
    HOLD("a hold and its posting do not tell the same"),
    ORDER("an order and its posting do not tell the same"),
    CHATS("the chats counted are not the chats that there are");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }

    public String sentence() {
      return sentence;
    }
  }

  public String text() {
    return kind.sentence() + ": " + where + ": expected " + expected + ", found " + found;
  }
}
