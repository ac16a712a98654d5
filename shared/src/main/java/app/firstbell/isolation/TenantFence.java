package app.firstbell.isolation;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Stands in the client of DynamoDB, so that no store can send a key of another tenant than those
/// of the [TenantScope] at hand: the second of three walls. The first is that every key begins with
/// its tenant; the third is IAM (docs/decisions/0013).
///
/// It looks at every key of every call before anything is sent, and costs no request.
public final class TenantFence implements ExecutionInterceptor {
  private final boolean isForWorkOnly;

  private TenantFence(boolean isForWorkOnly) {
    this.isForWorkOnly = isForWorkOnly;
  }

  /// Outside of a scope nothing passes: for functions.
  public TenantFence() {
    this(false);
  }

  /// Outside of a scope everything passes: for tests, which build their world and look at it by the
  /// same client that they give to functions.
  public static TenantFence aroundWork() {
    return new TenantFence(true);
  }

  /// @throws OutOfScopeException when the call is for rows of somebody else
  @Override
  public void beforeExecution(
      Context.BeforeExecution context, ExecutionAttributes executionAttributes) {
    look(context.request());
  }

  /// The same for a client that is none of the SDK's.
  public void look(SdkRequest request) {
    if (isForWorkOnly && !TenantScope.isOpened()) {
      return;
    }
    for (Touch touch : Touch.of(request)) {
      if (!TenantScope.admits(touch)) {
        throw new OutOfScopeException(touch.operation(), touch.kind(), TenantScope.proofs());
      }
    }
  }
}
