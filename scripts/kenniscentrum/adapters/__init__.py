"""The edge of the system: MkDocs, the command line, files and processes."""
