/// Documents are read in processes of their own.
///
/// A [dev.millrace.jobs.document.process.ReaderPool] keeps a few
/// [dev.millrace.jobs.document.process.ReaderProcess]es warm: child JVMs that run
/// [dev.millrace.jobs.document.extract.ReaderMain] with a heap, a folder and a class path of their
/// own. A file goes in by that folder, passages come back on standard output. What a document does
/// to such a process ends the document's task; what the system does to it is tried again.
@NullMarked
package dev.millrace.jobs.document.process;

import org.jspecify.annotations.NullMarked;
