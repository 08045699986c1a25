#!/usr/bin/env bash
# What gdb shows with runtime/gdb/async_trait.py: a stack from an implementer to its caller, through
# a Dyn, and Dyn types, futures and tasks.
#
#   debugger.sh QUICKSTART_DIR GENERATOR PRINTERS RUNTIME_INCLUDE WORK_DIR CXX
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
quickstart=$1 generator=$2 printers=$3 runtime=$4 work=$5 cxx=$6

rm -rf "$work" && mkdir -p "$work"
compile=("$cxx" -std=c++20 -g -O0 -pthread -I "$runtime" -I "$work")
"$generator" --out-dir "$work" "$quickstart/async_iter.trait.h" -- -I "$runtime"
"$generator" --out-dir "$work" "$here/traits.trait.h" -- -I "$runtime"

# in_gdb PROGRAM COMMAND...: what gdb says, without the program's output
in_gdb() {
  local program=$1 commands=()
  shift
  for command in "set width 0" "source $printers" "$@"; do
    commands+=(-ex "$command")
  done
  gdb -q -nx -batch "${commands[@]}" "$program" >"$work/said" 2>&1
}

# expect PATTERN: the next line that matches, behind those of the calls before
line=0
expect() {
  local found
  found=$(tail -n +$((line + 1)) "$work/said" | grep -nE -m1 -- "$1" | cut -d: -f1) || {
    cat "$work/said"
    echo "FAIL $cxx: no line, or not in this place: $1"
    exit 1
  }
  line=$((line + found))
}

"${compile[@]}" -I "$quickstart" "$quickstart/main.cpp" -o "$work/quickstart"
in_gdb "$work/quickstart" \
  'break Countdown::NextItem::await_resume if $_any_caller_matches(".*next_wrapper", 20)' \
  run "bt -hide"
expect '^#0 .*Countdown::NextItem::await_resume.*main\.cpp'
expect 'DynAsyncIterVtable<.*next_wrapper<.*Countdown>'
expect 'sum_items'
expect 'print_sum.*iter=demo::DynAsyncIter<unsigned int>, owns .*Countdown'
expect '^#.* main'
if grep -E '^#.*/async_trait/(detail/)?[a-z_]+\.h' "$work/said"; then
  echo "FAIL $cxx: frames of the runtime"
  exit 1
fi

"${compile[@]}" -I "$here" "$here/debugged.cpp" -o "$work/debugged"
in_gdb "$work/debugged" 'break stop' run up 'print owning' 'print borrowing' 'print sharing' \
  'print moved' 'print task' 'print taken_task' 'print future' 'print running' 'print given'
line=0
expect '^\$1 = test::DynSource, owns \(anonymous namespace\)::Waits = \{.*number = 7'
expect '^\$2 = test::DynSourceRef, borrows \(anonymous namespace\)::Waits = \{.*number = 7'
expect '^\$3 = test::DynSourceShared, shares \(anonymous namespace\)::Waits = \{.*number = 7'
expect '^\$4 = test::DynSource, moved from$'
expect '^\$5 = task, moved from or awaited$'
expect '^\$6 = task, \(anonymous namespace\)::Waits::next$'
expect '^\$7 = future of \(anonymous namespace\)::Waits::next$'
expect '^\$8 = future in flight, \(anonymous namespace\)::Waits::next$'
expect '^\$9 = future, moved from$'
