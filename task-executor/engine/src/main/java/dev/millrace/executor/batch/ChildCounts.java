package dev.millrace.executor.batch;

/// How a batch's children have ended so far. A child that is redriven while its batch runs is not
/// counted until it ends again.
///
/// @param cancelling whether somebody wants the batch itself gone
record ChildCounts(int completed, int failed, int cancelled, int timeout, boolean cancelling) {

  static final ChildCounts NONE = new ChildCounts(0, 0, 0, 0, false);

  int ended() {
    return completed + failed + cancelled + timeout;
  }

  int unsuccessful() {
    return failed + timeout;
  }
}
