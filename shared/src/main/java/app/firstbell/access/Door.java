package app.firstbell.access;

import app.firstbell.agent.Permission;
import app.firstbell.key.Scope;

/// One way to be allowed an action. An action is open to whoever fits one of its doors.
public sealed interface Door {
  /// As the documentation says it.
  String words();

  /// Everybody, signed in or not.
  record Anyone() implements Door {
    @Override
    public String words() {
      return "anyone";
    }
  }

  /// A visitor, in their own chats.
  record Visitor() implements Door {
    @Override
    public String words() {
      return "visitor";
    }
  }

  /// Any signed-in member, on themselves.
  record Self() implements Door {
    @Override
    public String words() {
      return "self";
    }
  }

  /// Any member of the organization.
  record AnyMember() implements Door {
    @Override
    public String words() {
      return "member";
    }
  }

  /// A member of the organization who holds the permission.
  record Holder(Permission permission) implements Door {
    @Override
    public String words() {
      return permission.word();
    }
  }

  /// Who holds `manage-customers` in the organization's parent.
  record Reseller() implements Door {
    @Override
    public String words() {
      return "reseller";
    }
  }

  /// Who holds `manage-customers` in the platform.
  record Platform() implements Door {
    @Override
    public String words() {
      return "platform";
    }
  }

  /// Who has logged in as the organization, as support.
  record Support() implements Door {
    @Override
    public String words() {
      return "support";
    }
  }

  /// A key with the scope, where its organization's people could enter too: a customer's key does
  /// not open what is open to resellers alone, nor does a reseller's key whose maker did not hold
  /// `manage-customers`.
  record Key(Scope scope) implements Door {
    @Override
    public String words() {
      return "key " + scope.word();
    }
  }
}
