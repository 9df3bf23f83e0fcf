/// Reads DOCX as it comes, without a tree.
@NullMarked
package dev.millrace.jobs.document.extract.word;

import org.jspecify.annotations.NullMarked;
