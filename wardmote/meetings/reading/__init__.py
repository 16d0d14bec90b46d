"""Reading old minutes: who was there, what was decided, who does what by when.

Pure: no Django, no clock, no network, no home. `read(text_or_document)` answers with
`Minutes`; `files.read_file(path)` does so in a guarded process of its own.
"""
