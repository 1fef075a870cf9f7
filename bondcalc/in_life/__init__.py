"""存续期: what is handed in and published of a bond once it is out, and the papers of its monitoring."""
