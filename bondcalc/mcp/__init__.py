"""The commands as tools of an assistant on this computer (MCP, stdio only): the same JSON, kept to one folder, names left out."""
