# Completion of crm for bash, which asks crm itself at each TAB.
_crm() {
    local rest=${COMP_LINE:0:COMP_POINT} part line word strip quoted
    local -a words=()
    local -i i fresh
    # Readline parts words at = and : too; here a word is what stands between blanks.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        fresh=$((i == 0))
        while [[ $rest == [[:space:]]* ]]; do
            rest=${rest:1}
            fresh=1
        done
        part=${COMP_WORDS[i]}
        ((i == COMP_CWORD)) && part=$rest
        ((fresh)) && words+=("")
        words[${#words[@]} - 1]+=$part
        rest=${rest#"$part"}
    done
    local cur=${words[${#words[@]} - 1]} bare
    bare=${cur#[\'\"]}
    strip=""
    for ((i = ${#bare} - 1; i >= 0; i--)); do
        part=${bare:i:1}
        if [[ $part == [:=] && $COMP_WORDBREAKS == *"$part"* ]]; then
            strip=${bare:0:i+1}
            break
        fi
    done
    [[ $bare != "$cur" ]] && strip=""
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
        $'\001files') compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$bare"); return ;;
        $'\001folders') compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$bare"); return ;;
        esac
        word=${line%%$'\t'*}
        [[ $word == "$bare"* ]] || continue
        word=${word#"$strip"}
        if [[ $bare == "$cur" && $word == *[[:space:]\'\"\$\&\;\(\)\<\>\|]* ]]; then
            printf -v quoted %q "$word"
            word=$quoted
        fi
        COMPREPLY+=("$word")
        [[ $word == *[:=,] ]] && compopt -o nospace 2>/dev/null
    done < <(SAP_SHELL=bash "${COMP_WORDS[0]}" ---complete -- "${words[@]:1}" 2>/dev/null)
}
complete -F _crm crm
