"""The tests. A package by name: some that are installed bring a ``tests`` of their own."""
