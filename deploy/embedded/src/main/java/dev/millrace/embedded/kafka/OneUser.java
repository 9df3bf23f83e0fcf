package dev.millrace.embedded.kafka;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.ScramCredentialCallback;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;
import org.jspecify.annotations.Nullable;

/// Checks SCRAM logins against the one login that the node itself uses.
///
/// Kafka's own check looks into the metadata log, where a folder of before has no credential, and
/// which nodes cannot read before they have logged in to one another. This one needs neither: every
/// folder has the login of its password file from the first start on.
public final class OneUser implements AuthenticateCallbackHandler {

  private @Nullable String user;
  private @Nullable ScramCredential credential;

  @Override
  public void configure(
      Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> logins) {
    var own = logins.getFirst().getOptions();
    var scram = ScramMechanism.forMechanismName(mechanism);
    user = String.valueOf(own.get("username"));
    try {
      credential =
          new ScramFormatter(scram)
              .generateCredential(String.valueOf(own.get("password")), scram.minIterations());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no " + mechanism, e);
    }
  }

  /// Answers with the credential where the name is right, and with none where it is not.
  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    var asked = "";
    for (var callback : callbacks) {
      switch (callback) {
        case NameCallback name -> asked = name.getDefaultName();
        case ScramCredentialCallback scram ->
            scram.scramCredential(asked.equals(user) ? credential : null);
        default -> throw new UnsupportedCallbackException(callback);
      }
    }
  }

  @Override
  public void close() {}
}
