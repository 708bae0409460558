# shellcheck shell=bash
# Sourced by the scripts of this directory; not a command.

# answer_help ARGUMENTS: if --help is among them, prints the comment at the head of the script that runs, and ends.
answer_help() {
    local argument
    for argument; do
        case "$argument" in
            -h | --help)
                awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$0"
                exit 0
                ;;
        esac
    done
}

# fail_usage MESSAGE: the command was called wrongly.
fail_usage() {
    echo "$(basename "$0"): $1; --help tells how to use it" >&2
    exit 64
}

# choose_programs DIRECTORY [NAME...]: sets `programs` to the names, which have to be programs of the directory, or to all of them.
choose_programs() {
    local directory="$1" name
    shift
    for name; do
        [ -f "$directory/$name.orus" ] || fail_usage "there is no program '$name' in ${directory#"$root"/}"
    done
    programs=("$@")
    [ $# -gt 0 ] || mapfile -t programs < <(cd "$directory" && printf '%s\n' *.orus | sed 's/\.orus$//')
}
