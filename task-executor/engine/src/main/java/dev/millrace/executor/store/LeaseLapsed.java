package dev.millrace.executor.store;

import org.springframework.dao.TransientDataAccessException;

/// This executor's own lease is not valid, so it may not take in work until it has renewed it.
public final class LeaseLapsed extends TransientDataAccessException {

  public LeaseLapsed(String executor) {
    super("the lease of executor " + executor + " is not valid");
  }
}
