# Completion of async-trait-gen's command line, for bash and for zsh's bashcompinit. The options are
# those that the program's own help lists.

_async_trait_gen() {
  local word=$2 previous=$3 place
  COMPREPLY=()
  for ((place = 1; place < COMP_CWORD; ++place)); do
    [ "${COMP_WORDS[place]}" != -- ] || return 0 # The compiler's own flags follow.
  done

  # bash cuts words at '=', too.
  if [ "$word" = = ]; then
    word=
  elif [ "$previous" = = ]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi

  case $previous in
  --emit)
    local before=
    [[ $word != *,* ]] || before=${word%,*},
    mapfile -t COMPREPLY < <(compgen -P "$before" -W 'header json mock decorator' -- "${word##*,}")
    ;;
  --diagnostics-format) mapfile -t COMPREPLY < <(compgen -W 'text json sarif' -- "$word") ;;
  --*-dir | -p) mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
  -o | --depfile | --config | --template) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
  *)
    if [[ $word == -* ]]; then
      mapfile -t COMPREPLY < <(compgen -W \
        "$("$1" --help | sed -nE 's/^  (-[-a-z]+)(=?).*/\1\2/p')" -- "$word")
      [[ ${COMPREPLY[*]} != *= ]] || compopt -o nospace
    else
      mapfile -t COMPREPLY < <(
        compgen -f -X '!*.trait.@(h|hpp|hh|hxx)' -- "$word"
        compgen -d -S / -- "$word"
      )
    fi
    ;;
  esac
}
complete -o filenames -F _async_trait_gen async-trait-gen
