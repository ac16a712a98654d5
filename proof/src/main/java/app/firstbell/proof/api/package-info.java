/// The published HTTP API (`docs/api/openapi.yaml`) as something to hold real requests and answers
/// against.
@NullMarked
package app.firstbell.proof.api;

import org.jspecify.annotations.NullMarked;
