"""After the issue (存续期监测): what happened, held against what was filed, again and again until the bond is repaid."""
