package dev.millrace.bench.usage;

import dev.millrace.bench.contender.Contender.Kind;
import dev.millrace.bench.contender.MemoryWatch;
import dev.millrace.bench.contender.Processes;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.usage.ProcessorTimes.Use;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// The processor time that each process of a contender takes while this is open, looked at four
/// times a second, and that of Millrace's stages.
///
/// Beside a peer the load runs in the peer's process, Java's or Node's, and is part of `Java`;
/// beside Millrace it is this process, without the threads that look at memory and processor.
/// Nothing is measured on a system without `/proc`.
public final class ProcessorWatch implements AutoCloseable {

  public static final String ALL = "all, with the load";
  public static final String JAVA = "Java";
  public static final String POSTGRES = "PostgreSQL";
  public static final String LOAD = "load";

  private static final String THREAD = "watch-processor";
  private static final String WATCHERS = "watchers";
  private static final long INTERVAL_NANOS = 250_000_000;

  private final ProcFolder proc = ProcFolder.OF_THIS_MACHINE;
  private final Optional<Processes> processes;
  private final Map<String, ProcessorTimes> times = new HashMap<>();
  private final Thread thread = Thread.ofPlatform().daemon().name(THREAD).unstarted(this::watch);
  private volatile boolean closed;

  private ProcessorWatch(Optional<Processes> processes) {
    this.processes = processes;
  }

  public static ProcessorWatch of(RunningContender watched) {
    var watch = new ProcessorWatch(isPossible() ? watched.processes() : Optional.empty());
    watch.look();
    watch.thread.start();
    return watch;
  }

  /// Whether this system says what its processes use.
  public static boolean isPossible() {
    return ProcFolder.OF_THIS_MACHINE.isThere();
  }

  /// What each part has used until now; a stage is `PROCESS: STAGE`. Empty when it is not known.
  public Map<String, Duration> used() {
    look();
    return processes.map(this::used).orElseGet(Map::of);
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void watch() {
    while (!closed) {
      LockSupport.parkNanos(INTERVAL_NANOS);
      look();
    }
  }

  private synchronized void look() {
    processes.ifPresent(all -> {
      lookAt(all.worker().pid(), JAVA, JavaStages::of);
      all.store().ifPresent(server -> times(POSTGRES).look(ofServer(server)));
      if (all.kind() == Kind.MILLRACE) {
        lookAt(ProcessHandle.current().pid(), LOAD, ProcessorWatch::ofOwnThread);
      }
    });
  }

  private interface Stages {
    String of(String thread);
  }

  /// The process as a whole, because it knows of its threads that have ended, and its threads.
  private void lookAt(long pid, String process, Stages stages) {
    proc.process(pid)
        .ifPresent(whole -> times(process).look(Map.of(pid, new Use(process, whole.time()))));
    var threads = new HashMap<Long, Use>();
    proc.threads(pid)
        .forEach((id, stat) -> threads.put(id, new Use(stages.of(stat.name()), stat.time())));
    times(process + " threads").look(threads);
  }

  private Map<Long, Use> ofServer(ProcessHandle server) {
    var uses = new HashMap<Long, Use>();
    Stream.concat(Stream.of(server), server.children())
        .mapToLong(ProcessHandle::pid)
        .forEach(pid ->
            proc.process(pid)
                .ifPresent(stat ->
                    uses.put(
                        pid,
                        new Use(
                            proc.title(pid).map(PostgresStages::of).orElse(PostgresStages.OTHERS),
                            stat.time()))));
    return uses;
  }

  private synchronized Map<String, Duration> used(Processes all) {
    var java = times(JAVA).all();
    var postgres = times(POSTGRES).all();
    var load =
        times(LOAD)
            .all()
            .minus(times(LOAD + " threads").byStage().getOrDefault(WATCHERS, Duration.ZERO));
    var used = new LinkedHashMap<String, Duration>();
    used.put(ALL, java.plus(postgres).plus(load));
    used.put(JAVA, java);
    used.put(POSTGRES, postgres);
    if (all.kind() == Kind.MILLRACE) {
      used.put(LOAD, load);
      stages(JAVA, times(JAVA + " threads"), java, used);
      stages(POSTGRES, times(POSTGRES), postgres, used);
    }
    return used;
  }

  /// What no stage has is that of threads which nobody saw.
  private static void stages(
      String process, ProcessorTimes times, Duration whole, Map<String, Duration> used) {
    var stages = times.byStage();
    stages.remove(JavaStages.OTHERS);
    var others = whole;
    for (var stage : stages.entrySet()) {
      used.put(process + ": " + stage.getKey(), stage.getValue());
      others = others.minus(stage.getValue());
    }
    used.put(process + ": " + JavaStages.OTHERS, others.isNegative() ? Duration.ZERO : others);
  }

  private static String ofOwnThread(String name) {
    return name.equals(THREAD) || name.equals(MemoryWatch.THREAD) ? WATCHERS : "load";
  }

  private ProcessorTimes times(String of) {
    return times.computeIfAbsent(of, _ -> new ProcessorTimes());
  }
}
