# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# Starting a guest: under QEMU, or a kernel that is a program (user-mode Linux). No disk, no network
# but the link between two guests.

QEMU=qemu-system-x86_64

# An emulated CPU is spared what no test looks at: mitigations, the start-up tests of the
# crypto library and what would run them (over a second). A panic or an Oops ends the guest.
KERNEL_ARGS="console=ttyS0 loglevel=5 panic=-1 oops=panic reboot=t mitigations=off no_timer_check"
KERNEL_ARGS+=" cryptomgr.notests initcall_blacklist=init_encrypted,crypto_kdf108_init,jent_mod_init"

# A kernel of our own watches itself: it needs more room and more time.
memory()
{
	printf '%s\n' "${IDLOC_VM_MEMORY:-$((SLOWNESS > 1 ? 1024 : 512))}"
}

# boot_guest INITRD ROLE ARGS OPTIONS...: one guest of the selected kernel in the foreground, console in ./console-ROLE
boot_guest()
{
	if [ "$KARCH" = um ]; then
		uml_guest "$@"
	else
		qemu_guest "$@"
	fi
}

# The ports are serial lines that write to files.
uml_guest()
{
	local initrd=$1 role=$2 append=$3

	exec 4>>tap 5>>ctl 6>>out
	# shellcheck disable=SC2086 # words
	exec setpriv --pdeathsig KILL "$KROOT/vmlinux" mem="$(memory)M" initrd="$initrd" root=/dev/ram0 ncpus="${SMP:-2}" seccomp=on \
		con=null con0=null,fd:1 ssl=null ssl1=null,fd:4 ssl2=null,fd:5 ssl3=null,fd:6 \
		loglevel=5 panic=-1 oops=panic kmemleak=on rig.ports=tty rig.role="$role" $append >"console-$role"
}

# qemu_guest INITRD ROLE ARGS QEMU-OPTIONS...
qemu_guest()
{
	local initrd=$1 role=$2 append=$3

	shift 3
	[ "$SLOWNESS" = 1 ] || append+=" rig.ports=tty rig.off=reboot"
	exec setpriv --pdeathsig KILL "$QEMU" -M pc -accel "$(accel_option)" -cpu max -smp "${SMP:-2}" -m "$(memory)" \
		-nodefaults -no-user-config -display none -no-reboot \
		-kernel "$KROOT/vmlinux" -initrd "$initrd" \
		-append "$KERNEL_ARGS ${CLOCK_ARGS:-} rig.role=$role $append" "$@"
}

# QEMU before 8.1 loses writes to code that another emulated CPU is just translating, which the
# kernel's code patching turns into "Oops: int3". So the CPUs of a guest take turns on one
# thread, unless a test asks for real concurrency (header "# threads: multi").
accel_option()
{
	[ "$ACCEL" = tcg ] || { printf '%s\n' "$ACCEL"; return; }
	# Our own kernels patch no code (kernels/x86.config).
	[ "$SLOWNESS" = 1 ] || THREADS=multi
	printf 'tcg,thread=%s\n' "${THREADS:-single}"
}

serial_to_file()
{
	printf '%s\n' -serial "file:console-$1"
}

# The ports of a guest that runs a test: its TAP, what it exports, how it ended.
port_options()
{
	local name

	# Our own kernels have no bus, see kernels/x86.config.
	if [ "$SLOWNESS" != 1 ]; then
		printf '%s\n' -serial file:tap -serial file:ctl -serial file:out
		return
	fi
	printf '%s\n' -device virtio-serial-pci
	for name in tap ctl out; do
		printf '%s\n' -chardev "file,id=$name,path=$name" -device "virtserialport,chardev=$name,name=$name"
	done
}

# extra_options: what the caller wants besides (the benchmark: a clock that counts instructions)
extra_options()
{
	xargs -r printf '%s\n' <<<"${IDLOC_VM_QEMU:-}"
}

# link_options ROLE: link0 and ctl0 as datagram sockets in the current folder, so that
# neither guest has to be up first and no address of the machine is used.
link_options()
{
	local me=$1 other=b octet=0a nic=0 name

	[ "$me" = b ] && other=a octet=0b
	for name in link ctl; do
		nic=$((nic + 1))
		printf '%s\n' -netdev "dgram,id=$name,local.type=unix,local.path=$name-$me,remote.type=unix,remote.path=$name-$other" \
			-device "virtio-net-pci,netdev=$name,romfile=,mac=52:54:00:00:$octet:0$nic"
	done
}

# clock_rate: sets CLOCK_ARGS, what an emulated guest is told about its clock (see host/tsc.c)
clock_rate()
{
	local key answer=$CACHE/tsc

	CLOCK_ARGS=
	[ "$ACCEL $(uname -m)" = "tcg x86_64" ] || return 0
	key=$(</proc/sys/kernel/random/boot_id)
	if [ "$(head -1 "$answer" 2>/dev/null)" != "$key" ]; then
		gcc -O2 -o "$CACHE/tsc.bin" "$VM_DIR/host/tsc.c" || return 0
		printf '%s\n%s\n' "$key" "$("$CACHE/tsc.bin")" >"$answer"
	fi
	CLOCK_ARGS="tsc=reliable tsc_early_khz=$(tail -1 "$answer")"
}

# accel_probe: sets ACCEL. /dev/kvm may open and the guest still not run, so only a guest
# that reached its init counts; asked once per machine boot, kernel and QEMU.
accel_probe()
{
	local key answer=$CACHE/accelerator

	key="$(</proc/sys/kernel/random/boot_id) $(stat -L -c '%s %Y' "$(command -v $QEMU)")"
	ACCEL=tcg
	[ "$KARCH" != um ] || return 0
	if [ -z "${IDLOC_VM_ACCEL:-}" ]; then
		[ -w /dev/kvm ] || return 0
		if [ "$(head -1 "$answer" 2>/dev/null)" != "$key" ]; then
			kvm_boots "$1" && ACCEL=kvm
			printf '%s\n%s\n' "$key" "$ACCEL" >"$answer"
		fi
		ACCEL=$(tail -1 "$answer")
	else
		ACCEL=$IDLOC_VM_ACCEL
	fi
}

kvm_boots()
{
	local dir boots=1

	dir=$(mktemp -d)
	(
		cd "$dir" || exit
		ACCEL=kvm
		mapfile -t options < <(serial_to_file a)
		boot_guest "$1" a "rig.mode=probe" "${options[@]}" >/dev/null 2>&1 9>&- &
		pid=$!
		(sleep 10; kill -9 $pid) 2>/dev/null &
		wait $pid
		kill $! 2>/dev/null
	) 2>/dev/null
	grep -q 'Power down' "$dir/console-a" 2>/dev/null && boots=0
	rm -rf "$dir"
	return $boots
}
