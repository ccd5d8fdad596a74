#!/usr/bin/env bash
# help_files_test.sh FOLDER: the completions and the manual page in FOLDER, as the shells and groff
# read them: no complaint, and completions that complete.
set -euo pipefail

folder=$1
for tool in zsh fish groff man; do
  command -v "$tool" >/dev/null || { echo "there is no $tool" >&2 && exit 1; }
done

# expect WHAT ACTUAL WANTED...: each of WANTED is a line of ACTUAL.
expect() {
  local what=$1 actual=$2 wanted
  shift 2
  for wanted in "$@"; do
    grep -qxF -- "$wanted" <<<"$actual" || {
      printf '%s: no %s in\n%s\n' "$what" "$wanted" "$actual" >&2
      exit 1
    }
  done
}

# bash_completes WORD...: the replies where the last WORD is being typed.
bash_completes() {
  bash -c 'source "$1"; shift
    COMP_WORDS=(flink-launcher "$@"); COMP_CWORD=$#; COMPREPLY=()
    _flink_launcher; printf "%s\n" "${COMPREPLY[@]}"' bash "$folder/flink-launcher" "$@"
}

bash -n "$folder/flink-launcher"
expect roles "$(bash_completes '')" taskmanager jobmanager explain help
expect actions "$(bash_completes taskmanager '')" start stop status
expect topics "$(bash_completes help e)" environment exit-codes
expect formats "$(bash_completes explain --format '')" text json svg args env
expect keys "$(bash_completes explain taskmanager --show taskmanager.memory.pro)" \
  taskmanager.memory.process.size
expect properties "$(bash_completes taskmanager -D taskmanager.memory.pro)" \
  taskmanager.memory.process.size=
expect 'options of explain' "$(bash_completes explain --s)" --sweep --show
if [[ -n $(bash_completes --sw) ]]; then echo '--sweep is offered outside explain' >&2 && exit 1; fi

zsh -n "$folder/_flink-launcher"
fish --no-config --no-execute "$folder/flink-launcher.fish"
fish_completes() {
  fish --no-config -c "source '$folder/flink-launcher.fish'; complete -C '$1'" | cut -f 1
}
expect 'fish roles' "$(fish_completes 'flink-launcher ')" taskmanager explain
expect 'fish actions' "$(fish_completes 'flink-launcher taskmanager ')" start stop-all
expect 'fish options' "$(fish_completes 'flink-launcher explain --sw')" --sweep
expect 'fish keys' "$(fish_completes 'flink-launcher explain --show taskmanager.memory.pro')" \
  taskmanager.memory.process.size
expect 'fish properties' "$(fish_completes 'flink-launcher explain --what-if taskmanager.memory.pro')" \
  taskmanager.memory.process.size=
if [[ -n $(fish_completes 'flink-launcher --sw') ]]; then
  echo '--sweep is offered outside explain' >&2 && exit 1
fi

complaints=$(groff -man -Tutf8 -ww "$folder/flink-launcher.1" 2>&1 >/dev/null)
complaints+=$(man --warnings -l "$folder/flink-launcher.1" 2>&1 >/dev/null)
if [[ -n $complaints ]]; then printf '%s\n' "$complaints" >&2 && exit 1; fi
echo "completions for bash, zsh and fish and the manual page are well"
