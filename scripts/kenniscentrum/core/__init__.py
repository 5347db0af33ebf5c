"""What a knowledge centre knows: records, registers, documents and the rules they keep.

Standard library, PyYAML and pydantic only; no clock, network, git, MkDocs or templates.
"""
