# Runs a command in a session of its own and ends it, to the last process that it left, when it is
# done, when standard input ends, or when this script is told to stop. Standard input is a pipe that
# nobody writes to: it ends when whoever holds the other end closes it or dies, however it dies.
#
# sh -c "$(cat guard.sh)" guard FOLDER GRACE COMMAND [ARGUMENT...]
#
# FOLDER is the command's working folder and is removed at the end; GRACE is in seconds. The exit
# code is the command's, or 128 + the signal that ended it.

folder=$1
grace=$2
shift 2

# A background process of a shell without job control is no group leader, so setsid keeps its id,
# and $! is the id of the group.
session() {
  if command -v setsid >/dev/null 2>&1; then
    exec setsid "$@"
  fi
  exec perl -e 'use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV or exit 127' -- "$@"
}

exec 3<&0
session "$@" </dev/null 3<&- &
group=$!

(
  while read -r _ <&3; do :; done
  : >"$folder.stopping"
  # Until the session has begun there is no group, only the process that will lead it.
  kill -s TERM -- "-$group" || kill -s TERM "$group"
  left=$grace
  while [ "$left" -gt 0 ] && { kill -s 0 "$group" || kill -s 0 -- "-$group"; }; do
    sleep 1
    left=$((left - 1))
  done
  kill -s KILL -- "-$group"
  kill -s KILL "$group"
) >/dev/null 2>&1 &
watcher=$!
exec 3<&-

# Whoever reads what the command prints may be dead, and a shell that reports a killed child to
# nobody would die of it before it has cleaned up.
exec >/dev/null 2>&1

# Whatever has left the group, into a session of its own, still has the folder in its environment.
# What it starts while it is looked for is found by the next look.
strays() {
  looks=10
  while [ "$looks" -gt 0 ]; do
    looks=$((looks - 1))
    found=
    for file in $(env -i PATH="$PATH" grep -lszxF -- "TMPDIR=$folder" /proc/[0-9]*/environ); do
      pid=${file#/proc/}
      pid=${pid%/environ}
      if [ "$pid" != "$$" ] && kill -s KILL "$pid"; then
        found=$pid
      fi
    done
    [ -n "$found" ] || break
  done
}

end() {
  kill -s KILL -- "-$group"
  kill -s TERM "$watcher"
  strays
  cd / && rm -rf -- "$folder" "$folder.stopping"
  exit "$1"
}
trap '' HUP INT PIPE
trap 'end 143' TERM

wait "$group"
status=$?

# The command is over. What it left behind has its grace only while it is being stopped.
if [ -e "$folder.stopping" ]; then
  wait "$watcher"
fi
end "$status"
