# Completion of crm for fish, which asks crm itself at each TAB.
function __crm_complete
    set -l tokens (commandline -opc)
    set -l current (commandline -ct)
    set -l found (SAP_SHELL=fish $tokens[1] ---complete -- $tokens[2..] "$current" 2>/dev/null)
    switch "$found[1]"
        case \x01files
            __fish_complete_path "$current"
        case \x01folders
            __fish_complete_directories "$current"
        case '*'
            printf '%s\n' $found
    end
end
complete -c crm -f -a '(__crm_complete)'
