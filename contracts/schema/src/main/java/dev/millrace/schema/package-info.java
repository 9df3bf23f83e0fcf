/// Tables in schemas of their own: each part of Millrace that has tables has its own schema, its
/// own migrations and its own history of them.
@NullMarked
package dev.millrace.schema;

import org.jspecify.annotations.NullMarked;
