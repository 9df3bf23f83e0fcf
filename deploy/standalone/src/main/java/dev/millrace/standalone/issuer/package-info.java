/// The standalone's own issuer of tokens: an authorization server beside task-api, and the client
/// behind `./millrace token`.
///
/// Both find their secrets in the data folder; whoever may read that folder may have any token.
@NullMarked
package dev.millrace.standalone.issuer;

import org.jspecify.annotations.NullMarked;
