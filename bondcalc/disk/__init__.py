"""Files as systems keep them: read whole and only where they are regular, written whole or not at all; knows nothing of bonds."""
