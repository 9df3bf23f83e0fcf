package dev.millrace.jobs.calibration;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The settings `millrace.calibration.*`.
///
/// @param command the program and its arguments, one of them containing `{infoHash}`; none switches
///   the type off
/// @param timeout time limit of an attempt
/// @param grace time between TERM and KILL; at least 1 s, and shorter than the lease of an executor
/// @param output bytes of the command's output that are kept
/// @param retryableExitCodes exit codes after which another attempt is made
/// @param environment variables that the command gets
/// @param passEnvironment names of variables of this process that the command gets too, such as
///   those that hold passwords
@ConfigurationProperties("millrace.calibration")
public record CalibrationProperties(
    @DefaultValue List<String> command,
    @DefaultValue("30s") Duration timeout,
    @DefaultValue("3s") Duration grace,
    @DefaultValue("64KB") DataSize output,
    @DefaultValue({"69", "75"}) Set<Integer> retryableExitCodes,
    @DefaultValue Map<String, String> environment,
    @DefaultValue List<String> passEnvironment) {

  static final String PLACEHOLDER = "{infoHash}";

  public CalibrationProperties {
    command = List.copyOf(command);
    retryableExitCodes = Set.copyOf(retryableExitCodes);
    environment = Map.copyOf(environment);
    passEnvironment = List.copyOf(passEnvironment);
    if (!command.isEmpty() && command.stream().skip(1).noneMatch(a -> a.contains(PLACEHOLDER))) {
      throw new IllegalArgumentException(
          "millrace.calibration.command: one argument must contain " + PLACEHOLDER);
    }
    if (!timeout.isPositive() || grace.toSeconds() < 1 || output.toBytes() < 1) {
      throw new IllegalArgumentException(
          "millrace.calibration: timeout and output are positive, grace is 1 s or more");
    }
  }

  /// The command for one torrent. Arguments stay arguments: nothing splits or expands them.
  List<String> command(InfoHash infoHash) {
    return command.stream().map(arg -> arg.replace(PLACEHOLDER, infoHash.hex())).toList();
  }

  /// Values may be passwords.
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "CalibrationProperties[command=%s, timeout=%s, environment=%s]",
        command,
        timeout,
        environment.keySet().stream().sorted().collect(Collectors.toList()));
  }
}
