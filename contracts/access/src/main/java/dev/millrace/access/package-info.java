/// Who may call the services over HTTP, said once for all of them.
///
/// A service imports [AccessConfiguration] and is an OAuth2 resource server from then on: bearer
/// JWTs of the configured issuer, scopes by path, refusals as RFC 9457 problems. What a caller may
/// see of what is behind a path, the service itself decides from the [Caller].
@NullMarked
package dev.millrace.access;

import org.jspecify.annotations.NullMarked;
