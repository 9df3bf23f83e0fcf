package dev.millrace.access;

import dev.millrace.http.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/// Makes a request of a service that acts for a user one of that user: `On-Behalf-Of: alice`, in
/// UTF-8 and percent-encoded.
///
/// From here on it is judged as if the user had sent it: whose tasks it sees, whose quota it takes.
/// The token's scopes say what it may do, but for `tasks:admin`: whoever acts for a user is no
/// operator meanwhile.
final class OnBehalf extends OncePerRequestFilter {

  static final String HEADER = "On-Behalf-Of";

  private static final String ALLOWED = Scopes.authority(Scopes.ON_BEHALF);
  private static final Set<String> LEFT_OUT = Set.of(ALLOWED, Scopes.authority(Scopes.ADMIN));

  private final RequestAttributeSecurityContextRepository contexts =
      new RequestAttributeSecurityContextRepository();
  private final Refusals refusals;

  OnBehalf(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    List<String> given = Collections.list(request.getHeaders(HEADER));
    if (given.isEmpty()
        || !(SecurityContextHolder.getContext().getAuthentication()
            instanceof JwtAuthenticationToken caller)) {
      chain.doFilter(request, response);
      return;
    }
    if (caller.getAuthorities().stream().noneMatch(one -> ALLOWED.equals(one.getAuthority()))) {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      refusals.write(
          request,
          response,
          ProblemType.MISSING_SCOPE,
          "Only a token with " + Scopes.ON_BEHALF + " may act on behalf of another user");
      return;
    }
    String user = given.size() == 1 ? user(given.getFirst()) : null;
    if (user == null) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      refusals.write(
          request,
          response,
          ProblemType.BAD_REQUEST,
          HEADER
              + " is given once, and names a user in percent-encoded UTF-8: "
              + JwtToCaller.USERS);
      return;
    }
    act(caller, user, request, response);
    chain.doFilter(request, response);
  }

  private void act(
      JwtAuthenticationToken caller,
      String user,
      HttpServletRequest request,
      HttpServletResponse response) {
    List<GrantedAuthority> scopes =
        caller.getAuthorities().stream()
            .filter(one -> !LEFT_OUT.contains(Objects.requireNonNullElse(one.getAuthority(), "")))
            .toList();
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new JwtAuthenticationToken(caller.getToken(), scopes, user));
    SecurityContextHolder.setContext(context);
    // What the container dispatches later finds it there.
    contexts.saveContext(context, request, response);
  }

  private static @Nullable String user(String header) {
    try {
      // A plus is a plus: this is no form.
      String user = URLDecoder.decode(header.replace("+", "%2B"), StandardCharsets.UTF_8);
      boolean isText =
          header.chars().allMatch(c -> c > ' ' && c <= '~') && !user.contains("\uFFFD");
      return isText && JwtToCaller.isUsable(user) ? user : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
