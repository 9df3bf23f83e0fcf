package dev.millrace.executor.control;

import dev.millrace.events.command.AddressedCommand;
import java.util.List;

/// Where commands are applied.
///
/// A command that was applied before, by its task and id, is left out of the answer and changes
/// nothing, however often and in whatever company it comes again.
interface CommandJournal {

  /// Applies commands in their order, all of them in one transaction with their facts.
  ///
  /// @throws org.springframework.dao.DataAccessException when the database refuses or cannot be
  ///   reached; nothing is applied then
  List<Applied> apply(List<AddressedCommand> commands);

  /// What became of a command.
  record Applied(AddressedCommand command, Change change) {}
}
