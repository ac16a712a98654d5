package app.firstbell.ledger;

import app.firstbell.organization.TenantId;
import app.firstbell.transaction.By;
import java.time.Instant;

/// One leg of a posting as it lies in its account: `{tenant}#entries` /
/// `{account}#{at:013d}#{posting}#{n}`. It carries what the history shows, so that a page is one
/// query.
///
/// @param n the leg's place in its posting, from 0
public record Entry(
    TenantId tenant,
    PostingId posting,
    int n,
    Instant at,
    LedgerAccount account,
    Amount amount,
    PostingKind kind,
    By by,
    Posting.Note note) {}
