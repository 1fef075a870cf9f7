"""Many projects after the issue: each monitored as one, ranked the worst first; execution for the weekly tables."""
