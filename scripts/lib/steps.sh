# Runs named steps, tells how long each took, and ends with a plain summary. Sourced by the scripts beside it.

steps_done=()
step_now=""

# step NAME COMMAND…: stops the script when the command fails.
step() {
    step_now=$1
    shift
    local began=$SECONDS
    printf '\n== %s\n' "$step_now"
    # A subshell would lose what a step exports, so that the command runs here.
    "$@"
    local took=$((SECONDS - began))
    printf '   %s: ok, %d s\n' "$step_now" "$took"
    steps_done+=("$(printf '%5d s  %s' "$took" "$step_now")")
    step_now=""
}

# summary CODE: what ran, and where it stopped.
summary() {
    printf '\n'
    [ ${#steps_done[@]} -eq 0 ] || printf '%s\n' "${steps_done[@]}"
    if [ "$1" -eq 0 ]; then
        printf '%5d s  in all: every step passed\n' "$SECONDS"
    else
        printf 'FAILED in "%s" after %d s in all\n' "${step_now:-the script itself}" "$SECONDS"
    fi
}
