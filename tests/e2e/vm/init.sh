#!/bin/sh
# /init of the guest: real cgroup v2 groups, and show_limits in each. Every answer is one line
# "CASE name json"; what the kernel itself says stands beside it as "KERNEL name word value".
PATH=/bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
mount -t cgroup2 -o nsdelegate,memory_recursiveprot cgroup2 /sys/fs/cgroup
cd /sys/fs/cgroup || poweroff -f

# show CASE GROUP [COMMAND...]: runs COMMAND, else show_limits, in GROUP, from / (a command that
# unmounts the hierarchy must not stand in it).
show() {
  name=$1 group=/sys/fs/cgroup/$2
  shift 2
  [ $# -gt 0 ] || set -- show_limits
  answer=$(sh -c 'echo $$ >"$0/cgroup.procs" && cd / && exec "$@"' "$group" "$@" 2>&1)
  echo "CASE $name $answer"
}

echo "KERNEL boot release $(uname -r)"
echo "KERNEL boot controllers $(cat cgroup.controllers)"
show root ""

echo "+memory +cpu +cpuset" >cgroup.subtree_control
mkdir -p flink.slice
echo "+memory +cpu +cpuset" >flink.slice/cgroup.subtree_control
mkdir -p flink.slice/tm.slice
echo "+memory +cpu" >flink.slice/tm.slice/cgroup.subtree_control
mkdir -p flink.slice/tm.slice/tm.service

show unlimited flink.slice/tm.slice/tm.service

# Each limit lowest at another level.
echo 200M >flink.slice/memory.max
echo 120M >flink.slice/tm.slice/memory.max
echo 160M >flink.slice/tm.slice/tm.service/memory.max
echo 100M >flink.slice/memory.high
echo 110M >flink.slice/tm.slice/tm.service/memory.high
echo 32M >flink.slice/tm.slice/memory.swap.max
echo "150000 100000" >flink.slice/tm.slice/tm.service/cpu.max
echo "60000 50000" >flink.slice/cpu.max
show levels flink.slice/tm.slice/tm.service
echo "KERNEL levels memory.max $(cat flink.slice/tm.slice/memory.max)"

# Delegated: the service makes a group of its own, without the controllers.
mkdir flink.slice/tm.slice/tm.service/payload
show delegated flink.slice/tm.slice/tm.service/payload
rmdir flink.slice/tm.slice/tm.service/payload

# A cgroup namespace, without and with a mount of its own.
show namespace flink.slice/tm.slice/tm.service in_cgroup_namespace show_limits
cat >/bin/remounted <<'SH'
#!/bin/sh
umount /sys/fs/cgroup && mount -t cgroup2 cgroup2 /sys/fs/cgroup && exec show_limits
SH
chmod +x /bin/remounted
show remounted flink.slice/tm.slice/tm.service in_cgroup_namespace remounted
cat >/bin/rebound <<'SH'
#!/bin/sh
mkdir -p "/tmp/a b" && mount --bind /sys/fs/cgroup/flink.slice "/tmp/a b" && umount /sys/fs/cgroup && exec show_limits
SH
chmod +x /bin/rebound
show rebound flink.slice/tm.slice/tm.service unshare -m rebound

# A limit above the machine's memory.
mkdir huge
echo 64G >huge/memory.max
show above-host huge

# A real OOM kill: the shell's string outgrows the group.
mkdir tight
echo 16M >tight/memory.max
sh -c 'echo $$ >tight/cgroup.procs; exec dd if=/dev/zero of=/dev/null bs=64M count=1' 2>/dev/null
echo "KERNEL oom status $?"
echo "KERNEL oom oom_kill $(grep '^oom_kill ' tight/memory.events | cut -d' ' -f2)"
show oom tight

# Six groups deep, how long it takes (emulated: an upper bound).
mkdir -p 1/2/3/4/5/6
show deep 1/2/3/4/5/6 show_limits --repeat 50
echo GUEST_DONE
poweroff -f
