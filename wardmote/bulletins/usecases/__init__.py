"""The writes of bulletins: composing, publishing, mailing."""
