"""Kenniscentrum: project records and Markdown guides in, an honest bilingual site out.

``core`` knows what a record is, ``views`` turn records into pages, feeds and search
words, ``adapters`` connect both to MkDocs, the command line and the file system.
Imports only ever point inwards: adapters → views → core.
"""
