@NullMarked
package dev.millrace.jobs.calibration;

import org.jspecify.annotations.NullMarked;
