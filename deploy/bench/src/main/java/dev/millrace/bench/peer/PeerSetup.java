package dev.millrace.bench.peer;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.bench.load.Profile;

/// What every peer is built from.
///
/// @param pool connections to an empty database, closed by the peer
/// @param body what a task does
public record PeerSetup(Profile profile, HikariDataSource pool, TaskBody body) {}
