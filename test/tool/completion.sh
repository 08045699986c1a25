#!/usr/bin/env bash
# What bash offers on an unfinished command line of the generator.
#
#   completion.sh COMPLETION_FILE GENERATOR
set -euo pipefail
shopt -s extglob
source "$1"
compopt() { :; } # Outside of a completion there is nothing to set options of.
generator=$2
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
mkdir traits
touch iter.trait.h iter.h other.trait.hpp config.json

# offers EXPECTED WORD...: the last word is the unfinished one.
offers() {
  local expected=$1
  shift
  COMP_WORDS=(async-trait-gen "$@")
  COMP_CWORD=$#
  _async_trait_gen "$generator" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
  local found
  found=$(printf '%s\n' "${COMPREPLY[@]}" | sort | xargs)
  [ "$found" = "$expected" ] || {
    echo "FAIL: after '$*' there is '$found', not '$expected'"
    exit 1
  }
}

offers '--depfile= --diagnostics-format=' --d
offers '--cache-dir= --check --config=' --c
offers 'iter.trait.h' i
offers 'iter.trait.h other.trait.hpp traits/' ''
offers 'decorator header json mock' --emit ''
offers 'mock' --emit = m
offers 'header,json' --emit = header,j
offers 'sarif' --diagnostics-format s
offers 'traits' --out-dir ''
offers 'config.json' --config = c
offers 'config.json' --template = c
offers '' iter.trait.h -- -s

# Each option of the help, and no other.
all=$("$generator" --help | sed -nE 's/^  (-[-a-z]+)(=?).*/\1\2/p' | sort | xargs)
offers "$all" -
