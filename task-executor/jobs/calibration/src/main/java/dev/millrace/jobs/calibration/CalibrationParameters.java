package dev.millrace.jobs.calibration;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Pattern;

/// Which torrent to ask about.
public record CalibrationParameters(
    @Pattern(regexp = InfoHash.PATTERN)
        @JsonPropertyDescription("40 hexadecimal digits, or 32 characters of base 32")
        String infoHash) {}
