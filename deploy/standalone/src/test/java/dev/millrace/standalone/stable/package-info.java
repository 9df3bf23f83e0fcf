/// Holds what other teams compile against: the public types of the stable packages, which
/// `docs/stability.md` names, against the `api.txt` of their module.
@NullMarked
package dev.millrace.standalone.stable;

import org.jspecify.annotations.NullMarked;
