package app.firstbell.proof.matrix;

import java.util.Locale;

/// Who tries.
enum Role {
  ANONYMOUS(Side.NOBODY),
  VISITOR(Side.CUSTOMER),
  AGENT(Side.CUSTOMER),
  IDLE(Side.CUSTOMER),
  MANAGES_AGENTS(Side.CUSTOMER),
  MANAGES_ROOMS(Side.CUSTOMER),
  MANAGES_SETTINGS(Side.CUSTOMER),
  VIEWS_AUDIT(Side.CUSTOMER),
  MANAGES_KEYS(Side.CUSTOMER),
  MANAGES_BILLING(Side.CUSTOMER),
  ADMIN(Side.CUSTOMER),
  KEY_ORGANIZATIONS_READ(Side.CUSTOMER),
  KEY_ORGANIZATIONS_WRITE(Side.CUSTOMER),
  KEY_MEMBERS_READ(Side.CUSTOMER),
  KEY_MEMBERS_WRITE(Side.CUSTOMER),
  KEY_ROOMS_READ(Side.CUSTOMER),
  KEY_ROOMS_WRITE(Side.CUSTOMER),
  KEY_AUDIT_READ(Side.CUSTOMER),
  KEY_BILLING_READ(Side.CUSTOMER),
  KEY_BILLING_WRITE(Side.CUSTOMER),
  KEY_ALL(Side.CUSTOMER),
  SUPPORT_BY_RESELLER(Side.CUSTOMER),
  SUPPORT_BY_PLATFORM(Side.CUSTOMER),
  RESELLER_ADMIN(Side.RESELLER),
  RESELLER_MANAGER(Side.RESELLER),
  RESELLER_PLAIN(Side.RESELLER),
  RESELLER_KEY(Side.RESELLER),
  /// Made by somebody who holds everything but manage-customers.
  RESELLER_CLERKS_KEY(Side.RESELLER),
  PLATFORM_ADMIN(Side.PLATFORM),
  PLATFORM_MANAGER(Side.PLATFORM),
  PLATFORM_PLAIN(Side.PLATFORM),
  PLATFORM_KEY(Side.PLATFORM),
  /// An administrator whose organization is suspended.
  SUSPENDED_ADMIN(Side.SUSPENDED),
  SUSPENDED_KEY(Side.SUSPENDED),
  SUSPENDED_VISITOR(Side.SUSPENDED),
  /// Was an agent; was disabled while signed in.
  DISABLED_AGENT(Side.CUSTOMER);

  /// Where a role belongs.
  enum Side {
    NOBODY,
    CUSTOMER,
    SUSPENDED,
    RESELLER,
    PLATFORM
  }

  private final Side side;

  Role(Side side) {
    this.side = side;
  }

  Side side() {
    return side;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
