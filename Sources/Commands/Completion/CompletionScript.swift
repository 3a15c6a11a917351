/// The script that a shell reads: at each TAB it asks `crm ---complete` for what fits, in one process.
enum CompletionScript: String, CaseIterable {
  case bash, zsh, fish

  /// The answers that stand for what the shell itself completes best.
  static let files = "\u{1}files"
  static let folders = "\u{1}folders"

  var text: String {
    switch self {
    case .bash: CompletionScript.bashText
    case .zsh: CompletionScript.zshText
    case .fish: CompletionScript.fishText
    }
  }

  private static let bashText = #"""
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

    """#

  private static let zshText = #"""
    #compdef crm
    # Completion of crm for zsh, which asks crm itself at each TAB.
    _crm() {
      local line word doc entry
      local -a closed open
      for line in "${(@f)$(SAP_SHELL=zsh ${words[1]} ---complete -- "${(@)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)}"; do
        case $line in
          '') continue ;;
          $'\001files') _files; return ;;
          $'\001folders') _files -/; return ;;
        esac
        word=${line%%$'\t'*}
        doc=''
        [[ $line == *$'\t'* ]] && doc=${line#*$'\t'}
        entry=${word//:/\\:}${doc:+:$doc}
        case $word in
          *[:=,]) open+=("$entry") ;;
          *) closed+=("$entry") ;;
        esac
      done
      (( $#open )) && _describe -t crm-more crm open -S ''
      (( $#closed )) && _describe -t crm crm closed
    }
    if [[ $funcstack[1] == _crm ]]; then
      _crm "$@"
    else
      compdef _crm crm
    fi

    """#

  private static let fishText = #"""
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

    """#
}
