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

  /// Puts a command aside that the database refuses for what it is: it counts as applied and
  /// changes nothing, but that a task which it brings along, and which nobody has met, fails.
  ///
  /// @throws org.springframework.dao.DataAccessException as [#apply] does
  List<Applied> putAside(AddressedCommand command);

  /// What became of a command.
  record Applied(AddressedCommand command, Change change) {}
}
