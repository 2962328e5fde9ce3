# devgen in bash: source <(devgen completion bash)
_devgen() {
  local word
  COMPREPLY=()
  while IFS= read -r word; do
    COMPREPLY+=("$word")
  done < <(COMP_WORDBREAKS="$COMP_WORDBREAKS" "$1" __complete bash "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
  # A name that goes on after its next part.
  if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[/:] ]]; then compopt -o nospace 2>/dev/null; fi
}
complete -F _devgen devgen
