/// Which event is legal in which state, and what state it leads to.
///
/// The executor that writes events, the projection that folds them and the auditor that judges them
/// all ask [dev.millrace.events.lifecycle.TaskLifecycle]; there is no second copy of these rules.
@NullMarked
package dev.millrace.events.lifecycle;

import org.jspecify.annotations.NullMarked;
