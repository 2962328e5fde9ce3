#compdef devgen
# devgen in zsh: source <(devgen completion zsh), after compinit
_devgen() {
  local value about
  local -a values texts parts
  while IFS=$'\t' read -r value about; do
    if [[ $value == *[/:] ]]; then
      parts+=("$value")
    else
      values+=("$value")
      texts+=("$value${about:+  -- $about}")
    fi
  done < <("${(@Q)words[1]}" __complete zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)
  (( $#values )) && compadd -U -l -d texts -a values
  (( $#parts )) && compadd -U -S '' -a parts
  (( $#values + $#parts ))
}
if [[ $funcstack[1] == _devgen ]]; then _devgen; else compdef _devgen devgen; fi
