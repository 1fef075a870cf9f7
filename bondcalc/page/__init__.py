"""One page for a browser: everything in it, nothing fetched; a project, a store of many, each from one function."""
