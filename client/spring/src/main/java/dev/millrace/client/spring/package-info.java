/// A [dev.millrace.client.Tasks] bean for applications on Spring Boot, whose tokens renew
/// themselves.
@NullMarked
package dev.millrace.client.spring;

import org.jspecify.annotations.NullMarked;
