"""One frozen document, written as a web page, a PDF and a Word file; and sheets."""
