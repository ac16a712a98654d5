/// API keys, by which a tenant's programs call the provisioning API (P9).
@NullMarked
package app.firstbell.key;

import org.jspecify.annotations.NullMarked;
