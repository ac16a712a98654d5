package app.firstbell.isolation;

import java.util.Set;

/// A call of DynamoDB would have touched rows of an organization that the work at hand is not
/// about. Nothing was sent. It is a defect of ours, never an answer to somebody's input.
public final class OutOfScopeException extends RuntimeException {
  /// @param kind the partition key without its tenant: no log shall name whose row it was
  /// @param proofs what the work had proved
  OutOfScopeException(String operation, String kind, Set<Proof> proofs) {
    super(
        operation
            + " of a row "
            + (kind.isEmpty() ? "(own)" : kind)
            + " outside of the organizations that the work is about, by "
            + (proofs.isEmpty() ? "nothing" : proofs));
  }
}
