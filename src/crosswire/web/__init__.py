"""The desk in a browser: pages, each with its JSON twin. The only room that answers over HTTP."""
