package dev.millrace.access;

import java.util.List;

/// What a token may be good for. The names are a promise to whoever configures an issuer.
public final class Scopes {

  /// See one's own tasks, and what tasks there can be.
  public static final String READ = "tasks:read";

  /// Submit tasks, and control one's own.
  public static final String WRITE = "tasks:write";

  /// Put and delete monsters, which are everybody's.
  public static final String WRITE_MONSTERS = "monsters:write";

  /// Do for any user what the token's other scopes allow, by the header `On-Behalf-Of`.
  public static final String ON_BEHALF = "tasks:on-behalf";

  /// See and control everybody's tasks, and operate the services; includes the others.
  public static final String ADMIN = "tasks:admin";

  /// All of them.
  public static final List<String> ALL = List.of(READ, WRITE, WRITE_MONSTERS, ON_BEHALF, ADMIN);

  private static final String PREFIX = "SCOPE_";

  private Scopes() {}

  /// A scope as Spring Security's authority.
  static String authority(String scope) {
    return PREFIX + scope;
  }
}
