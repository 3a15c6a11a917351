#!/bin/bash

__crm_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__crm_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__crm_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__crm_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_crm() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(--version -h --help)
    local -a repeating_options=()
    local -a non_repeating_options=()
    __crm_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    init|contacts|companies|leads|deals|tasks|activities|products|stages|log|search|imports|reports|digest|views|check|history|undo|index|schema|completions|help)
        # Offer subcommand argument completions
        "_crm_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'init contacts companies leads deals tasks activities products stages log search imports reports digest views check history undo index schema completions help' -- "${cur}"))
        ;;
    esac
}

_crm_init() {
    repeating_flags=()
    non_repeating_flags=(--no-git --json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--timezone --country --currency --lang -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--timezone')
        return
        ;;
    '--country')
        return
        ;;
    '--currency')
        return
        ;;
    '--lang')
        __crm_add_completions -W 'en'$'\n''ru'$'\n''kk'
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion init -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -d
        return
        ;;
    esac
}

_crm_contacts() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __crm_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|show|add|set|edit|delete)
        # Offer subcommand argument completions
        "_crm_contacts_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list show add set edit delete' -- "${cur}"))
        ;;
    esac
}

_crm_contacts_list() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion contacts list -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion contacts list -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_contacts_show() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion contacts show -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion contacts show -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_contacts_add() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion contacts add -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion contacts add -- positional@1 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_contacts_set() {
    repeating_flags=()
    non_repeating_flags=(--yes --json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--where -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--where')
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion contacts set -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion contacts set -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_contacts_edit() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion contacts edit -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion contacts edit -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_contacts_delete() {
    repeating_flags=()
    non_repeating_flags=(--cascade --yes --json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion contacts delete -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion contacts delete -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_companies() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __crm_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|show|add|set|edit|delete)
        # Offer subcommand argument completions
        "_crm_companies_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list show add set edit delete' -- "${cur}"))
        ;;
    esac
}

_crm_companies_list() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion companies list -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion companies list -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_companies_show() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion companies show -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion companies show -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_companies_add() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion companies add -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion companies add -- positional@1 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_companies_set() {
    repeating_flags=()
    non_repeating_flags=(--yes --json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--where -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--where')
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion companies set -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion companies set -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_companies_edit() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion companies edit -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion companies edit -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_companies_delete() {
    repeating_flags=()
    non_repeating_flags=(--cascade --yes --json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion companies delete -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion companies delete -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_leads() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __crm_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|show|add|set|edit|delete|qualify|reject)
        # Offer subcommand argument completions
        "_crm_leads_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list show add set edit delete qualify reject' -- "${cur}"))
        ;;
    esac
}

_crm_leads_list() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion leads list -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion leads list -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_leads_show() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion leads show -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion leads show -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_leads_add() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion leads add -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion leads add -- positional@1 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_leads_set() {
    repeating_flags=()
    non_repeating_flags=(--yes --json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--where -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--where')
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion leads set -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion leads set -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_leads_edit() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion leads edit -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion leads edit -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_leads_delete() {
    repeating_flags=()
    non_repeating_flags=(--cascade --yes --json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion leads delete -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion leads delete -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_leads_qualify() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--title --pipeline --stage --next --due --next-type -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--title')
        return
        ;;
    '--pipeline')
        __crm_add_completions -W "$(__crm_custom_complete ---completion leads qualify -- --pipeline "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--stage')
        __crm_add_completions -W "$(__crm_custom_complete ---completion leads qualify -- --stage "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--next')
        return
        ;;
    '--due')
        return
        ;;
    '--next-type')
        __crm_add_completions -W 'call'$'\n''email'$'\n''meeting'$'\n''message'$'\n''visit'$'\n''todo'
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion leads qualify -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion leads qualify -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_leads_reject() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--reason -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--reason')
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion leads reject -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion leads reject -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_deals() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __crm_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|show|add|set|edit|delete|move|win|lose|archive|reopen|board)
        # Offer subcommand argument completions
        "_crm_deals_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list show add set edit delete move win lose archive reopen board' -- "${cur}"))
        ;;
    esac
}

_crm_deals_list() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals list -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals list -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_deals_show() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals show -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals show -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_deals_add() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--contact --company --amount --currency --pipeline --stage --owner --source --next --due --next-type -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--contact')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals add -- --contact "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--company')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals add -- --company "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--amount')
        return
        ;;
    '--currency')
        return
        ;;
    '--pipeline')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals add -- --pipeline "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--stage')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals add -- --stage "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--owner')
        return
        ;;
    '--source')
        return
        ;;
    '--next')
        return
        ;;
    '--due')
        return
        ;;
    '--next-type')
        __crm_add_completions -W 'call'$'\n''email'$'\n''meeting'$'\n''message'$'\n''visit'$'\n''todo'
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals add -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals add -- positional@1 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_deals_set() {
    repeating_flags=()
    non_repeating_flags=(--yes --json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--where -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--where')
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals set -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals set -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_deals_edit() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals edit -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals edit -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_deals_delete() {
    repeating_flags=()
    non_repeating_flags=(--cascade --yes --json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals delete -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals delete -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_deals_move() {
    repeating_flags=()
    non_repeating_flags=(--keep-next --json --quiet --dry-run --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(--note --reason --next --due --next-type -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--set')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals move -- --set "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--note')
        return
        ;;
    '--reason')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals move -- --reason "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--next')
        return
        ;;
    '--due')
        return
        ;;
    '--next-type')
        __crm_add_completions -W 'call'$'\n''email'$'\n''meeting'$'\n''message'$'\n''visit'$'\n''todo'
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals move -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals move -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    2)
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals move -- positional@1 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_deals_win() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(--note -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--set')
        return
        ;;
    '--note')
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals win -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals win -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_deals_lose() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(--note --reason -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--set')
        return
        ;;
    '--note')
        return
        ;;
    '--reason')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals lose -- --reason "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals lose -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals lose -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_deals_archive() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=(--set)
    non_repeating_options=(--note -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--set')
        return
        ;;
    '--note')
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals archive -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals archive -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_deals_reopen() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--stage --note --next --due --next-type -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--stage')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals reopen -- --stage "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--note')
        return
        ;;
    '--next')
        return
        ;;
    '--due')
        return
        ;;
    '--next-type')
        __crm_add_completions -W 'call'$'\n''email'$'\n''meeting'$'\n''message'$'\n''visit'$'\n''todo'
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals reopen -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals reopen -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_deals_board() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--pipeline -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--pipeline')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals board -- --pipeline "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion deals board -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_crm_tasks() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __crm_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|show|add|set|edit|delete|done|cancel|snooze)
        # Offer subcommand argument completions
        "_crm_tasks_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list show add set edit delete done cancel snooze' -- "${cur}"))
        ;;
    esac
}

_crm_tasks_list() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks list -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks list -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_tasks_show() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks show -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks show -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_tasks_add() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--deal --contact --company --type --owner --due -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--deal')
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks add -- --deal "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--contact')
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks add -- --contact "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--company')
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks add -- --company "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--type')
        __crm_add_completions -W 'call'$'\n''email'$'\n''meeting'$'\n''message'$'\n''visit'$'\n''todo'
        return
        ;;
    '--owner')
        return
        ;;
    '--due')
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks add -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks add -- positional@1 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_tasks_set() {
    repeating_flags=()
    non_repeating_flags=(--yes --json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--where -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--where')
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks set -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks set -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_tasks_edit() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks edit -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks edit -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_tasks_delete() {
    repeating_flags=()
    non_repeating_flags=(--cascade --yes --json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks delete -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks delete -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_tasks_done() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--result --next --due --next-type -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--result')
        return
        ;;
    '--next')
        return
        ;;
    '--due')
        return
        ;;
    '--next-type')
        __crm_add_completions -W 'call'$'\n''email'$'\n''meeting'$'\n''message'$'\n''visit'$'\n''todo'
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks done -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks done -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_tasks_cancel() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks cancel -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks cancel -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_tasks_snooze() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks snooze -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion tasks snooze -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_activities() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __crm_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|show|add|set|edit|delete)
        # Offer subcommand argument completions
        "_crm_activities_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list show add set edit delete' -- "${cur}"))
        ;;
    esac
}

_crm_activities_list() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion activities list -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion activities list -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_activities_show() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion activities show -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion activities show -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_activities_add() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion activities add -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion activities add -- positional@1 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_activities_set() {
    repeating_flags=()
    non_repeating_flags=(--yes --json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--where -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--where')
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion activities set -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion activities set -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_activities_edit() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion activities edit -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion activities edit -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_activities_delete() {
    repeating_flags=()
    non_repeating_flags=(--cascade --yes --json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion activities delete -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion activities delete -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_products() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __crm_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|show|add|set|edit|delete)
        # Offer subcommand argument completions
        "_crm_products_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list show add set edit delete' -- "${cur}"))
        ;;
    esac
}

_crm_products_list() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion products list -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion products list -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_products_show() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion products show -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion products show -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_products_add() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion products add -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion products add -- positional@1 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_products_set() {
    repeating_flags=()
    non_repeating_flags=(--yes --json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--where -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--where')
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion products set -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __crm_add_completions -W "$(__crm_custom_complete ---completion products set -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_products_edit() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion products edit -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion products edit -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_products_delete() {
    repeating_flags=()
    non_repeating_flags=(--cascade --yes --json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion products delete -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion products delete -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_stages() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __crm_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|show|add|rename|move|remove|check)
        # Offer subcommand argument completions
        "_crm_stages_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list show add rename move remove check' -- "${cur}"))
        ;;
    esac
}

_crm_stages_list() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--pipeline -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--pipeline')
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages list -- --pipeline "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages list -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_crm_stages_show() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--pipeline -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--pipeline')
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages show -- --pipeline "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages show -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages show -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_stages_add() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--name --probability --after --outcome --pipeline -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--name')
        return
        ;;
    '--probability')
        return
        ;;
    '--after')
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages add -- --after "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--outcome')
        __crm_add_completions -W 'won'$'\n''lost'$'\n''archived'
        return
        ;;
    '--pipeline')
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages add -- --pipeline "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages add -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_crm_stages_rename() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--name --pipeline -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--name')
        return
        ;;
    '--pipeline')
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages rename -- --pipeline "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages rename -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages rename -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_stages_move() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--after --before --pipeline -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--after')
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages move -- --after "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--before')
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages move -- --before "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--pipeline')
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages move -- --pipeline "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages move -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages move -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_stages_remove() {
    repeating_flags=()
    non_repeating_flags=(--keep-next --json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--move-to --next --due --next-type --pipeline -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--move-to')
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages remove -- --move-to "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--next')
        return
        ;;
    '--due')
        return
        ;;
    '--next-type')
        __crm_add_completions -W 'call'$'\n''email'$'\n''meeting'$'\n''message'$'\n''visit'$'\n''todo'
        return
        ;;
    '--pipeline')
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages remove -- --pipeline "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages remove -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages remove -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_stages_check() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--pipeline -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--pipeline')
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages check -- --pipeline "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion stages check -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_crm_log() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--at --duration --result --direction --next --due --next-type -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--at')
        return
        ;;
    '--duration')
        return
        ;;
    '--result')
        return
        ;;
    '--direction')
        __crm_add_completions -W 'in'$'\n''out'
        return
        ;;
    '--next')
        return
        ;;
    '--due')
        return
        ;;
    '--next-type')
        __crm_add_completions -W 'call'$'\n''email'$'\n''meeting'$'\n''message'$'\n''visit'$'\n''todo'
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion log -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W 'call'$'\n''email'$'\n''meeting'$'\n''message'$'\n''note'
        return
        ;;
    2)
        __crm_add_completions -W "$(__crm_custom_complete ---completion log -- positional@1 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_search() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--limit --kind -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--limit')
        return
        ;;
    '--kind')
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion search -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_crm_imports() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __crm_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    preview|run|undo|list|presets)
        # Offer subcommand argument completions
        "_crm_imports_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'preview run undo list presets' -- "${cur}"))
        ;;
    esac
}

_crm_imports_preview() {
    repeating_flags=()
    non_repeating_flags=(--no-create-links --only-mapped --strict --yes --json --quiet --dry-run --version -h --help)
    repeating_options=(--map --map-value --set)
    non_repeating_options=(--kind --preset --mode --update-by --date-order --decimals --encoding --separator --rejects --save-as --next --due --next-type -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--kind')
        return
        ;;
    '--preset')
        __crm_add_completions -W "$(__crm_custom_complete ---completion imports preview -- --preset "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--map')
        return
        ;;
    '--map-value')
        return
        ;;
    '--set')
        return
        ;;
    '--mode')
        __crm_add_completions -W 'upsert'$'\n''create'$'\n''update'$'\n''fill'$'\n''skip'
        return
        ;;
    '--update-by')
        return
        ;;
    '--date-order')
        return
        ;;
    '--decimals')
        return
        ;;
    '--encoding')
        return
        ;;
    '--separator')
        return
        ;;
    '--rejects')
        __crm_add_completions -f
        return
        ;;
    '--save-as')
        return
        ;;
    '--next')
        return
        ;;
    '--due')
        return
        ;;
    '--next-type')
        __crm_add_completions -W 'call'$'\n''email'$'\n''meeting'$'\n''message'$'\n''visit'$'\n''todo'
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion imports preview -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -f
        return
        ;;
    esac
}

_crm_imports_run() {
    repeating_flags=()
    non_repeating_flags=(--no-create-links --only-mapped --strict --yes --json --quiet --dry-run --version -h --help)
    repeating_options=(--map --map-value --set)
    non_repeating_options=(--kind --preset --mode --update-by --date-order --decimals --encoding --separator --rejects --save-as --next --due --next-type -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--kind')
        return
        ;;
    '--preset')
        __crm_add_completions -W "$(__crm_custom_complete ---completion imports run -- --preset "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--map')
        return
        ;;
    '--map-value')
        return
        ;;
    '--set')
        return
        ;;
    '--mode')
        __crm_add_completions -W 'upsert'$'\n''create'$'\n''update'$'\n''fill'$'\n''skip'
        return
        ;;
    '--update-by')
        return
        ;;
    '--date-order')
        return
        ;;
    '--decimals')
        return
        ;;
    '--encoding')
        return
        ;;
    '--separator')
        return
        ;;
    '--rejects')
        __crm_add_completions -f
        return
        ;;
    '--save-as')
        return
        ;;
    '--next')
        return
        ;;
    '--due')
        return
        ;;
    '--next-type')
        __crm_add_completions -W 'call'$'\n''email'$'\n''meeting'$'\n''message'$'\n''visit'$'\n''todo'
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion imports run -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -f
        return
        ;;
    esac
}

_crm_imports_undo() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion imports undo -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_crm_imports_list() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion imports list -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_crm_imports_presets() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion imports presets -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_crm_reports() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __crm_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    run|list)
        # Offer subcommand argument completions
        "_crm_reports_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'run list' -- "${cur}"))
        ;;
    esac
}

_crm_reports_run() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--from --to --period --pipeline --by --where --as-of --mode --currency -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--from')
        return
        ;;
    '--to')
        return
        ;;
    '--period')
        return
        ;;
    '--pipeline')
        __crm_add_completions -W "$(__crm_custom_complete ---completion reports run -- --pipeline "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--by')
        __crm_add_completions -W 'owner'$'\n''source'$'\n''tag'$'\n''month'$'\n''company'$'\n''product'
        return
        ;;
    '--where')
        return
        ;;
    '--as-of')
        return
        ;;
    '--mode')
        return
        ;;
    '--currency')
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion reports run -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W 'pipeline'$'\n''funnel'$'\n''forecast'$'\n''won-lost'$'\n''lost-reasons'$'\n''average-check'$'\n''activity'$'\n''rotting'$'\n''no-next-step'$'\n''overdue'
        return
        ;;
    esac
}

_crm_reports_list() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion reports list -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_crm_digest() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--for --date --lang -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--for')
        return
        ;;
    '--date')
        return
        ;;
    '--lang')
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion digest -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_crm_views() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __crm_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|add|remove)
        # Offer subcommand argument completions
        "_crm_views_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list add remove' -- "${cur}"))
        ;;
    esac
}

_crm_views_list() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion views list -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_crm_views_add() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--kind -C --directory --format --fields --now --user --color)
    __crm_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--kind')
        return
        ;;
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion views add -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_crm_views_remove() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion views remove -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion views remove -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_check() {
    repeating_flags=()
    non_repeating_flags=(--fix --json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion check -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_crm_history() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion history -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W "$(__crm_custom_complete ---completion history -- positional@0 "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_crm_undo() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion undo -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_crm_index() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __crm_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    status|rebuild)
        # Offer subcommand argument completions
        "_crm_index_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'status rebuild' -- "${cur}"))
        ;;
    esac
}

_crm_index_status() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion index status -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_crm_index_rebuild() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion index rebuild -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_crm_schema() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion schema -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W 'contact'$'\n''company'$'\n''lead'$'\n''deal'$'\n''task'$'\n''activity'$'\n''product'
        return
        ;;
    esac
}

_crm_completions() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --directory --format --fields --now --user --color)
    __crm_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--directory')
        __crm_add_completions -d
        return
        ;;
    '--format')
        __crm_add_completions -W 'table'$'\n''json'$'\n''jsonl'$'\n''csv'$'\n''tsv'$'\n''yaml'$'\n''ids'
        return
        ;;
    '--fields')
        __crm_add_completions -W "$(__crm_custom_complete ---completion completions -- --fields "${COMP_CWORD}" "$(__crm_cursor_index_in_current_word)")"
        return
        ;;
    '--now')
        return
        ;;
    '--user')
        return
        ;;
    '--color')
        __crm_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __crm_add_completions -W 'bash'$'\n''zsh'$'\n''fish'
        return
        ;;
    esac
}

_crm_help() {
    repeating_flags=()
    non_repeating_flags=(--version)
    repeating_options=()
    non_repeating_options=()
    __crm_offer_flags_options -1
}

complete -o filenames -F _crm crm
