"""How a document without attachments names, in its keywords, the manifest it was made with."""

import re

PROOF = ";manifest.json SHA-256 "


def proof(manifest: str) -> str:
    """Give the keyword by which a document without attachments names the manifest it was made with."""
    return f"{PROOF}{manifest}" if manifest else ""


def proved_by(keywords: str) -> str:
    """Read the hash of the manifest from such keywords; an empty text where they name none."""
    match = re.search(rf"{PROOF}([0-9a-f]{{64}})$", keywords)
    return match[1] if match else ""
