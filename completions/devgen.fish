# devgen in fish: devgen completion fish | source
function __devgen_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    $words[1] __complete fish $words[2..-1] "$current" 2>/dev/null
end
complete -c devgen -f -a '(__devgen_complete)'
