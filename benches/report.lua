-- One line for scripts/bench: requests a second, p50 and p99 in milliseconds, requests, failures.

function done(summary, latency, _)
    local failed = summary.errors.connect + summary.errors.read + summary.errors.write
        + summary.errors.timeout + summary.errors.status
    io.write(string.format(
        "RESULT %.1f %.3f %.3f %d %d\n",
        summary.requests / (summary.duration / 1e6),
        latency:percentile(50) / 1000,
        latency:percentile(99) / 1000,
        summary.requests,
        failed
    ))
end
