#!/bin/sh
# Runs a command inside a Slurm of this machine alone, for tests: munged, slurmctld and slurmd of Debian's slurm-wlm
# on addresses of loopback, with keys, logs and state in a folder that is gone afterwards. Needs root, as slurmd does.
#   slurm_here.sh COMMAND...     SLURM_CORES=4: how many cores it gives away, whatever the machine has
set -eu
. "$(dirname "$0")/common.sh"

for tool in munged slurmctld slurmd sbatch; do
    PATH=$PATH:/usr/sbin have "$tool" || fail "$tool is not here; Debian has it in slurm-wlm and munge"
done
[ "$(id -u)" = 0 ] || fail "slurmd starts jobs as other users, so it must be root"
PATH=$PATH:/usr/sbin

at=$(mktemp -d)
daemons=
# Every daemon runs in the foreground as a child of this script, so that it is ended by its own number.
start() { # name command...
    name=$1
    shift
    "$@" >"$at/$name.out" 2>&1 &
    daemons="$! $daemons"
}
stop() {
    for pid in $daemons; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    rm -rf "$at"
}
trap stop EXIT
trap 'exit 130' INT TERM

# Waits until a command succeeds.
until_it() { # what command...
    what=$1
    shift
    for _ in $(seq 60); do
        "$@" >/dev/null 2>&1 && return
        sleep 0.5
    done
    cat "$at"/*.out "$at"/*.log >&2
    fail "$what did not come up"
}

memory=$(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo)
chmod 755 "$at"
mkdir "$at/state" "$at/spool"
dd if=/dev/urandom of="$at/munge.key" bs=128 count=8 2>/dev/null
chmod 400 "$at/munge.key"
cat >"$at/slurm.conf" <<CONF
ClusterName=here
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmUser=root
SlurmctldPort=17817
SlurmdPort=17818
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
AuthType=auth/munge
AuthInfo=socket=$at/munge.socket
CredType=cred/munge
SlurmctldPidFile=$at/slurmctld.pid
SlurmdPidFile=$at/slurmd.pid
SlurmctldLogFile=$at/slurmctld.log
SlurmdLogFile=$at/slurmd.log
StateSaveLocation=$at/state
SlurmdSpoolDir=$at/spool
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
ReturnToService=2
MinJobAge=3600
KillWait=2
SchedulerParameters=sched_interval=2,bf_interval=2
NodeName=here NodeHostname=$(hostname -s) NodeAddr=127.0.0.1 CPUs=${SLURM_CORES:-4} RealMemory=$memory State=UNKNOWN
PartitionName=all Nodes=here Default=YES MaxTime=INFINITE State=UP
CONF
SLURM_CONF=$at/slurm.conf
export SLURM_CONF

start munged munged --foreground --force --key-file="$at/munge.key" --socket="$at/munge.socket" \
    --pid-file="$at/munge.pid" --log-file="$at/munge.log" --seed-file="$at/munge.seed"
until_it munged sh -c "munge -n -S '$at/munge.socket' | unmunge -S '$at/munge.socket'"
start slurmctld slurmctld -D
start slurmd slurmd -D -N here
until_it Slurm sh -c "sinfo -h -o %T | grep -qx idle"

"$@"
